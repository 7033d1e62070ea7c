import type { Columns } from '../solve/linear-program.js';

/** Columns (or rows) of a linear program as they are written down, one after the other. */
export class ColumnsWritten {
  readonly #cost: number[] = [];
  readonly #lower: number[] = [];
  readonly #upper: number[] = [];
  readonly #starts = [0];
  readonly #indices: number[] = [];
  readonly #values: number[] = [];

  get count(): number {
    return this.#cost.length;
  }

  /** Entries in any order, none twice; those of nothing are left out. */
  put(entries: readonly (readonly [at: number, value: number])[], cost: number, lower: number, upper: number): void {
    for (const [at, value] of [...entries].sort(([a], [b]) => a - b)) {
      if (value === 0) continue;
      this.#indices.push(at);
      this.#values.push(value);
    }
    this.#starts.push(this.#indices.length);
    this.#cost.push(cost);
    this.#lower.push(lower);
    this.#upper.push(upper);
  }

  get columns(): Columns {
    return {
      cost: Float64Array.from(this.#cost),
      lower: Float64Array.from(this.#lower),
      upper: Float64Array.from(this.#upper),
      starts: Int32Array.from(this.#starts),
      indices: Int32Array.from(this.#indices),
      values: Float64Array.from(this.#values),
    };
  }
}
