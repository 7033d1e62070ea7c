import { accept, refuse, type Decision, type LocalDate, type Result } from '#libs/kernel';
import { holdAt, type Dwelling, type DwellingCommandOf, type DwellingHold } from './dwelling.js';
import type { DwellingEvent } from './dwelling.events.js';
import { dwellingUnknown, heldByExchange, notOnOffer, reservedUntil, tooSmall } from './dwelling.refusals.js';

type Decided = Decision<DwellingEvent>;
type Occupy = DwellingCommandOf<'Occupy'>;

const notLivingThere = refuse('NOT_LIVING_THERE', 'dit huishouden woont niet in deze woning', ['input', 'household']);

/** Whether the dwelling was meant for this household by those whose it is: kept for it by name, or assigned to it. */
const isMeantFor = (held: DwellingHold | null, household: string): boolean =>
  held !== null && held.kind !== 'claim' && held.kind !== 'reservation' && held.household === household;

/** Why a hold keeps this household out; null: it does not. A claim keeps nobody out: its owner breaks it. */
function keptOut(held: DwellingHold | null, household: string): Result<never> | null {
  if (held === null || isMeantFor(held, household)) return null;
  switch (held.kind) {
    case 'own':
      return held.household === null ? null : reservedUntil(held.until);
    case 'claim':
      return null;
    case 'reservation':
      return heldByExchange(held.exchange);
    case 'assignment': {
      const message = 'de woning is door een uitwisseling voor een ander huishouden bestemd';
      return refuse('ASSIGNED_ELSEWHERE', message, ['input', 'dwelling'], { exchange: held.exchange });
    }
  }
}

/** What the day of the move says against it. An assigned dwelling can be had, also past the end of its offer. */
function wrongDay(
  { on, today, household }: Occupy,
  state: Extract<Dwelling, { status: 'offered' }>,
): Result<never> | null {
  if (on > today) return refuse('DATE_IN_FUTURE', `${on} ligt in de toekomst`, ['input', 'on'], { today });
  const { from, until } = state.offer;
  if (on < from) return notYet(from);
  const isAssigned = state.hold?.kind === 'assignment' && state.hold.household === household;
  return until !== null && on >= until && !isAssigned ? notOnOffer(state) : null;
}

/**
 * A household moves in. One of another municipality only where the dwelling was meant for it: nobody takes a dwelling of
 * another, and who may not see it is not told that it is there.
 */
export function occupy(command: Occupy, state: Dwelling): Decided {
  const { household, persons, on, by, now } = command;
  if (state.status === 'unknown') return dwellingUnknown;
  const { dwelling, offer } = state;
  const held = state.status === 'offered' ? holdAt(state.hold, now) : null;
  if (by !== offer.municipality && !isMeantFor(held, household)) return dwellingUnknown;
  if (state.status !== 'offered') return notOnOffer(state);
  const refusal = keptOut(held, household) ?? wrongDay(command, state);
  if (refusal !== null) return refusal;
  if (persons > offer.maxPersons) return tooSmall(persons, offer.maxPersons);
  const broke = held?.kind === 'claim' ? held.exchange : null;
  return accept({
    type: 'DwellingOccupied',
    dwelling,
    municipality: offer.municipality,
    household,
    persons,
    on,
    broke,
  });
}

export function changeOccupants(
  { household, persons, on }: DwellingCommandOf<'ChangeOccupants'>,
  state: Dwelling,
): Decided {
  if (state.status === 'unknown') return dwellingUnknown;
  if (state.status !== 'occupied' || state.occupant.household !== household) return notLivingThere;
  const { dwelling, offer, occupant } = state;
  if (on < occupant.since) return beforeMove(on, occupant.since);
  if (persons > offer.maxPersons) return tooSmall(persons, offer.maxPersons, 'persons');
  if (persons === occupant.persons) return accept();
  return accept({ type: 'OccupantsChanged', dwelling, municipality: offer.municipality, household, persons, on });
}

/**
 * The day of the move reads differently from now on. It lies in the offer, as it would have had to then, unless what was told did
 * not either (the offer was changed since, or it was assigned): and never before the last one had left.
 */
export function correctOccupancy(
  { household, on, today }: DwellingCommandOf<'CorrectOccupancy'>,
  state: Dwelling,
): Decided {
  if (state.status === 'unknown') return dwellingUnknown;
  if (state.status !== 'occupied' || state.occupant.household !== household) return notLivingThere;
  const { dwelling, offer, freeSince } = state;
  const { since: was } = state.occupant;
  if (on === was) return accept();
  if (on > today) return refuse('DATE_IN_FUTURE', `${on} ligt in de toekomst`, ['input', 'on'], { today });
  const { municipality, from, until } = offer;
  if (freeSince !== null && on < freeSince) return notYet(freeSince);
  if (on < from && was >= from) return notYet(from);
  if (until !== null && on >= until && was < until) {
    const message = `de woning was er maar tot ${until}`;
    return refuse('NOT_ON_OFFER', message, ['input', 'on'], { until });
  }
  return accept({ type: 'OccupancyCorrected', dwelling, municipality, household, was, on });
}

const notYet = (from: LocalDate) =>
  refuse('NOT_YET_AVAILABLE', `de woning is er pas vanaf ${from}`, ['input', 'on'], { from });

export function vacate({ household, on, undone }: DwellingCommandOf<'Vacate'>, state: Dwelling): Decided {
  if (state.status === 'unknown') return dwellingUnknown;
  if (state.status !== 'occupied' || state.occupant.household !== household) return notLivingThere;
  const { dwelling, offer, occupant } = state;
  if (!undone && on < occupant.since) return beforeMove(on, occupant.since);
  return accept({ type: 'DwellingVacated', dwelling, municipality: offer.municipality, household, on, undone });
}

const beforeMove = (on: string, since: string) =>
  refuse('BEFORE_MOVE', `${on} ligt voor de dag van de verhuizing (${since})`, ['input', 'on'], { since });
