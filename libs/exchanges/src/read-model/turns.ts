import type { Instant, MunicipalityCode } from '#libs/kernel';
import type { ExchangeDeadline } from '../domain/exchange.events.js';
import { isDoneLeg, type ExchangeRecord, type LegRecord } from './exchange-record.js';

/** Who can be waited for. `platform`: it goes on by itself. */
export const ACTORS = ['municipality', 'household', 'coa', 'platform'] as const;
export type TurnActor = (typeof ACTORS)[number];

/** What is to be done next. */
export const ACTIONS = [
  'answer',
  'inform',
  'object',
  'coa-answer',
  'coa-reverse',
  'place',
  'repair',
  'proceed',
] as const;
export type TurnAction = (typeof ACTIONS)[number];

/** Something that somebody must do, or may do until then. */
export interface Turn {
  readonly action: TurnAction;
  readonly actor: TurnActor;
  /** Null: COA, or the platform. */
  readonly municipality: MunicipalityCode | null;
  /** Null: the whole exchange. */
  readonly leg: number | null;
  /** Null: no term. */
  readonly dueAt: Instant | null;
  readonly overdue: boolean;
}

/** The next moment that matters, with those whose turn it is. */
export interface Deadline {
  readonly kind: ExchangeDeadline;
  readonly dueAt: Instant;
  readonly overdue: boolean;
  /** Municipalities whose turn it is; empty: of the household, of COA, or of the platform. */
  readonly municipalities: readonly MunicipalityCode[];
  readonly actor: TurnActor;
}

const each = (codes: readonly MunicipalityCode[]): readonly MunicipalityCode[] => [...new Set(codes)];
const latest = (moments: readonly Instant[]): Instant | null =>
  moments.reduce<Instant | null>((max, at) => (max === null || at > max ? at : max), null);

/** Who records that the household moved in: the municipality that it is coupled to by then. */
const placer = ({ kind, from, to }: LegRecord): MunicipalityCode => (kind === 'doorstroom' ? from : to);

/** Everything that is waited for, in the order of the steps. */
export function turnsOf(record: ExchangeRecord, now: Instant): readonly Turn[] {
  const turn = (
    action: TurnAction,
    actor: TurnActor,
    municipality: MunicipalityCode | null,
    leg: number | null,
    dueAt: Instant | null,
  ): Turn => ({ action, actor, municipality, leg, dueAt, overdue: dueAt !== null && dueAt <= now });
  const { legs } = record;
  const reversals = legs
    .filter(({ reversalRequestedOn, reversedOn }) => reversalRequestedOn !== null && reversedOn === null)
    .map(({ leg }) => turn('coa-reverse', 'coa', null, leg, null));
  switch (record.status) {
    case 'proposed': {
      const answered = record.answers.map(({ municipality }) => municipality);
      return record.municipalities
        .filter((code) => !answered.includes(code))
        .map((code) => turn('answer', 'municipality', code, null, record.answerBy));
    }
    case 'reserved': {
      const untold = legs.filter(({ informedOn }) => informedOn === null);
      if (untold.length > 0)
        return untold.map(({ leg, from }) => turn('inform', 'municipality', from, leg, record.informBy));
      const objecting = legs.filter(({ objectBy }) => objectBy !== null && objectBy > now);
      if (objecting.length > 0)
        return objecting.map(({ leg, from, objectBy }) => turn('object', 'household', from, leg, objectBy));
      return [turn('proceed', 'platform', null, null, null)];
    }
    case 'requested': {
      const asked = legs.filter(({ requestedOn, coaAnswer }) => requestedOn !== null && coaAnswer === null);
      if (asked.length > 0) return asked.map(({ leg }) => turn('coa-answer', 'coa', null, leg, record.coaBy));
      return [turn('proceed', 'platform', null, null, null)];
    }
    case 'settled': {
      const open = legs.filter((leg) => !isDoneLeg(leg));
      return [
        ...open.map((leg) =>
          leg.failedOn === null
            ? turn('place', 'municipality', placer(leg), leg.leg, record.moveBy)
            : turn('repair', 'municipality', leg.to, leg.leg, null),
        ),
        ...reversals,
      ];
    }
    case 'completed':
    case 'ended':
      return reversals;
  }
}

const KIND_OF: Readonly<Partial<Record<TurnAction, ExchangeDeadline>>> = {
  answer: 'answer',
  inform: 'inform',
  object: 'objection',
  'coa-answer': 'coa',
  place: 'move',
};

/** The deadline that runs; null: none does. Of several households that can object, the last one decides. */
export function deadlineOf(turns: readonly Turn[], now: Instant): Deadline | null {
  const [first] = turns.filter(({ action, dueAt }) => KIND_OF[action] !== undefined && dueAt !== null);
  const kind = first === undefined ? undefined : KIND_OF[first.action];
  if (first === undefined || kind === undefined) return null;
  const same = turns.filter(({ action }) => action === first.action);
  const dueAt = latest(same.flatMap((turn) => turn.dueAt ?? []));
  if (dueAt === null) return null;
  const municipalities =
    first.actor === 'municipality' ? each(same.flatMap(({ municipality }) => municipality ?? [])) : [];
  return { kind, dueAt, overdue: dueAt <= now, municipalities, actor: first.actor };
}
