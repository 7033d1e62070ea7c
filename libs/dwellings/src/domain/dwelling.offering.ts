import { accept, canonicalJson, refuse, refused, type Decision, type Instant } from '#libs/kernel';
import {
  exchangeOf,
  holdAt,
  type Dwelling,
  type DwellingCommandOf,
  type DwellingTerms,
  type OccupiedDwelling,
} from './dwelling.js';
import type { DwellingEvent, DwellingOffer } from './dwelling.events.js';
import { dwellingUnknown, notOnOffer, tooSmall } from './dwelling.refusals.js';
import { offerFaults } from './offer-faults.js';

type Decided = Decision<DwellingEvent>;

export const termsOf = ({ municipality: _m, key: _k, ...terms }: DwellingOffer): DwellingTerms => terms;
const reads = (terms: DwellingTerms): string => canonicalJson({ ...terms, conditions: [...terms.conditions].sort() });

/** Whether two offers of one dwelling say the same: the order of conditions and how its key is written do not matter. */
export const sameTerms = (one: DwellingOffer, other: DwellingOffer): boolean =>
  reads(termsOf(one)) === reads(termsOf(other));

const refuseFromBefore = (freeSince: string) =>
  refuse('FROM_BEFORE_VACATED', `tot ${freeSince} woonde er nog iemand`, ['input', 'from'], { freeSince });

/** A dwelling is offered for the first time, or again after it was withdrawn. */
export function offer(command: DwellingCommandOf<'Offer'>, state: Dwelling): Decided {
  const { dwelling, source } = command;
  if (state.status !== 'unknown' && state.status !== 'withdrawn') {
    if (sameTerms(state.offer, command.offer)) return accept();
    const message = 'deze woning staat al in het aanbod; wijzig dat aanbod';
    return refuse('DWELLING_KNOWN', message, ['input', 'key'], { dwelling });
  }
  const faults = offerFaults(command.offer, command.lawfulConditions);
  if (faults.length > 0) return refused(...faults);
  // Somebody lived there before it was withdrawn: nobody else may have lived there on the same days.
  if (state.status === 'withdrawn' && state.freeSince !== null && command.offer.from < state.freeSince) {
    return refuseFromBefore(state.freeSince);
  }
  return accept({ type: 'DwellingOffered', dwelling, offer: command.offer, source });
}

export function list(command: DwellingCommandOf<'List'>, state: Dwelling): Decided {
  if (state.status === 'unknown') return offer({ ...command, type: 'Offer' }, state);
  if (sameTerms(state.listed, command.offer)) return accept();
  if (state.status === 'withdrawn') return offer({ ...command, type: 'Offer' }, state);
  if (state.status !== 'vacated' && sameTerms(state.offer, command.offer)) return accept();
  const { lawfulConditions, now, source } = command;
  return changed({ terms: termsOf(command.offer), lawfulConditions, now, source }, state);
}

export function change({ terms, lawfulConditions, now }: DwellingCommandOf<'Change'>, state: Dwelling): Decided {
  if (state.status === 'unknown') return dwellingUnknown;
  if (state.status === 'withdrawn') return notOnOffer(state);
  // An empty dwelling is put on offer again by what is said of it, be it the same.
  if (state.status !== 'vacated' && sameTerms(state.offer, { ...state.offer, ...terms })) {
    return refuse('NOTHING_CHANGED', 'de wijziging verandert niets', ['input']);
  }
  return changed({ terms, lawfulConditions, now, source: null }, state);
}

interface Changing {
  readonly terms: DwellingTerms;
  readonly lawfulConditions: readonly string[];
  readonly now: Instant;
  readonly source: string | null;
}

function changed(
  { terms, lawfulConditions, now, source }: Changing,
  state: Exclude<Dwelling, { status: 'unknown' }>,
): Decided {
  const faults = offerFaults(terms, lawfulConditions);
  if (faults.length > 0) return refused(...faults);
  if (state.freeSince !== null && terms.from < state.freeSince) return refuseFromBefore(state.freeSince);
  const refusal = state.status === 'occupied' ? deniesOccupants(terms, state) : null;
  if (refusal !== null) return refusal;
  const { dwelling, offer: was } = state;
  const heldBy = state.status === 'offered' ? exchangeOf(holdAt(state.hold, now)) : null;
  return accept({ type: 'DwellingChanged', dwelling, was, offer: { ...was, ...terms }, source, heldBy });
}

/** An offer that those who live there could not have moved into. */
function deniesOccupants({ maxPersons, from }: DwellingTerms, { occupant: { persons, since } }: OccupiedDwelling) {
  if (maxPersons < persons) return tooSmall(persons, maxPersons, 'maxPersons');
  if (from <= since) return null;
  const message = `er woont iemand sinds ${since}; de woning was dus niet later dan die dag beschikbaar`;
  return refuse('FROM_AFTER_MOVE', message, ['input', 'from'], { since });
}
