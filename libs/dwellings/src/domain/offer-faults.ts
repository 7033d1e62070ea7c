import { refusal, type Refusal } from '#libs/kernel';
import type { DwellingTerms } from './dwelling.js';

/** What is wrong with an offer by itself, whatever happened to the dwelling. Paths lead to the fields of the input. */
export function offerFaults(terms: DwellingTerms, lawfulConditions: readonly string[]): Refusal[] {
  const faults: Refusal[] = [];
  const { minPersons, maxPersons, from, until } = terms;
  if (minPersons > maxPersons) {
    const message = `het minste aantal personen (${minPersons}) is meer dan het meeste (${maxPersons})`;
    faults.push(refusal('PERSONS_RANGE_INVALID', message, ['input', 'minPersons'], { minPersons, maxPersons }));
  }
  if (until !== null && until <= from) {
    const message = `de woning is beschikbaar vanaf ${from}, dus het einde (${until}) moet later zijn`;
    faults.push(refusal('UNTIL_BEFORE_FROM', message, ['input', 'until'], { from, until }));
  }
  const unlawful = terms.conditions.filter((condition) => !lawfulConditions.includes(condition));
  if (unlawful.length > 0) {
    const message = `geen voorwaarde die het beleid toestaat: ${unlawful.join(', ')}; wel: ${lawfulConditions.join(', ')}`;
    faults.push(
      refusal('CONDITION_UNKNOWN', message, ['input', 'conditions'], { unlawful, allowed: [...lawfulConditions] }),
    );
  }
  return faults;
}
