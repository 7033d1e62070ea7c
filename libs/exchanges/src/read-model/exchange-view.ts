import type { Identity } from '#libs/access';
import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import { CLOCK } from '#libs/event-store';
import type { Clock } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { HOUSEHOLD_KEYS, type HouseholdKey, type HouseholdKeys } from '#libs/secrets';
import { Inject, Injectable } from '@nestjs/common';
import type { ExchangeStatus } from '../domain/exchange.js';
import type { ExchangeEnd, LegKind, Repair } from '../domain/exchange.events.js';
import {
  isOpen,
  type AnswerRecord,
  type ChecklistRecord,
  type ExchangeRecord,
  type LegRecord,
} from './exchange-record.js';
import { ExchangeVisibility, isStillOf, type LegDisclosure } from './exchange-visibility.js';
import { isSealedIn, openEnd, openLeg } from './sealed-texts.js';
import { HouseholdFactsReader, needsOf, type HouseholdFacts, type LegNeeds } from './household-facts.js';
import type { LegStateName } from './leg-states.js';
import { deadlineOf, turnsOf, type Deadline, type Turn } from './turns.js';

/** A leg as far as the person may see it: persons and direction always. */
export interface SeenLeg {
  readonly leg: number;
  readonly kind: LegKind;
  readonly from: MunicipalityCode;
  readonly to: MunicipalityCode;
  readonly persons: number;
  readonly state: LegStateName;
  /** Null: not shown to this person, or no longer. The same for what follows. */
  readonly household: string | null;
  readonly dwelling: string | null;
  /** Also null: no profile was recorded, or the household was forgotten, or is coupled elsewhere by now. */
  readonly needs: LegNeeds | null;
  readonly checklists: readonly ChecklistRecord[];
  readonly informedOn: LocalDate | null;
  readonly objectBy: Instant | null;
  readonly objectedOn: LocalDate | null;
  /** Only to the municipality of the household. */
  readonly objection: string | null;
  readonly objectionNote: string | null;
  readonly requestedOn: LocalDate | null;
  readonly coaAnswer: 'confirmed' | 'refused' | null;
  readonly coaOn: LocalDate | null;
  readonly coaReason: string | null;
  readonly coaReference: string | null;
  readonly reversalRequestedOn: LocalDate | null;
  readonly reversedOn: LocalDate | null;
  readonly placedOn: LocalDate | null;
  readonly failedOn: LocalDate | null;
  readonly failure: string | null;
  readonly failureNote: string | null;
  readonly repairedOn: LocalDate | null;
  readonly repair: Repair | null;
  readonly repairNote: string | null;
}

export interface SeenTurn extends Turn {
  /** Whether it is the turn of who asks. */
  readonly mine: boolean;
}

/** How it ended before settlement. */
export interface SeenEnd {
  readonly code: ExchangeEnd;
  readonly by: MunicipalityCode | null;
  /** On what ground a household objected is told to its own municipality only; why COA refused it, to no partner. */
  readonly reason: string | null;
  readonly leg: number | null;
  readonly on: LocalDate;
  /** What was written with it, of the household of its leg. */
  readonly note: string | null;
}

/** An exchange as far as a person may see it, with what is to be done next. */
export interface SeenExchange {
  readonly exchange: string;
  readonly version: number;
  readonly status: ExchangeStatus;
  readonly isOpen: boolean;
  readonly region: string | null;
  readonly suggestion: string | null;
  readonly municipalities: readonly MunicipalityCode[];
  readonly proposedAt: Instant;
  /** Last day on which the households move when every term is used. */
  readonly expectedBy: LocalDate;
  readonly reservedAt: Instant | null;
  readonly requestedAt: Instant | null;
  readonly settledAt: Instant | null;
  readonly completedAt: Instant | null;
  readonly end: SeenEnd | null;
  readonly answers: readonly AnswerRecord[];
  readonly redistribution: ExchangeRecord['redistribution'];
  readonly legs: readonly SeenLeg[];
  readonly deadline: Deadline | null;
  readonly awaiting: readonly SeenTurn[];
  /** Koppelingen by which COA's side still differs from ours. */
  readonly openReversals: number;
}

/** Shows exchanges, and opens what is sealed for whoever may see it. */
@Injectable()
export class ExchangeOpener {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly registry: MunicipalityRegistry,
    private readonly visibility: ExchangeVisibility,
    private readonly households: HouseholdFactsReader,
    @Inject(HOUSEHOLD_KEYS) private readonly keys: HouseholdKeys,
  ) {}

  async seen(identity: Identity, records: readonly ExchangeRecord[]): Promise<readonly SeenExchange[]> {
    const now = this.clock.now();
    const disclosed: { readonly record: ExchangeRecord; readonly legs: readonly Disclosed[] }[] = [];
    for (const record of records) {
      const legs: Disclosed[] = [];
      for (const leg of record.legs) legs.push({ leg, shows: await this.visibility.ofLeg(identity, record, leg) });
      disclosed.push({ record, legs });
    }
    const sealed = disclosed.flatMap(({ record, legs }) => legs.filter(({ leg }) => isSealedIn(record, leg)));
    const asItIs = disclosed.flatMap(({ legs }) => legs.filter(({ shows }) => shows.needs || shows.whileTheirs));
    const facts = await this.households.of([...sealed, ...asItIs].map(({ leg }) => leg.household));
    const keys = await this.#keysOf(sealed, facts);
    return disclosed.map(({ record, legs: before }) => {
      const legs = before.map((one) => asTheyStand(record, one, facts.get(one.leg.household)));
      return {
        ...headOf(record, legs, keys),
        legs: legs.map((one) => this.#leg(one, facts.get(one.leg.household), keys.get(one.leg.household))),
        ...nextOf(identity, record, now),
      };
    });
  }

  /** Of what the log says is forgotten nothing is opened, also in the moment before its key is destroyed. */
  async #keysOf(sealed: readonly Disclosed[], facts: ReadonlyMap<string, HouseholdFacts>): Promise<Keys> {
    const known = sealed.filter(({ leg }) => facts.get(leg.household)?.forgotten !== true);
    return known.length === 0 ? NO_KEYS : this.keys.keysOf(known.map(({ leg }) => leg.household));
  }

  #leg({ leg, shows }: Disclosed, facts: HouseholdFacts | undefined, key: HouseholdKey | undefined): SeenLeg {
    const to = this.registry.byCode(leg.to);
    const profile = shows.needs && facts !== undefined ? facts.profile : null;
    const { reversalReference: _, ...rest } = leg;
    return {
      ...rest,
      household: shows.household ? leg.household : null,
      dwelling: shows.dwelling ? leg.dwelling : null,
      needs: profile === null || to === undefined ? null : needsOf(profile, to),
      checklists: shows.checklist ? leg.checklists : [],
      ...openLeg(leg, shows, key),
      coaReason: shows.reasons ? leg.coaReason : null,
      failure: shows.reasons ? leg.failure : null,
    };
  }
}

type Keys = ReadonlyMap<string, HouseholdKey>;
const NO_KEYS: Keys = new Map();

interface Disclosed {
  readonly leg: LegRecord;
  readonly shows: LegDisclosure;
}

/** Without what is shown only as long as the household is where this exchange knows it, where it no longer is. */
function asTheyStand(record: ExchangeRecord, { leg, shows }: Disclosed, facts: HouseholdFacts | undefined): Disclosed {
  if (facts !== undefined && isStillOf(record, leg, facts.municipality)) return { leg, shows };
  const [reasons, notes] = shows.whileTheirs ? [false, false] : [shows.reasons, shows.notes];
  return { leg, shows: { ...shows, needs: false, reasons, notes } };
}

function endOf(record: ExchangeRecord, legs: readonly Disclosed[], keys: Keys): SeenEnd | null {
  const { end: code, endBy: by, endReason: reason, endLeg: leg, endedOn: on } = record;
  if (code === null || on === null) return null;
  const about = legs.find((one) => one.leg.leg === leg);
  const opened = about === undefined ? null : openEnd(record, about.leg, about.shows, keys.get(about.leg.household));
  const isShown = code !== 'COA_REFUSED' || about?.shows.reasons === true;
  const said = isShown ? reason : null;
  return {
    code,
    by,
    reason: code === 'OBJECTION' ? (opened?.objection ?? null) : said,
    leg,
    on,
    note: opened?.note ?? null,
  };
}

function headOf(
  record: ExchangeRecord,
  legs: readonly Disclosed[],
  keys: Keys,
): Omit<SeenExchange, 'legs' | 'deadline' | 'awaiting'> {
  const { exchange, version, status, region, suggestion, municipalities, answers, redistribution } = record;
  const { proposedAt, expectedBy, reservedAt, requestedAt, settledAt, completedAt, openReversals } = record;
  return {
    exchange,
    version,
    status,
    isOpen: isOpen(record),
    region,
    suggestion,
    municipalities,
    proposedAt,
    expectedBy,
    reservedAt,
    requestedAt,
    settledAt,
    completedAt,
    end: endOf(record, legs, keys),
    answers,
    redistribution,
    openReversals,
  };
}

function nextOf(
  { role, organisation }: Identity,
  record: ExchangeRecord,
  now: Instant,
): Pick<SeenExchange, 'deadline' | 'awaiting'> {
  const turns = turnsOf(record, now);
  const isMine = ({ actor, municipality }: Turn): boolean =>
    actor === 'coa' ? role === 'coa-liaison' : actor === 'municipality' && municipality === organisation;
  return { deadline: deadlineOf(turns, now), awaiting: turns.map((turn) => ({ ...turn, mine: isMine(turn) })) };
}
