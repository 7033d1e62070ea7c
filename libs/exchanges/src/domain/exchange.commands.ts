import type { Instant, LocalDate, MunicipalityCode, Period } from '#libs/kernel';
import type { Sealed } from '#libs/secrets';
import type {
  CoaRefusal,
  Decline,
  ExchangeDeadline,
  ExchangeLeg,
  LegFailure,
  RedistributionShare,
  Repair,
  Withdrawal,
} from './exchange.events.js';

/** A day that people give, and the day on which they do: nothing that is recorded lies in the future. */
interface Dated {
  readonly on: LocalDate;
  readonly today: LocalDate;
}

interface Propose {
  readonly type: 'Propose';
  readonly exchange: string;
  readonly region: string | null;
  readonly legs: readonly ExchangeLeg[];
  readonly suggestion: string | null;
  readonly remindAt: Instant;
  readonly answerBy: Instant;
  readonly expectedBy: LocalDate;
  readonly redistribution: readonly RedistributionShare[];
  /** By the exchanges policy. */
  readonly most: { readonly legs: number; readonly municipalities: number };
}

interface Accept {
  readonly type: 'Accept';
  readonly municipality: MunicipalityCode;
  readonly now: Instant;
  readonly on: LocalDate;
  readonly informBy: Instant;
}

interface DeclineCommand {
  readonly type: 'Decline';
  readonly municipality: MunicipalityCode;
  readonly reason: Decline;
  /** The leg that it is about; null: the whole. */
  readonly leg: number | null;
  readonly note: Sealed | null;
  readonly now: Instant;
  readonly on: LocalDate;
}

/** The deadline has passed: what is asked is whether it still matters. */
interface Expire {
  readonly type: 'Expire';
  readonly dueAt: Instant;
  readonly on: LocalDate;
}

interface Withdraw {
  readonly type: 'Withdraw';
  /** Null: the coordinator. */
  readonly by: MunicipalityCode | null;
  readonly reason: Withdrawal;
  readonly leg: number | null;
  readonly note: Sealed | null;
  readonly on: LocalDate;
}

interface Inform extends Dated {
  readonly type: 'Inform';
  readonly leg: number;
  readonly objectBy: Instant;
}

interface ObjectCommand extends Dated {
  readonly type: 'Object';
  readonly leg: number;
  /** Sealed: it tells of a person. Null: the household was forgotten. */
  readonly reason: Sealed | null;
  readonly note: Sealed | null;
}

interface RequestRecouplings {
  readonly type: 'RequestRecouplings';
  /** A moment that has come; households that can object until later keep the exchange waiting. */
  readonly reached: Instant;
  readonly on: LocalDate;
  readonly answerBy: Instant;
}

interface ConfirmRecoupling extends Dated {
  readonly type: 'ConfirmRecoupling';
  readonly leg: number;
  readonly reference: string | null;
}

interface RefuseRecoupling extends Dated {
  readonly type: 'RefuseRecoupling';
  readonly leg: number;
  readonly reason: CoaRefusal;
  readonly reference: string | null;
}

interface ReverseRecoupling extends Dated {
  readonly type: 'ReverseRecoupling';
  readonly leg: number;
  readonly reference: string | null;
}

interface Settle {
  readonly type: 'Settle';
  readonly reached: Instant;
  readonly on: LocalDate;
  readonly moveBy: Instant;
  /** Persons in the households now, by leg. */
  readonly persons: ReadonlyMap<number, number>;
}

/** What the exchange held was used by its owner, or is no longer there. */
interface EndUsed {
  readonly type: 'EndUsed';
  readonly used: { readonly household: string } | { readonly dwelling: string };
  readonly on: LocalDate;
}

/** `misfits`: the legs that do not fit as things are now, with a reason that tells nothing of a profile. */
interface Recheck {
  readonly type: 'Recheck';
  readonly misfits: readonly { readonly leg: number; readonly reason: string }[];
  readonly on: LocalDate;
}

interface AnswerChecklist {
  readonly type: 'AnswerChecklist';
  readonly leg: number;
  readonly municipality: MunicipalityCode;
  readonly answers: Readonly<Record<string, boolean>>;
  /** Items of the exchanges policy. */
  readonly known: readonly string[];
}

interface RecordPlaced {
  readonly type: 'RecordPlaced';
  readonly household: string;
  readonly on: LocalDate;
}

interface FailLeg extends Dated {
  readonly type: 'FailLeg';
  readonly leg: number;
  readonly reason: LegFailure;
  readonly note: Sealed | null;
}

interface RepairLeg extends Dated {
  readonly type: 'RepairLeg';
  readonly leg: number;
  readonly repair: Repair;
  /** Only with `another-dwelling`. */
  readonly dwelling: string | null;
  /** Persons in the household now. */
  readonly persons: number;
  readonly note: Sealed | null;
}

/** A supervisor decided on what was agreed for a period. */
interface RecordRedistribution {
  readonly type: 'RecordRedistribution';
  /** Id of the decision. */
  readonly redistribution: string;
  readonly period: Period;
  /** As it was decided: persons more, or fewer. In the order in which they were given. */
  readonly shares: readonly Omit<RedistributionShare, 'period'>[];
  readonly on: LocalDate;
}

interface Remind {
  readonly type: 'Remind';
  readonly deadline: ExchangeDeadline;
  readonly dueAt: Instant;
}

export type ExchangeCommand =
  | Propose
  | Accept
  | DeclineCommand
  | Expire
  | Withdraw
  | Inform
  | ObjectCommand
  | RequestRecouplings
  | ConfirmRecoupling
  | RefuseRecoupling
  | ReverseRecoupling
  | Settle
  | EndUsed
  | Recheck
  | AnswerChecklist
  | RecordPlaced
  | FailLeg
  | RepairLeg
  | RecordRedistribution
  | Remind;

export type ExchangeCommandOf<T extends ExchangeCommand['type']> = Extract<ExchangeCommand, { type: T }>;
