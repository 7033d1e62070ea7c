import type { MatchingPolicy } from '../compatibility/matching.policy.js';
import type { Faults } from './faults.js';
import type { StructuredInstance } from './instance.schema.js';
import type { Listing } from './listing.js';
import { lookUp, shown } from './numbering.js';

/** What a schema of one field cannot see: fields that contradict each other, and words and codes that stand elsewhere. */
export function refuseProfiles(
  instance: StructuredInstance,
  { municipalities }: Listing<StructuredInstance>,
  policy: MatchingPolicy,
  faults: Faults,
): void {
  instance.households.forEach(({ excluded, meets }, i) => {
    excluded.forEach((code, j) => {
      lookUp(municipalities.numberOf, code, 'MUNICIPALITY_UNKNOWN', ['households', i, 'excluded', j], faults);
    });
    refuseWords(meets, policy, ['households', i, 'meets'], faults);
  });
  instance.dwellings.forEach(({ minPersons, maxPersons, from, until, conditions }, i) => {
    if (minPersons > maxPersons) {
      const message = `het minste aantal personen (${minPersons}) is meer dan het meeste (${maxPersons})`;
      faults.add('PERSONS_RANGE_INVALID', message, ['dwellings', i, 'minPersons'], { minPersons, maxPersons });
    }
    if (from !== null && until !== null && until <= from) {
      const message = `de woning is beschikbaar vanaf ${from}, dus het einde (${until}) moet later zijn`;
      faults.add('UNTIL_BEFORE_FROM', message, ['dwellings', i, 'until'], { from, until });
    }
    refuseWords(conditions, policy, ['dwellings', i, 'conditions'], faults);
  });
}

function refuseWords(
  words: readonly string[],
  { conditions }: MatchingPolicy,
  path: readonly (string | number)[],
  faults: Faults,
): void {
  words.forEach((word, j) => {
    if (Object.hasOwn(conditions, word)) return;
    const allowed = Object.keys(conditions);
    const message = `geen voorwaarde die het beleid toestaat: ${shown(word)}; wel: ${allowed.join(', ')}`;
    faults.add('CONDITION_UNKNOWN', message, [...path, j], { allowed });
  });
}

/** By number of the household the dwellings that it is not to get. */
export function vetoesOf(
  { vetoes }: StructuredInstance,
  { households, dwellings }: Listing<StructuredInstance>,
  faults: Faults,
): ReadonlyMap<number, ReadonlySet<number>> {
  const ofHousehold = new Map<number, Set<number>>();
  vetoes.forEach(([household, dwelling], i) => {
    const h = lookUp(households.numberOf, household, 'HOUSEHOLD_UNKNOWN', ['vetoes', i, 0], faults);
    const d = lookUp(dwellings.numberOf, dwelling, 'DWELLING_UNKNOWN', ['vetoes', i, 1], faults);
    const before = ofHousehold.get(h);
    if (before === undefined) ofHousehold.set(h, new Set([d]));
    else before.add(d);
  });
  return ofHousehold;
}
