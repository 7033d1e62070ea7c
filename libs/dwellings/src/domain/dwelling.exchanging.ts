import { accept, dateOf, refuse, type Decision, type Instant, type Result } from '#libs/kernel';
import { holdAt, type Dwelling, type DwellingCommandOf, type OfferedDwelling } from './dwelling.js';
import type { DwellingEvent, DwellingOffer } from './dwelling.events.js';
import { dwellingUnknown, notOnOffer, reservedUntil, tooLarge, tooSmall } from './dwelling.refusals.js';

type Decided = Decision<DwellingEvent>;

const claimLost = refuse('CLAIM_LOST', 'de uitwisseling houdt deze woning niet meer vast', ['input', 'dwelling']);

/** Persons may have changed since it was claimed: what fits is asked again at each step (domain.md §4). */
function misfit({ minPersons, maxPersons }: DwellingOffer, persons: number): Result<never> | null {
  if (persons > maxPersons) return tooSmall(persons, maxPersons);
  return persons < minPersons ? tooLarge(persons, minPersons) : null;
}

const isPast = ({ offer: { until } }: OfferedDwelling, now: Instant): boolean => until !== null && until <= dateOf(now);

/** An exchange is proposed with it. Asked again for the same household, it changes nothing while the claim holds. */
export function claim(command: DwellingCommandOf<'Claim'>, state: Dwelling): Decided {
  const { exchange, household, persons, until, now } = command;
  if (state.status === 'unknown') return dwellingUnknown;
  if (state.status !== 'offered' || isPast(state, now)) return notOnOffer(state);
  const held = holdAt(state.hold, now);
  if (held?.kind === 'own') return reservedUntil(held.until);
  if (held !== null) {
    if (held.kind === 'claim' && held.exchange === exchange && held.household === household) return accept();
    const message = 'een andere uitwisseling houdt deze woning vast';
    return refuse('DWELLING_HELD', message, ['input', 'dwelling'], { exchange: held.exchange });
  }
  const { dwelling, offer } = state;
  return (
    misfit(offer, persons) ??
    accept({ type: 'DwellingClaimed', dwelling, municipality: offer.municipality, exchange, household, until })
  );
}

/** Every municipality accepted. A claim that expired in the meantime is lost, even where nobody took the dwelling since. */
export function hold({ exchange, household, persons, now }: DwellingCommandOf<'Hold'>, state: Dwelling): Decided {
  if (state.status === 'unknown') return dwellingUnknown;
  if (state.status !== 'offered') return claimLost;
  const held = holdAt(state.hold, now);
  if (held === null || held.kind === 'own') return claimLost;
  if (held.exchange !== exchange || held.household !== household) return claimLost;
  if (held.kind !== 'claim') return accept();
  if (isPast(state, now)) return notOnOffer(state);
  const { dwelling, offer } = state;
  return (
    misfit(offer, persons) ??
    accept({ type: 'DwellingHeld', dwelling, municipality: offer.municipality, exchange, household })
  );
}

/** The exchange is settled. Only what it had reserved: another dwelling for a leg that failed is claimed and held first. */
export function assign({ exchange, household, persons }: DwellingCommandOf<'Assign'>, state: Dwelling): Decided {
  if (state.status === 'unknown') return dwellingUnknown;
  if (state.status !== 'offered') return claimLost;
  const { dwelling, offer, hold: held } = state;
  if (held?.kind !== 'reservation' && held?.kind !== 'assignment') return claimLost;
  if (held.exchange !== exchange || held.household !== household) return claimLost;
  if (held.kind === 'assignment') return accept();
  return (
    misfit(offer, persons) ??
    accept({ type: 'DwellingAssigned', dwelling, municipality: offer.municipality, exchange, household })
  );
}
