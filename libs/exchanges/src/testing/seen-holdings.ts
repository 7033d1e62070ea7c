import type { DwellingEvent } from '#libs/dwellings';
import type { HouseholdEvent } from '#libs/koppeling';
import type { ExchangeEvent } from '../domain/exchange.events.js';

/** An event as it was stored, taken at its word. */
export type Told = ExchangeEvent | HouseholdEvent | DwellingEvent;
export type ToldOf<T extends Told['type']> = Extract<Told, { type: T }>;
export type HoldKind = 'claim' | 'reservation' | 'assignment';

export interface SeenHold {
  readonly kind: HoldKind;
  readonly exchange: string;
  /** Of a claim. */
  readonly until: string;
  /** Of an assigned household: where it is to live. Of a dwelling: for whom it is. */
  readonly other: string | null;
}

interface SeenHousehold {
  coupledTo: string | null;
  persons: number;
  counted: number;
  /** Persons who went when some were counted already: they may be among these. */
  left: number;
  hold: SeenHold | null;
}

interface SeenDwelling {
  most: number;
  hold: SeenHold | null;
  occupant: string | null;
}

/** Households and dwellings as the events tell them, and what is wrong with them [quality.md §1, invariant 4]. */
export class SeenHoldings {
  readonly violations: string[] = [];
  readonly households = new Map<string, SeenHousehold>();
  readonly dwellings = new Map<string, SeenDwelling>();

  /** @param at moment of recording */
  tell(event: Told, at: string): void {
    this.#household(event, at);
    this.#dwelling(event, at);
  }

  *held(): Iterable<[string, SeenHold]> {
    for (const [id, { hold }] of this.households) if (hold !== null) yield [`household ${id}`, hold];
    for (const [id, { hold }] of this.dwellings) if (hold !== null) yield [`dwelling ${id}`, hold];
  }

  #must(holds: boolean, what: string): void {
    if (!holds) this.violations.push(what);
  }

  /** A hold follows the one before it: a claim on what is free, a reservation on its claim, an assignment on its reservation. */
  #takes(what: string, hold: SeenHold | null, next: SeenHold, at: string): SeenHold {
    if (next.kind === 'claim') {
      const isFree = hold === null || (hold.kind === 'claim' && hold.until <= at);
      this.#must(isFree, `${what} was claimed while it was held`);
    } else {
      const steps: Readonly<Record<HoldKind, readonly HoldKind[]>> = {
        claim: [],
        reservation: ['claim'],
        assignment: ['reservation', 'assignment'],
      };
      const follows = hold !== null && hold.exchange === next.exchange && steps[next.kind].includes(hold.kind);
      this.#must(follows, `${what}: a ${next.kind} without what comes before it`);
    }
    return next;
  }

  #household(event: Told, at: string): void {
    if (event.type === 'KoppelingReceived') {
      const known = this.households.get(event.household);
      this.#must((known?.coupledTo ?? null) === null, `household ${event.household} was coupled twice`);
      const { municipality: coupledTo, persons } = event;
      const { counted = 0, left = 0 } = known ?? {};
      this.households.set(event.household, { coupledTo, persons, counted, left, hold: null });
      return;
    }
    if (!('household' in event) || event.household === null) return;
    const seen = this.households.get(event.household);
    if (seen === undefined) return;
    const what = `household ${event.household}`;
    switch (event.type) {
      case 'KoppelingMoved':
        this.#must(seen.coupledTo === event.from, `${what} moved from where it was not coupled`);
        this.#must(
          seen.hold === null || seen.hold.kind === 'claim' || seen.hold.exchange === event.exchange,
          `${what} was moved away from an exchange that every municipality had accepted`,
        );
        if (seen.hold?.exchange !== event.exchange) seen.hold = null;
        seen.coupledTo = event.to;
        return;
      case 'KoppelingEnded':
        seen.coupledTo = null;
        seen.hold = null;
        return;
      case 'HouseholdPersonsChanged':
        if (seen.counted > 0) seen.left += Math.max(0, seen.persons - event.persons);
        seen.persons = event.persons;
        this.#counts(what, seen, event.counted?.persons ?? 0);
        return;
      case 'RestPlaced':
        this.#counts(what, seen, event.counted.persons);
        return;
      case 'PlacementCorrected':
        this.#counts(what, seen, (event.becomes?.persons ?? 0) - event.was.persons);
        return;
      case 'HouseholdPlaced':
        this.#placed(event, seen);
        return;
      case 'HouseholdClaimed': {
        const { exchange, until } = event;
        seen.hold = this.#takes(what, seen.hold, { kind: 'claim', exchange, until, other: null }, at);
        return;
      }
      case 'HouseholdReserved': {
        const hold: SeenHold = { kind: 'reservation', exchange: event.exchange, until: '', other: null };
        seen.hold = this.#takes(what, seen.hold, hold, at);
        return;
      }
      case 'HouseholdAssigned': {
        const hold: SeenHold = { kind: 'assignment', exchange: event.exchange, until: '', other: event.dwelling };
        seen.hold = this.#takes(what, seen.hold, hold, at);
        return;
      }
      case 'HouseholdReleased':
        this.#must(seen.hold?.exchange === event.exchange, `${what} was released by who did not hold it`);
        seen.hold = null;
        return;
      default:
        return;
    }
  }

  #placed({ household, counted, stay, exchange }: ToldOf<'HouseholdPlaced'>, seen: SeenHousehold): void {
    const what = `household ${household}`;
    const { hold } = seen;
    this.#must(hold?.kind !== 'reservation', `${what} was placed while it was reserved`);
    if (hold?.kind === 'assignment') {
      this.#must(hold.other === stay.dwelling && exchange === hold.exchange, `${what} was placed elsewhere`);
    } else this.#must(exchange === null, `${what} was placed by an exchange that did not assign it`);
    this.#must(counted.municipality === seen.coupledTo, `${what} counts where it is not coupled`);
    this.#counts(what, seen, counted.persons);
    seen.hold = null;
  }

  #counts(what: string, seen: SeenHousehold, more: number): void {
    seen.counted += more;
    this.#must(seen.counted >= 0, `${what} counts for less than nothing`);
    this.#must(more <= 0 || seen.counted <= seen.persons + seen.left, `${what} counts for more than it is`);
    if (seen.counted === 0) seen.left = 0;
  }

  #dwelling(event: Told, at: string): void {
    if (event.type === 'DwellingOffered') {
      this.dwellings.set(event.dwelling, { most: event.offer.maxPersons, hold: null, occupant: null });
      return;
    }
    if (!('dwelling' in event) || event.dwelling === null) return;
    const seen = this.dwellings.get(event.dwelling);
    if (seen === undefined) return;
    const what = `dwelling ${event.dwelling}`;
    const isKept = seen.hold !== null && seen.hold.kind !== 'claim';
    switch (event.type) {
      case 'DwellingChanged':
        seen.most = event.offer.maxPersons;
        return;
      case 'DwellingClaimed': {
        const { exchange, until, household: other } = event;
        this.#must(seen.occupant === null, `${what} was claimed while somebody lived there`);
        seen.hold = this.#takes(what, seen.hold, { kind: 'claim', exchange, until, other }, at);
        return;
      }
      case 'DwellingHeld':
      case 'DwellingAssigned': {
        const { exchange, household: other } = event;
        const kind = event.type === 'DwellingHeld' ? 'reservation' : 'assignment';
        this.#must(seen.hold?.other === other, `${what} was ${kind} for another household`);
        seen.hold = this.#takes(what, seen.hold, { kind, exchange, until: '', other }, at);
        return;
      }
      case 'DwellingReleased':
        this.#must(
          seen.hold?.exchange === (event.exchange ?? undefined),
          `${what} was released by who did not hold it`,
        );
        seen.hold = null;
        return;
      case 'DwellingReserved':
      case 'DwellingWithdrawn':
        this.#must(!isKept, `${what} was used by its owner while an exchange had it`);
        seen.hold = null;
        return;
      case 'DwellingOccupied':
        this.#must(seen.occupant === null, `two households live in ${what}`);
        this.#must(event.persons <= seen.most, `more people live in ${what} than may`);
        this.#must(seen.hold?.kind !== 'reservation', `${what} was occupied while it was reserved`);
        this.#must(!isKept || seen.hold?.other === event.household, `${what} was occupied by another household`);
        seen.occupant = event.household;
        seen.hold = null;
        return;
      case 'OccupantsChanged':
        this.#must(event.persons <= seen.most, `more people live in ${what} than may`);
        return;
      case 'DwellingVacated':
        seen.occupant = null;
        return;
      default:
        return;
    }
  }
}
