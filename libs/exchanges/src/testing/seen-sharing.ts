import type { Identity } from '#libs/access';
import type { RecordedEvent } from '#libs/event-store';
import type { Instant } from '#libs/kernel';
import type { Told } from './seen-holdings.js';

interface SharedLeg {
  readonly household: string;
  readonly from: string;
  readonly to: string;
  /** Whose household it is by this exchange: who gives it, and from settlement on who takes it. */
  holder: string;
  /** The household moved in, or the leg was mended without a dwelling: nothing is left to match on. */
  isDone: boolean;
}

interface SharedExchange {
  readonly parties: ReadonlySet<string>;
  readonly answerBy: Instant;
  phase: 'claimed' | 'open' | 'closed';
  readonly legs: Map<number, SharedLeg>;
}

/** Everything of it; size and needs; nothing. */
export type Share = 'all' | 'needs' | null;

/** All towns of these histories lie in it. */
const PROVINCE = 'PV26';

/**
 * Who may see what of households [domain.md §4 and §7; quality.md §1, invariant 9], told from the events alone, by code that shares
 * nothing with the policy table or the read models: its own municipality everything; who matches in the region, and who takes part in
 * an exchange that is open and still needs it, size and needs; everybody else nothing. Of minors under Nidos nobody else anything.
 */
export class SeenSharing {
  readonly #owner = new Map<string, string>();
  readonly #minors = new Set<string>();
  readonly #exchanges = new Map<string, SharedExchange>();

  tell(events: readonly RecordedEvent[]): void {
    for (const { type, data } of events) this.#tell({ ...data, type } as unknown as Told);
  }

  /** As far as that is known: not before its koppeling was received. */
  knows(household: string): boolean {
    return this.#owner.has(household);
  }

  share(identity: Identity, household: string, now: Instant): Share {
    if (isOf(identity, this.#owner.get(household))) return 'all';
    if (this.#minors.has(household)) return null;
    return matches(identity) || this.#isShared(identity, household, now) ? 'needs' : null;
  }

  /** Whether it takes part, or guides those who do. Auditors see that there was an exchange, and who took part. */
  mayKnowOf(identity: Identity, exchange: string): boolean {
    const parties = this.#exchanges.get(exchange)?.parties ?? new Set();
    return (
      matches(identity) ||
      identity.role === 'auditor' ||
      [...parties].some((municipality) => isOf(identity, municipality))
    );
  }

  /** Whether a person may know which household a leg is about: all who may know of it while it is open, then who gave or took it. */
  mayKnowWho(identity: Identity, exchange: string, number: number): boolean {
    const seen = this.#exchanges.get(exchange);
    const leg = seen?.legs.get(number);
    if (seen === undefined || leg === undefined) return false;
    if (seen.phase !== 'closed') return this.mayKnowOf(identity, exchange);
    return isOf(identity, leg.from) || isOf(identity, leg.to);
  }

  /** On what ground a household objected is known to the municipality that heard it. */
  heardObjection(identity: Identity, exchange: string, number: number): boolean {
    return isOf(identity, this.#exchanges.get(exchange)?.legs.get(number)?.from);
  }

  /** Who has the household, as the exchange knows it, sees in an open exchange what it needs. */
  mustSeeNeeds(identity: Identity, exchange: string, number: number): boolean {
    const seen = this.#exchanges.get(exchange);
    const leg = seen?.legs.get(number);
    if (seen === undefined || leg === undefined || seen.phase === 'closed' || leg.isDone) return false;
    return leg.holder === this.#owner.get(leg.household) && isOf(identity, leg.holder);
  }

  /**
   * What people wrote of a household for an exchange is for whoever gave or took it as long as that is open, then for the municipality
   * that has it, and for who guides them.
   */
  mayReadNotes(identity: Identity, exchange: string, household: string): boolean {
    const seen = this.#exchanges.get(exchange);
    const its = [...(seen?.legs.values() ?? [])].filter((leg) => leg.household === household);
    if (seen === undefined || its.length === 0) return false;
    if (matches(identity)) return true;
    if (seen.phase !== 'closed') return its.some(({ from, to }) => isOf(identity, from) || isOf(identity, to));
    const owner = this.#owner.get(household);
    return isOf(identity, owner) && its.some(({ holder }) => holder === owner);
  }

  #isShared(identity: Identity, household: string, now: Instant): boolean {
    for (const { parties, answerBy, phase, legs } of this.#exchanges.values()) {
      if (phase === 'closed' || (phase === 'claimed' && answerBy <= now)) continue;
      if (![...parties].some((municipality) => isOf(identity, municipality))) continue;
      for (const leg of legs.values()) if (leg.household === household && !leg.isDone) return true;
    }
    return false;
  }

  #tell(event: Told): void {
    switch (event.type) {
      case 'KoppelingReceived':
        this.#owner.set(event.household, event.municipality);
        if (event.kind === 'nidos') this.#minors.add(event.household);
        else this.#minors.delete(event.household);
        return;
      case 'KoppelingMoved':
        this.#owner.set(event.household, event.to);
        return;
      case 'ExchangeProposed':
        this.#exchanges.set(event.exchange, {
          parties: new Set(event.legs.flatMap(({ from, to }) => [from, to])),
          answerBy: event.answerBy,
          phase: 'claimed',
          legs: new Map(
            event.legs.map(({ leg, household, from, to }) => [
              leg,
              { household, from, to, holder: from, isDone: false },
            ]),
          ),
        });
        return;
      case 'ExchangeReserved':
        return this.#turn(event.exchange, 'open');
      case 'ExchangeSettled':
        for (const { leg, kind, to } of event.legs) {
          const seen = this.#exchanges.get(event.exchange)?.legs.get(leg);
          if (seen !== undefined && kind === 'recoupling') seen.holder = to;
        }
        return;
      case 'ExchangeEnded':
      case 'ExchangeCompleted':
        return this.#turn(event.exchange, 'closed');
      case 'LegPlaced':
        return this.#done(event.exchange, event.leg);
      case 'LegRepaired':
        if (event.repair !== 'another-dwelling') this.#done(event.exchange, event.leg);
        if (event.repair === 'return') this.#returned(event.exchange, event.leg);
        return;
      default:
        return;
    }
  }

  #turn(exchange: string, phase: SharedExchange['phase']): void {
    const seen = this.#exchanges.get(exchange);
    if (seen !== undefined) seen.phase = phase;
  }

  #returned(exchange: string, number: number): void {
    const leg = this.#exchanges.get(exchange)?.legs.get(number);
    if (leg !== undefined) leg.holder = leg.from;
  }

  #done(exchange: string, number: number): void {
    const leg = this.#exchanges.get(exchange)?.legs.get(number);
    if (leg !== undefined) leg.isDone = true;
  }
}

const isOf = ({ role, organisation }: Identity, municipality: string | undefined): boolean =>
  (role === 'municipality' || role === 'municipal-manager') &&
  municipality !== undefined &&
  organisation === municipality;

const matches = ({ role, organisation }: Identity): boolean => role === 'coordinator' && organisation === PROVINCE;
