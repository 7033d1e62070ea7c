/** Number of letters to insert, delete or replace to turn one name into the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const nextRow = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      nextRow.push(Math.min(replaced, (row[j] ?? 0) + 1, (nextRow[j - 1] ?? 0) + 1));
    }
    row = nextRow;
  }
  return row[b.length] ?? 0;
}

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\d]/gu, '')
    .toLowerCase();

/** At most three names that somebody may have meant, nearest first. Longer input is a pasted text, not a slip. */
export function nearNames(text: string, names: readonly string[]): readonly string[] {
  const wanted = plain(text.slice(0, 60));
  if (wanted.length < 2) return [];
  return names
    .map((name) => {
      const candidate = plain(name);
      const contained = candidate.includes(wanted) || (candidate.length > 3 && wanted.includes(candidate));
      return { name, far: contained ? 0.5 : distance(wanted, candidate) };
    })
    .filter(({ far }) => far <= Math.max(1, Math.floor(wanted.length / 4)))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}
