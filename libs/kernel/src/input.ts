import { z } from 'zod';
import { refusal, refused, ok, type Refusal, type Result } from './decision.js';
import { parseFreeText, parseId, parseNote } from './free-text.js';
import { parsePeriod, type Period } from './period.js';
import { parseInstant, parseLocalDate, type Instant, type LocalDate } from './time.js';

/** A field of a command as a zod schema over a reader of the kernel, so that its refusal keeps code and message. */
export function field<T>(read: (text: string, path: readonly string[]) => Result<T>): z.ZodType<T, string> {
  return z.string().transform((text, context): T => {
    const result = read(text, []);
    if (result.ok) return result.value;
    for (const { code, message, details } of result.refusals) {
      context.addIssue({ code: 'custom', message, params: { refusal: { code, details } } });
    }
    return z.NEVER;
  });
}

/** Fields that most commands have. */
export const inputs = {
  period: field<Period>(parsePeriod),
  date: field<LocalDate>(parseLocalDate),
  instant: field<Instant>(parseInstant),
  text: (most: number): z.ZodType<string, string> => field((text, path) => parseFreeText(text, most, path)),
  /** What people write about people. */
  note: (most: number): z.ZodType<string, string> => field((text, path) => parseNote(text, most, path)),
  id: (most: number): z.ZodType<string, string> => field((text, path) => parseId(text, most, path)),
  whole: (least: number, most: number): z.ZodType<number, number> => z.int().min(least).max(most),
} as const;

/** A field that may be left out: null then. */
export const orNull = <T, I>(schema: z.ZodType<T, I>) => schema.nullish().transform((value): T | null => value ?? null);

type Issue = z.core.$ZodIssue;

function refusalOf(issue: Issue, prefix: readonly string[]): Refusal {
  const path = [...prefix, ...issue.path.map(String)];
  switch (issue.code) {
    case 'custom': {
      const own = issue.params?.['refusal'] as Pick<Refusal, 'code' | 'details'> | undefined;
      return refusal(own?.code ?? 'INPUT_INVALID', issue.message, path, own?.details);
    }
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null || issue.input === '')
        return refusal('FIELD_EMPTY', 'dit veld mag niet leeg zijn', path);
      return issue.expected === 'int' || issue.expected === 'number'
        ? refusal('NUMBER_INVALID', 'dit is geen geheel getal', path)
        : refusal('INPUT_INVALID', `dit veld heeft een verkeerde vorm (verwacht: ${issue.expected})`, path);
    case 'too_small':
    case 'too_big':
      return refusal('NUMBER_OUT_OF_RANGE', 'de waarde ligt buiten wat is toegestaan', path, {
        ...(issue.code === 'too_small' ? { least: Number(issue.minimum) } : { most: Number(issue.maximum) }),
      });
    case 'invalid_value':
      return refusal('VALUE_UNKNOWN', `dit moet een zijn van: ${issue.values.map(String).join(', ')}`, path);
    case 'unrecognized_keys':
      return refusal('FIELD_UNKNOWN', `onbekend veld: ${issue.keys.join(', ')}`, path);
    default:
      return refusal('INPUT_INVALID', 'dit veld heeft een verkeerde vorm', path);
  }
}

/** Checks what came from outside and gives it its types; every fault becomes a refusal with the path to the field. */
export function readInput<T>(schema: z.ZodType<T>, raw: unknown, prefix: readonly string[] = ['input']): Result<T> {
  const parsed = schema.safeParse(raw, { reportInput: true });
  return parsed.success ? ok(parsed.data) : refused(...parsed.error.issues.map((issue) => refusalOf(issue, prefix)));
}
