import { couldEver, type Identity, type Operation } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, runDecider, runJointly, type Commanded, type EventStore } from '#libs/event-store';
import {
  ok,
  refuse,
  refused,
  today,
  type Clock,
  type IdSource,
  type JsonValue,
  type MunicipalityCode,
  type Refusal,
  type Result,
} from '#libs/kernel';
import { PolicyReader, type AdoptedPolicy } from '#libs/policy';
import { HOUSEHOLD_KEYS, type HouseholdKey, type HouseholdKeys, type Sealed } from '#libs/secrets';
import { Inject, Injectable } from '@nestjs/common';
import type { ExchangeCommand } from '../domain/exchange.commands.js';
import { exchangeStream } from '../domain/exchange.events.js';
import type { Exchange, KnownExchange, LegState } from '../domain/exchange.js';
import { exchangeUnknown, theLeg } from '../domain/exchange.refusals.js';
import { EXCHANGES_POLICY, exchangesPolicy, type ExchangesPolicy } from '../domain/exchanges.policy.js';
import { ExchangeAccess } from './exchange-access.js';
import { standingOf, type ExchangeStanding } from './exchange-answer.js';
import { ExchangeSitting, streamsOf, type Held } from './exchange-sitting.js';
import type { Moment } from './holdings.js';
import { exchanges } from './stored-exchanges.js';

/** Which of its municipalities somebody acts for: who takes part must be one of them. */
type ActsFor = (exchange: KnownExchange) => Result<readonly MunicipalityCode[]>;

const allOf: ActsFor = ({ municipalities }) => ok(municipalities);

const ofLeg =
  (number: number, sides: (leg: LegState) => readonly MunicipalityCode[]): ActsFor =>
  (exchange) => {
    const found = theLeg(exchange, number);
    return found.ok ? ok(sides(found.value)) : found;
  };

/** Who tells the household and hears it: the municipality that it is coupled to. */
export const giverOf = (leg: number): ActsFor => ofLeg(leg, ({ from }) => [from]);

/** Who knows of another dwelling: the municipality that took the household. */
export const takerOf = (leg: number): ActsFor => ofLeg(leg, ({ to }) => [to]);

/** Who can know that a leg failed: the municipality that gave the household, and the one that took it. */
export const bothSidesOf = (leg: number): ActsFor => ofLeg(leg, ({ from, to }) => [from, to]);

export interface Asked {
  readonly identity: Identity;
  readonly commandId: string;
  /** What was asked, as it was read; of a note its fingerprint. */
  readonly content: JsonValue;
}

export interface SealedNote {
  readonly note: Sealed | null;
  /** What stands for it in the content of the command: of plain text a hash could be guessed back. */
  readonly fingerprint: string | null;
}

const NO_NOTE: SealedNote = { note: null, fingerprint: null };

export type Standing = Result<Commanded<ExchangeStanding>>;

/** Where commands on exchanges are carried out. */
@Injectable()
export class ExchangeDesk {
  readonly #policies = new WeakMap<AdoptedPolicy, ExchangesPolicy>();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(HOUSEHOLD_KEYS) private readonly keys: HouseholdKeys,
    private readonly policies: PolicyReader,
    private readonly access: ExchangeAccess,
  ) {}

  moment(): Moment {
    return { now: this.clock.now(), today: today(this.clock) };
  }

  /** The policy that holds today. */
  async policy(): Promise<Result<ExchangesPolicy>> {
    const version = await this.policies.inForce(EXCHANGES_POLICY, today(this.clock));
    return version === null
      ? refuse('NO_POLICY', 'er is vandaag geen beleid voor uitwisselingen', ['input'])
      : ok(this.parsed(version));
  }

  /** Read once per version: every command asks. */
  private parsed(version: AdoptedPolicy): ExchangesPolicy {
    const known = this.#policies.get(version) ?? exchangesPolicy.parse(version.content);
    this.#policies.set(version, known);
    return known;
  }

  /**
   * The exchange, where the person may do this to it. Refuses `NOT_FOUND` alike where it is not there and where one may not see
   * it, and `NOT_ALLOWED` to who sees it.
   */
  async open(
    identity: Identity,
    operation: Operation,
    exchange: string,
    actsFor: ActsFor = allOf,
  ): Promise<Result<KnownExchange>> {
    const role = couldEver(identity, operation);
    if (!role.ok) return role;
    const state = await this.read(exchange);
    if (state.status === 'unknown' || !(await this.access.sees(identity, state.municipalities))) return exchangeUnknown;
    const sides = actsFor(state);
    if (!sides.ok) return sides;
    const allowed = await this.access.to(identity, operation, sides.value);
    return allowed.ok ? ok(state) : allowed;
  }

  /**
   * The key of the household of a leg; null once it was forgotten: then what is written is not kept, and the step goes on without. Refused
   * for that, a household could not object, and who exchanged it once would hear what became of it. Refuses `LEG_UNKNOWN`.
   */
  async keyFor(exchange: KnownExchange, leg: number): Promise<Result<HouseholdKey | null>> {
    const found = theLeg(exchange, leg);
    if (!found.ok) return found;
    const key = await this.keys.keyOf(found.value.household);
    return ok(key.ok ? key.value : null);
  }

  /** Seals a note with the key of the household that its leg is about. Refuses `LEG_REQUIRED`, and as `keyFor`. */
  async seal(exchange: KnownExchange, leg: number | null, note: string | null): Promise<Result<SealedNote>> {
    if (note === null) return ok(NO_NOTE);
    if (leg === null) return refuse('LEG_REQUIRED', 'zeg over welk deel de toelichting gaat', ['input', 'leg']);
    const key = await this.keyFor(exchange, leg);
    if (!key.ok) return key;
    return ok(
      key.value === null ? NO_NOTE : { note: key.value.seal('note', note), fingerprint: key.value.fingerprint(note) },
    );
  }

  /** A step that touches nothing but the exchange itself. */
  alone({ identity, commandId, content }: Asked, exchange: string, command: ExchangeCommand): Promise<Standing> {
    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content,
      stream: exchangeStream(exchange),
      expectedVersion: null,
      stored: exchanges(this.ids),
      command,
      answer: standingAfter,
    });
  }

  /** A step at one table with every household and dwelling that takes part; `also` comes into it. */
  together(
    asked: Asked,
    { exchange, legs }: KnownExchange,
    decide: (sitting: ExchangeSitting) => Result<KnownExchange>,
    also: readonly Held[] = [],
  ): Promise<Standing> {
    return this.joint(asked, exchange, [...legs, ...also], (sitting) => {
      const after = decide(sitting);
      return after.ok ? ok(standingOf(after.value)) : after;
    });
  }

  /** As `together`, for an exchange that may not be there yet. */
  async joint<T extends JsonValue>(
    { identity, commandId, content }: Asked,
    exchange: string,
    held: readonly Held[],
    decide: (sitting: ExchangeSitting) => Result<T>,
  ): Promise<Result<Commanded<T>>> {
    const moment = this.moment();
    const read = new Set(held.map(({ dwelling }) => dwelling));
    const outcome = await runJointly(this.store, {
      commandId,
      content,
      meta: { actor: identity.actor },
      streams: streamsOf(exchange, held),
      decide: (sitting) => decide(new ExchangeSitting(sitting, this.ids, moment, exchange, read)),
    });
    if (outcome.ok) return outcome;
    return refused(...(await Promise.all(outcome.refusals.map((one) => this.toldTo(identity, exchange, one)))));
  }

  /** Which other exchange holds what one asked for, is told to who may read that exchange. */
  private async toldTo(identity: Identity, asked: string, refusal: Refusal): Promise<Refusal> {
    const { details: { exchange: holder, ...details } = {} } = refusal;
    if (typeof holder !== 'string' || holder === asked) return refusal;
    const state = await this.read(holder);
    const isTold =
      state.status !== 'unknown' && (await this.access.to(identity, 'exchange.read', state.municipalities)).ok;
    return isTold ? refusal : { ...refusal, details };
  }

  private async read(exchange: string): Promise<Exchange> {
    return exchanges(this.ids).fold(await this.store.readStream(exchangeStream(exchange)));
  }
}

function standingAfter(state: Exchange): ExchangeStanding {
  if (state.status === 'unknown') throw new Error('an exchange that was decided on is known');
  return standingOf(state);
}
