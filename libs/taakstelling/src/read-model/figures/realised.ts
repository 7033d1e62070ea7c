import type { MunicipalityCode, Period } from '#libs/kernel';
import type { FiguresPolicy } from '../../domain/figures.policy.js';
import type { Administration } from '../../domain/taakstelling.events.js';
import type { CountedSum } from './facts.js';
import type { View } from './view.js';

/** Persons that count toward a taakstelling, and which of them by a named one-off action. */
export interface Realised {
  readonly persons: number;
  readonly oneOffs: ReadonlyMap<string, number>;
}

/** One administration leads per municipality and period, so that a placement of ours and the COA row for it count once. */
export const leadingAdministration = (policy: FiguresPolicy, municipality: MunicipalityCode): Administration =>
  policy.leadingAdministration.exceptions[municipality] ?? policy.leadingAdministration.default;

/** Whether rows count for a municipality: of the leading (or asked) administration, and of a kind that counts. */
function countsFor(view: View, policy: FiguresPolicy, municipality: MunicipalityCode): (row: CountedSum) => boolean {
  const administration = view.administration ?? leadingAdministration(policy, municipality);
  return (row) => row.administration === administration && policy.kinds[row.kind]?.counts === true;
}

/** Persons of these rows that count for a municipality. */
export const realisedFrom = (
  view: View,
  policy: FiguresPolicy,
  municipality: MunicipalityCode,
  rows: readonly CountedSum[],
): number => rows.filter(countsFor(view, policy, municipality)).reduce((total, { persons }) => total + persons, 0);

/** What one municipality realised in a period, by the rows of the leading (or asked) administration and the kinds that count. */
export function realisedBy(
  view: View,
  policy: FiguresPolicy,
  municipality: MunicipalityCode,
  period: Period,
): Realised {
  const counts = countsFor(view, policy, municipality);
  let persons = 0;
  const oneOffs = new Map<string, number>();
  const add = (row: CountedSum, sign: 1 | -1): void => {
    if (!counts(row)) return;
    persons += sign * row.persons;
    if (row.oneOff !== '') oneOffs.set(row.oneOff, (oneOffs.get(row.oneOff) ?? 0) + sign * row.persons);
    if (row.footnote !== '') view.footnotes.rows.add(row.footnote);
  };
  for (const row of view.facts.counted(municipality, period)) add(row, 1);
  for (const row of view.countedLater(municipality, period)) add(row, -1);
  return { persons, oneOffs };
}

export function addRealised(parts: readonly Realised[]): Realised {
  let persons = 0;
  const oneOffs = new Map<string, number>();
  for (const part of parts) {
    persons += part.persons;
    for (const [name, n] of part.oneOffs) oneOffs.set(name, (oneOffs.get(name) ?? 0) + n);
  }
  return { persons, oneOffs };
}

/** Persons of `realised` that no one-off action brought. */
export function withoutOneOffs(realised: Realised): number {
  let persons = realised.persons;
  for (const n of realised.oneOffs.values()) persons -= n;
  return persons;
}
