import type { RecordedEvent } from '#libs/event-store';
import type { ExchangeLeg } from '../domain/exchange.events.js';
import { SeenHoldings, type HoldKind, type Told, type ToldOf } from './seen-holdings.js';

interface SeenExchange {
  phase: 'proposed' | 'reserved' | 'settled' | 'completed' | 'ended';
  legs: ExchangeLeg[];
  accepted: Set<string>;
  informed: Set<number>;
  confirmed: Set<number>;
  reversing: Set<number>;
  done: Set<number>;
  /** Legs whose household is no longer coupled: nothing can be done about that here. */
  lost: Set<number>;
}

/** What a hold is under an exchange of that phase; null: there is none. */
const HOLD_IN: Readonly<Record<SeenExchange['phase'], HoldKind | null>> = {
  proposed: 'claim',
  reserved: 'reservation',
  settled: 'assignment',
  completed: null,
  ended: null,
};

/**
 * Invariants 4 and 5 of quality.md §1, told from the events alone, in the order in which they were stored, by code that shares nothing
 * with the deciders. Every commit is looked at as a whole: what lies between its events nobody ever sees.
 */
export class Invariants {
  readonly violations: string[] = [];
  readonly #seen = new SeenHoldings();
  readonly #exchanges = new Map<string, SeenExchange>();

  /** Whole commits, in order, each once. */
  tell(events: readonly RecordedEvent[]): void {
    for (let i = 0; i < events.length;) {
      const { commit } = events[i]?.meta ?? { commit: 0 };
      const whole = events.slice(i).filter(({ meta }) => meta.commit === commit);
      this.#commit(whole);
      i += whole.length;
    }
  }

  /** What an exchange that is over still holds; empty when all is free. */
  heldByEnded(): readonly string[] {
    return [...this.#seen.held()]
      .filter(([, { exchange }]) => HOLD_IN[this.#phaseOf(exchange)] === null)
      .map(([what, { exchange }]) => `${what} is held by ${exchange}`);
  }

  #phaseOf = (exchange: string): SeenExchange['phase'] => this.#exchanges.get(exchange)?.phase ?? 'ended';

  #must(holds: boolean, what: string): void {
    if (!holds) this.violations.push(what);
  }

  #commit(commit: readonly RecordedEvent[]): void {
    const told = commit.map(({ type, data }) => ({ ...data, type }) as unknown as Told);
    const position = commit[0]?.position ?? 0;
    const before = this.violations.length;
    for (const event of told) {
      this.#seen.tell(event, commit[0]?.recordedAt ?? '');
      if (event.type === 'KoppelingEnded') this.#lose(event.household);
    }
    this.violations.push(...this.#seen.violations.splice(0));
    for (const event of told) this.#exchange(event, told);
    this.#together(told);
    for (let i = before; i < this.violations.length; i++) {
      this.violations[i] =
        `${this.violations[i] ?? ''} (commit ${String(position)}: ${told.map(({ type }) => type).join(', ')})`;
    }
  }

  #lose(household: string): void {
    for (const exchange of this.#exchanges.values()) {
      for (const { leg, household: of } of exchange.legs) if (of === household) exchange.lost.add(leg);
    }
  }

  #exchange(event: Told, told: readonly Told[]): void {
    if (event.type === 'ExchangeProposed') {
      const empty = () => new Set<number>();
      this.#exchanges.set(event.exchange, {
        phase: 'proposed',
        legs: event.legs,
        accepted: new Set(),
        informed: empty(),
        confirmed: empty(),
        reversing: empty(),
        done: empty(),
        lost: empty(),
      });
      return;
    }
    if (!('exchange' in event) || event.exchange === null) return;
    const seen = this.#exchanges.get(event.exchange);
    if (seen === undefined) return;
    const what = `exchange ${event.exchange}`;
    const recouplings = seen.legs.filter(({ kind }) => kind === 'recoupling').map(({ leg }) => leg);
    switch (event.type) {
      case 'ExchangeAccepted':
        this.#must(seen.phase === 'proposed' && !seen.accepted.has(event.municipality), `${what} was accepted twice`);
        seen.accepted.add(event.municipality);
        return;
      case 'ExchangeReserved':
        this.#must(
          seen.legs.every(({ from, to }) => seen.accepted.has(from) && seen.accepted.has(to)),
          `${what} was reserved before every municipality accepted`,
        );
        seen.phase = 'reserved';
        return;
      case 'HouseholdInformed':
        seen.informed.add(event.leg);
        return;
      case 'RecouplingRequested':
        this.#must(seen.phase === 'reserved', `${what}: COA was asked in a wrong phase`);
        this.#must(seen.informed.size === seen.legs.length, `${what}: COA was asked before every household was told`);
        this.#must(String(event.legs) === String(recouplings), `${what}: COA was not asked for all legs`);
        return;
      case 'RecouplingConfirmed':
        seen.confirmed.add(event.leg);
        return;
      case 'RecouplingReversalRequested':
        for (const leg of event.legs) seen.reversing.add(leg);
        return;
      case 'ExchangeEnded':
        this.#must(seen.phase === 'proposed' || seen.phase === 'reserved', `${what} ended after it was done`);
        seen.phase = 'ended';
        return;
      case 'ExchangeSettled':
        this.#must(seen.phase === 'reserved', `${what} was settled in a wrong phase`);
        this.#must(
          recouplings.every((leg) => seen.confirmed.has(leg)),
          `${what} was settled without COA`,
        );
        this.#must(seen.informed.size === seen.legs.length, `${what} was settled before every household was told`);
        this.#settled(event, told);
        seen.phase = 'settled';
        return;
      case 'LegPlaced':
        this.#must(seen.phase === 'settled' && !seen.done.has(event.leg), `${what}: leg ${event.leg} was done twice`);
        seen.done.add(event.leg);
        return;
      case 'LegRepaired':
        this.#must(seen.phase === 'settled' && !seen.done.has(event.leg), `${what}: leg ${event.leg} was done twice`);
        seen.legs = seen.legs.map((leg) =>
          leg.leg === event.leg && event.dwelling !== null ? { ...leg, dwelling: event.dwelling } : leg,
        );
        if (event.repair !== 'another-dwelling') seen.done.add(event.leg);
        return;
      case 'ExchangeCompleted':
        this.#must(seen.done.size === seen.legs.length, `${what} was completed before every leg was done`);
        seen.phase = 'completed';
        return;
      default:
        return;
    }
  }

  /** Every koppeling moved and every dwelling assigned, in this very commit. */
  #settled({ exchange, legs }: ToldOf<'ExchangeSettled'>, told: readonly Told[]): void {
    for (const { kind, household, dwelling, from, to, persons } of legs) {
      const moved = told.some(
        (one) =>
          one.type === 'KoppelingMoved' &&
          one.household === household &&
          one.exchange === exchange &&
          one.from === from &&
          one.to === to,
      );
      this.#must(
        moved === (kind === 'recoupling'),
        `exchange ${exchange}: the koppeling of ${household} did not follow`,
      );
      this.#must(
        this.#seen.households.get(household)?.hold?.other === dwelling &&
          this.#seen.dwellings.get(dwelling)?.hold?.other === household,
        `exchange ${exchange}: ${household} and ${dwelling} were not assigned to each other`,
      );
      this.#must(
        persons === this.#seen.households.get(household)?.persons &&
          persons <= (this.#seen.dwellings.get(dwelling)?.most ?? 0),
        `exchange ${exchange}: ${household} does not fit ${dwelling}`,
      );
    }
  }

  /** How exchanges, households and dwellings stand to each other after a commit. */
  #together(told: readonly Told[]): void {
    for (const [what, { kind, exchange }] of this.#seen.held()) {
      const phase = this.#phaseOf(exchange);
      this.#must(HOLD_IN[phase] === kind, `${what} is under a ${kind} of an exchange that is ${phase}`);
    }
    for (const [id, seen] of this.#exchanges) {
      const differs = seen.phase === 'ended' ? [...seen.confirmed].filter((leg) => !seen.reversing.has(leg)) : [];
      this.#must(
        differs.length === 0,
        `exchange ${id} ended, and COA was not asked to move legs ${differs.join()} back`,
      );
      if (seen.phase !== 'reserved') continue;
      for (const { leg, household, dwelling } of seen.legs) {
        const isHeld = this.#seen.households.get(household)?.hold?.exchange === id || seen.lost.has(leg);
        this.#must(
          isHeld && this.#seen.dwellings.get(dwelling)?.hold?.exchange === id,
          `exchange ${id} lost leg ${leg}`,
        );
      }
    }
    for (const event of told)
      if (event.type === 'KoppelingMoved' && event.exchange !== null) this.#movedBy(event, told);
    const living = [...this.#seen.dwellings.values()].flatMap(({ occupant }) => occupant ?? []);
    this.#must(new Set(living).size === living.length, 'a household lives in two dwellings');
  }

  /** An exchange moves a koppeling where it settles, or where it returns a leg, and nowhere else. */
  #movedBy({ exchange, household }: ToldOf<'KoppelingMoved'>, told: readonly Told[]): void {
    const isWhole = told.some(
      (one) =>
        (one.type === 'ExchangeSettled' && one.exchange === exchange) ||
        (one.type === 'LegRepaired' && one.exchange === exchange && one.repair === 'return'),
    );
    this.#must(isWhole, `half of exchange ${exchange}: the koppeling of ${household} moved alone`);
  }
}
