import {
  ok,
  parseFreeText,
  parseInstant,
  parseLocalDate,
  parsePeriod,
  refuse,
  startOfDay,
  type Instant,
  type LocalDate,
  type Period,
  type Result,
} from '#libs/kernel';

/** How one cell is read. The text is trimmed and not empty. */
export type FieldReader<T> = (text: string) => Result<T>;

export interface Column<T> {
  readonly read: FieldReader<T>;
  /** Present: the header may lack this column, and an empty cell means this. */
  readonly whenEmpty?: { readonly value: T };
}

export const required = <T>(read: FieldReader<T>): Column<T> => ({ read });
export const optional = <T, const E>(read: FieldReader<T>, whenEmpty: E): Column<T | E> => ({
  read,
  whenEmpty: { value: whenEmpty },
});

/** Whole numbers as digits only: `1.5`, `1e9`, `1.000` and `1,000` mean different things to different people, so they are refused. */
export function wholeNumber(least: number, most: number): FieldReader<number> {
  return (text) => {
    if (!/^-?\d+$/.test(text)) {
      return refuse(
        'NUMBER_INVALID',
        `“${text.slice(0, 40)}” is geen geheel getal (alleen cijfers, zonder punt of komma)`,
      );
    }
    const value = Number(text);
    if (value < least || value > most) {
      return refuse('NUMBER_OUT_OF_RANGE', `“${text.slice(0, 40)}” ligt niet tussen ${least} en ${most}`, [], {
        least,
        most,
      });
    }
    return ok(value === 0 ? 0 : value);
  };
}

const MOST_REMEMBERED = 10_000;

/** The same days come back in every row, and a calendar is slow to ask (some 30 µs). */
function remembered<T>(read: FieldReader<T>): FieldReader<T> {
  const known = new Map<string, Result<T>>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = read(text);
    if (known.size < MOST_REMEMBERED) known.set(text, result);
    return result;
  };
}

export const date: FieldReader<LocalDate> = remembered((text) => parseLocalDate(text));
export const period: FieldReader<Period> = (text) => parsePeriod(text);
export const freeText =
  (most: number): FieldReader<string> =>
  (text) =>
    parseFreeText(text, most);

/** A moment with its zone, or a date: then the start of that day in Europe/Amsterdam. */
export const moment: FieldReader<Instant> = remembered((text) => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const day = parseLocalDate(text);
    return day.ok ? ok(startOfDay(day.value)) : day;
  }
  return parseInstant(text);
});

/** One of the words of a list, as they stand there. */
export const oneOf =
  <const W extends string>(words: readonly W[]): FieldReader<W> =>
  (text) => {
    const word = words.find((candidate) => candidate === text);
    return word === undefined
      ? refuse('VALUE_UNKNOWN', `“${text.slice(0, 40)}” is geen van: ${words.join(', ')}`, [], { allowed: [...words] })
      : ok(word);
  };

/** The columns that every file may have. */
export const everyFile = {
  known_at: optional(moment, null),
  remark: optional(freeText(500), null),
} as const;
