import {
  accept,
  dateOf,
  ok,
  refuse,
  unreachable,
  type Decider,
  type Decision,
  type Instant,
  type Result,
} from '#libs/kernel';
import {
  exchangeOf,
  holdAt,
  type Dwelling,
  type DwellingCommand,
  type DwellingCommandOf,
  type OfferedDwelling,
} from './dwelling.js';
import type { DwellingEvent } from './dwelling.events.js';
import { assign, claim, hold } from './dwelling.exchanging.js';
import { changeOccupants, correctOccupancy, occupy, vacate } from './dwelling.living.js';
import { change, list, offer } from './dwelling.offering.js';
import { dwellingUnknown, heldByExchange, notOnOffer, reservedUntil } from './dwelling.refusals.js';
import { evolveDwelling } from './dwelling.state.js';

type Decided = Decision<DwellingEvent>;

/** The exchange whose claim the owner breaks by using the dwelling; once every municipality accepted it, the owner may not. */
function brokenByOwner(state: OfferedDwelling, now: Instant): Result<string | null> {
  const held = holdAt(state.hold, now);
  if (held === null || held.kind === 'own') return ok(null);
  return held.kind === 'claim' ? ok(held.exchange) : heldByExchange(held.exchange);
}

function reserve({ household, until, now }: DwellingCommandOf<'Reserve'>, state: Dwelling): Decided {
  if (state.status === 'unknown') return dwellingUnknown;
  if (state.status !== 'offered') return notOnOffer(state);
  if (until <= dateOf(now)) {
    return refuse('UNTIL_IN_PAST', `${until} is al voorbij of vandaag`, ['input', 'until'], { today: dateOf(now) });
  }
  const held = holdAt(state.hold, now);
  if (held?.kind === 'own') return reservedUntil(held.until);
  const broken = brokenByOwner(state, now);
  if (!broken.ok) return broken;
  const { dwelling, offer: of } = state;
  return accept({
    type: 'DwellingReserved',
    dwelling,
    municipality: of.municipality,
    household,
    until,
    broke: broken.value,
  });
}

function release({ exchange, reason }: DwellingCommandOf<'Release'>, state: Dwelling): Decided {
  const held = state.status === 'offered' ? state.hold : null;
  const isTheirs = held !== null && exchangeOf(held) === exchange;
  if (state.status === 'unknown' || !isTheirs) {
    // An exchange frees everything that it may still hold; people are told that there was nothing to release.
    return exchange !== null ? accept() : refuse('NOT_RESERVED', 'de gemeente heeft deze woning niet gereserveerd');
  }
  const { dwelling, offer: of } = state;
  return accept({ type: 'DwellingReleased', dwelling, municipality: of.municipality, exchange, reason });
}

function withdraw({ on, reason, now }: DwellingCommandOf<'Withdraw'>, state: Dwelling): Decided {
  if (state.status === 'unknown') return dwellingUnknown;
  if (state.status === 'withdrawn' || state.status === 'occupied') return notOnOffer(state);
  const today = dateOf(now);
  if (on > today) return refuse('DATE_IN_FUTURE', `${on} ligt in de toekomst`, ['input', 'on'], { today });
  const broken = state.status === 'offered' ? brokenByOwner(state, now) : ok(null);
  if (!broken.ok) return broken;
  const { dwelling, offer: of } = state;
  return accept({
    type: 'DwellingWithdrawn',
    dwelling,
    municipality: of.municipality,
    on,
    reason,
    broke: broken.value,
  });
}

/**
 * A dwelling: at most one hold or occupant at any moment, and never more people than it may hold [quality.md §1, invariant 4].
 * Codes: DWELLING_UNKNOWN, DWELLING_KNOWN, NOT_ON_OFFER, NOTHING_CHANGED, DWELLING_RESERVED, DWELLING_HELD, CLAIM_LOST,
 * ASSIGNED_ELSEWHERE, DWELLING_TOO_SMALL, DWELLING_TOO_LARGE, NOT_LIVING_THERE, NOT_RESERVED, and those of dates and conditions.
 */
export const dwellingDecider: Decider<Dwelling, DwellingCommand, DwellingEvent> = {
  initial: { status: 'unknown' },
  evolve: evolveDwelling,
  decide(command, state) {
    switch (command.type) {
      case 'Offer':
        return offer(command, state);
      case 'List':
        return list(command, state);
      case 'Change':
        return change(command, state);
      case 'Reserve':
        return reserve(command, state);
      case 'Claim':
        return claim(command, state);
      case 'Hold':
        return hold(command, state);
      case 'Assign':
        return assign(command, state);
      case 'Release':
        return release(command, state);
      case 'Occupy':
        return occupy(command, state);
      case 'ChangeOccupants':
        return changeOccupants(command, state);
      case 'CorrectOccupancy':
        return correctOccupancy(command, state);
      case 'Vacate':
        return vacate(command, state);
      case 'Withdraw':
        return withdraw(command, state);
      default:
        return unreachable(command);
    }
  },
};
