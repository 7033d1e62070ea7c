import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import type {
  ExchangeDeadline,
  ExchangeEnd,
  ExchangeEvent,
  ExchangeLeg,
  LegFailure,
  RedistributionShare,
} from './exchange.events.js';

/** What COA was asked about a leg and what it said; by it one sees where COA's side differs from ours. */
export interface LegAtCoa {
  /** Null: not asked, or a leg into a shared doorstroomlocatie. */
  readonly requestedOn: LocalDate | null;
  readonly answer: {
    readonly kind: 'confirmed' | 'refused';
    readonly on: LocalDate;
    readonly reference: string | null;
  } | null;
  /** COA is asked to move the koppeling back. Open until it has. */
  readonly reversal: 'open' | { readonly on: LocalDate; readonly reference: string | null } | null;
}

/** What became of a leg after settlement. A leg that got another dwelling is open again. */
export type LegCourse =
  | { readonly status: 'open' }
  | { readonly status: 'placed'; readonly on: LocalDate }
  | { readonly status: 'failed'; readonly reason: LegFailure; readonly on: LocalDate }
  | { readonly status: 'repaired'; readonly repair: 'return' | 'balance'; readonly on: LocalDate };

export interface LegState extends ExchangeLeg {
  readonly informed: { readonly on: LocalDate; readonly objectBy: Instant } | null;
  readonly coa: LegAtCoa;
  readonly course: LegCourse;
}

/**
 * `proposed`: claimed. `reserved`: every municipality accepted; households are informed. `requested`: COA is asked.
 * `settled`: koppelingen moved and dwellings assigned. `completed`: every leg placed or repaired. `ended`: before settlement.
 */
export const EXCHANGE_STATUSES = ['proposed', 'reserved', 'requested', 'settled', 'completed', 'ended'] as const;
export type ExchangeStatus = (typeof EXCHANGE_STATUSES)[number];

export interface KnownExchange {
  readonly status: ExchangeStatus;
  readonly exchange: string;
  readonly region: string | null;
  readonly legs: readonly LegState[];
  readonly municipalities: readonly MunicipalityCode[];
  readonly accepted: readonly MunicipalityCode[];
  readonly answerBy: Instant;
  /** Last day on which the households move when every term is used. */
  readonly expectedBy: LocalDate;
  /** Day of the last acceptance; null: not there yet. */
  readonly reservedOn: LocalDate | null;
  readonly settledOn: LocalDate | null;
  /** When each step that was begun is due. */
  readonly due: Readonly<Partial<Record<ExchangeDeadline, Instant>>>;
  /** Reminders that were given, as `reminderKey`. */
  readonly reminded: readonly string[];
  /** Checklists by `checklistKey`. */
  readonly checklists: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
  readonly end: ExchangeEnd | null;
  /** What was agreed of taakstellingen; empty: nothing. */
  readonly redistribution: readonly RedistributionShare[];
  /** The decisions on it, by period. */
  readonly decisions: Readonly<Record<string, string>>;
}

export type Exchange = { readonly status: 'unknown' } | KnownExchange;

export const reminderKey = (deadline: ExchangeDeadline, dueAt: Instant): string => `${deadline} ${dueAt}`;
export const checklistKey = (leg: number, municipality: MunicipalityCode): string => `${leg} ${municipality}`;

/** Every municipality that gives or takes, in travel order, each once. */
export const partiesOf = (legs: readonly Pick<ExchangeLeg, 'from' | 'to'>[]): readonly MunicipalityCode[] => [
  ...new Set(legs.flatMap(({ from, to }) => [from, to])),
];

export const legOf = (state: KnownExchange, leg: number): LegState | undefined =>
  state.legs.find((one) => one.leg === leg);

/** Numbers of the legs that COA moved for an exchange that is not to be, and has not moved back yet. */
export const openReversals = ({ legs }: KnownExchange): readonly number[] =>
  legs.filter(({ coa }) => coa.reversal === 'open').map(({ leg }) => leg);

/** Before settlement: it may still end, and everything with it. */
export const isBeforeSettlement = ({ status }: KnownExchange): boolean =>
  status === 'proposed' || status === 'reserved' || status === 'requested';

export const isConfirmed = ({ coa }: LegState): boolean => coa.answer?.kind === 'confirmed';

/** What was proposed of a leg, without what became of it. */
export const agreedOf = ({ leg, kind, household, persons, from, dwelling, to }: LegState): ExchangeLeg => ({
  leg,
  kind,
  household,
  persons,
  from,
  dwelling,
  to,
});

/** Whether nothing is left to do: the household lives there, or the leg was repaired otherwise. */
export const isDone = ({ course }: LegState): boolean => course.status === 'placed' || course.status === 'repaired';

export type ExchangeEventOf<T extends ExchangeEvent['type']> = Extract<ExchangeEvent, { type: T }>;
