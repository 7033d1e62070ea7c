import { refusal, refused, type JsonValue, type Refusal, type Result } from '#libs/kernel';

/** A file with a fault in every line has one fault, told so many times. */
export const MOST_FAULTS = 20;

/** The faults of a file in the order in which they were found, up to `MOST_FAULTS`. */
export class Faults {
  readonly #refusals: Refusal[] = [];

  get full(): boolean {
    return this.#refusals.length >= MOST_FAULTS;
  }

  get none(): boolean {
    return this.#refusals.length === 0;
  }

  add(
    code: string,
    message: string,
    path: readonly (string | number)[],
    details?: Readonly<Record<string, JsonValue>>,
  ) {
    if (!this.full) this.#refusals.push(refusal(code, message, path.map(String), details));
  }

  get refused(): Result<never> {
    return refused(...this.#refusals);
  }
}
