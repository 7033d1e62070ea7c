import { refusal, refused, type Refusal, type Result } from '#libs/kernel';

/** A wrong export is wrong in every row: a hundred refusals tell the story, a hundred thousand hide it. */
export const MOST_REFUSALS = 100;

/** A refusal as it stands in a file: the message begins with row (line of the file) and column, the path is `rows, 3, persons`. */
export const atRow = (line: number, column: string | null, { code, message, details }: Refusal): Refusal =>
  refusal(
    code,
    column === null ? `rij ${line}: ${message}` : `rij ${line}, kolom ${column}: ${message}`,
    ['rows', String(line), ...(column === null ? [] : [column])],
    details,
  );

/** At most `MOST_REFUSALS` of them, in the order of the file, and how many more there were. */
export function refusedRows(refusals: readonly Refusal[]): Result<never> {
  if (refusals.length <= MOST_REFUSALS) return refused(...refusals);
  const more = refusals.length - MOST_REFUSALS;
  return refused(
    ...refusals.slice(0, MOST_REFUSALS),
    refusal('MORE_REFUSALS', `en nog ${more} fouten`, ['rows'], { total: refusals.length, more }),
  );
}
