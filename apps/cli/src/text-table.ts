/** Whole numbers as the Dutch write them: 1.651; what is unknown or does not apply is a dash. */
export const number = (value: number | null): string => (value === null ? '–' : value.toLocaleString('nl-NL'));

/** A balance or a difference: with its sign, for +0 and −0 are both 0. */
export const signed = (value: number | null): string =>
  value === null ? '–' : value === 0 ? '0' : `${value > 0 ? '+' : '−'}${Math.abs(value).toLocaleString('nl-NL')}`;

export const percent = (value: number | null): string => (value === null ? 'n.v.t.' : `${number(value)}%`);

/** Lines of `label  value`, the values in one column. */
export function pairs(rows: readonly (readonly [label: string, value: string])[]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`).join('\n');
}

/** A table with a header; columns named in `right` are aligned to the right. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (right.includes(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(header), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}
