/** Runs out when nothing came any further for so long. */
export class Patience {
  readonly #gone = new AbortController();
  #furthest = -1;
  #timer: NodeJS.Timeout | null = null;

  /** @param milliseconds `Infinity`: never. */
  constructor(private readonly milliseconds: number) {
    this.reached(0);
  }

  /** Aborted when it ran out. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  reached(position: number): void {
    if (position <= this.#furthest) return;
    this.#furthest = position;
    this.end();
    if (this.milliseconds === Infinity) return;
    this.#timer = setTimeout(() => this.#gone.abort(), this.milliseconds);
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
