import { refusal, refused, type Refusal, type Result } from '#libs/kernel';

/** A wrong export is wrong in every row: a hundred refusals tell the story, a hundred thousand hide it. */
export const MOST_REFUSALS = 100;

/**
 * A refusal as it stands in a file: the message begins with row (line of the file) and column, and with the sheet where the
 * file has sheets; the path is `rows, 3, persons`.
 */
export function atRow(
  line: number,
  column: string | null,
  { code, message, details }: Refusal,
  sheet: string | null = null,
): Refusal {
  const place = [
    ...(sheet === null ? [] : [`blad “${sheet}”`]),
    `rij ${line}`,
    ...(column === null ? [] : [`kolom ${column}`]),
  ].join(', ');
  return refusal(
    code,
    `${place}: ${message}`,
    ['rows', String(line), ...(column === null ? [] : [column])],
    sheet === null ? details : { ...details, sheet },
  );
}

/** At most `MOST_REFUSALS` of them, in the order of the file, and how many more there were. */
export function refusedRows(refusals: readonly Refusal[]): Result<never> {
  if (refusals.length <= MOST_REFUSALS) return refused(...refusals);
  const more = refusals.length - MOST_REFUSALS;
  return refused(
    ...refusals.slice(0, MOST_REFUSALS),
    refusal('MORE_REFUSALS', `en nog ${more} fouten`, ['rows'], { total: refusals.length, more }),
  );
}
