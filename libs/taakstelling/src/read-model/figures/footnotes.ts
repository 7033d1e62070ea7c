/** Remarks of what an answer rests on, each once, apart by who may see them. */
export interface Footnotes {
  /** Of targets, publications and populations: announced to everybody, and so are their remarks. */
  readonly facts: Set<string>;
  /** Of single ledger rows: free text about one household's move, for those who may see rows. */
  readonly rows: Set<string>;
}

export const noFootnotes = (): Footnotes => ({ facts: new Set(), rows: new Set() });

/** Hands on a fact that a number rests on, and keeps its footnote: where a fact is picked, none can be forgotten. */
export function used<F extends { readonly remark: string | null } | null>(footnotes: Footnotes, fact: F): F {
  if (fact !== null && fact.remark !== null && fact.remark !== '') footnotes.facts.add(fact.remark);
  return fact;
}

/** More footnotes than this help nobody; the entries behind a figure show them all. */
const MOST_REMARKS = 50;

const saysInvented = (remark: string): boolean => /verzonnen/i.test(remark);

/** What the remarks of rows come down to for those who may not see rows. What is invented says so to everybody. */
function withheld(rows: ReadonlySet<string>): readonly string[] {
  if (rows.size === 0) return [];
  return [...rows].some(saysInvented)
    ? ['Bij sommige regels staat “verzonnen”; de opmerkingen zelf ziet alleen wie de regels mag zien']
    : ['Bij sommige regels staat een opmerking; die ziet alleen wie de regels mag zien'];
}

/** The footnotes as shown: what is invented first, each group by text; never cut unseen, the last one counts the rest. */
export function remarksOf({ facts, rows }: Footnotes, rowsVisible: boolean): readonly string[] {
  const sorted = [...new Set([...facts, ...(rowsVisible ? rows : withheld(rows))])].sort();
  const remarks = [...sorted.filter(saysInvented), ...sorted.filter((remark) => !saysInvented(remark))];
  return remarks.length <= MOST_REMARKS
    ? remarks
    : [...remarks.slice(0, MOST_REMARKS - 1), `… en nog ${remarks.length - MOST_REMARKS + 1} opmerkingen`];
}
