import type { WarnOfRow } from '#libs/tabular';
import { sameTerms } from '../../domain/dwelling.offering.js';
import type { Dwelling, DwellingCommandOf } from '../../domain/dwelling.js';

/**
 * Two dwellings under one address are a slip of the hand more often than a change: a second row of the same key, and a row
 * that says other than what stands here, are told. The very same row as before is not.
 */
export const warnOfDuplicate: WarnOfRow<Dwelling, DwellingCommandOf<'List'>> = ({ command }, before, earlierLine) => {
  if (before.status === 'unknown') return null;
  const { key } = command.offer;
  const repeats = sameTerms(before.listed, command.offer) || sameTerms(before.offer, command.offer);
  const effect = repeats ? 'zij zegt hetzelfde en verandert niets' : 'deze rij wijzigt dat aanbod';
  if (earlierLine !== null) {
    return { code: 'DUPLICATE_KEY', message: `“${key}” staat ook op rij ${earlierLine}; ${effect}` };
  }
  if (repeats && key === before.listed.key) return null;
  return { code: 'DUPLICATE_KEY', message: `“${key}” is al bekend als “${before.offer.key}”; ${effect}` };
};
