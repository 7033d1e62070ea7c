import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import type { Sealed } from '#libs/secrets';
import type {
  CoaResolution,
  HouseholdEventOf,
  HouseholdKind,
  KoppelingEnd,
  PersonsChange,
  PlacementCorrectionReason,
  RefusalJudgement,
  Release,
  Stay,
  StayEnd,
} from './household.events.js';
import type { HousingRules } from './koppeling.policy.js';
import type { HouseholdFactOf } from './household-fact.js';

/** What every command of people has: the municipality for which it is given, refused where the household is coupled elsewhere. */
interface Owned {
  readonly by: MunicipalityCode;
  readonly now: Instant;
}
interface Known {
  /** Null: at the moment of recording. */
  readonly knownAt: Instant | null;
}
interface Noted {
  readonly note: Sealed | null;
}

/** Ends the koppeling into another household; `merged` is said by `MergeInto` only. */
export type EndReason = Exclude<KoppelingEnd, 'merged'>;

/** How a counted row reads from now on. */
export interface CorrectedReading {
  readonly readyOn: LocalDate | null;
  /** Of the rest or of nareis: the day on which they came. */
  readonly movedOn: LocalDate;
  readonly registeredOn: LocalDate | null;
  readonly persons: number;
  readonly kind: string;
  readonly oneOff: string | null;
}

export type HouseholdCommand =
  | {
      readonly type: 'Receive';
      readonly koppeling: Omit<HouseholdFactOf<'KoppelingReceived'>, 'type' | 'kind'> & {
        /** Null: not said. Regular, or of a household that returns the kind that it had. */
        readonly kind: HouseholdKind | null;
      };
      /** Of a list: what differs is kept as COA's statement of this day, never refused. Null: by hand. */
      readonly listedOn: LocalDate | null;
      /** The list says itself of which day it is. Left out: that of the import was taken for it. */
      readonly isDated?: boolean;
      /** Who gives it speaks for COA, which may say where any household is coupled. Left out: no. */
      readonly byCoa?: boolean;
      readonly now: Instant;
    }
  | ({ readonly type: 'ChangeProfile'; readonly profile: Sealed } & Owned)
  | ({
      readonly type: 'ChangePersons';
      readonly persons: number;
      readonly cause: PersonsChange;
      readonly on: LocalDate;
      readonly rules: HousingRules;
    } & Owned &
      Known &
      Noted)
  | ({
      readonly type: 'Split';
      readonly into: string;
      /** How many go. */
      readonly persons: number;
      readonly on: LocalDate;
    } & Owned &
      Known)
  | ({ readonly type: 'MergeInto'; readonly into: string; readonly on: LocalDate } & Owned & Known & Noted)
  /** The other side of `MergeInto`: its persons come into this household. */
  | ({
      readonly type: 'TakeIn';
      readonly persons: number;
      readonly kind: HouseholdEventOf<'KoppelingReceived'>['kind'];
      readonly on: LocalDate;
    } & Owned &
      Known)
  | ({
      readonly type: 'MoveKoppeling';
      readonly to: MunicipalityCode;
      readonly on: LocalDate;
      /** The settled exchange; null: COA did it of its own accord. */
      readonly exchange: string | null;
      readonly source: string;
      readonly now: Instant;
    } & Known)
  | ({ readonly type: 'EndKoppeling'; readonly reason: EndReason; readonly on: LocalDate } & Owned & Known & Noted)
  | {
      readonly type: 'StateCoa';
      readonly municipality: MunicipalityCode | null;
      readonly persons: number | null;
      readonly on: LocalDate;
      readonly source: string;
    }
  /** A list of COA that is whole for a municipality does not hold the household. */
  | {
      readonly type: 'MissFromList';
      readonly of: MunicipalityCode;
      /** Day of the list. */
      readonly on: LocalDate;
      readonly source: string;
    }
  | ({ readonly type: 'ResolveDifference'; readonly resolution: CoaResolution } & Owned & Noted)
  | ({
      readonly type: 'RecordPlacement';
      readonly stay: Stay;
      /** How many moved; null: all that are to be housed. */
      readonly persons: number | null;
      readonly oneOff: string | null;
      readonly rules: HousingRules;
    } & Owned &
      Known &
      Noted)
  | ({
      readonly type: 'CompletePlacement';
      readonly on: LocalDate;
      /** How many followed; null: all the rest. */
      readonly persons: number | null;
      readonly rules: HousingRules;
    } & Owned &
      Known)
  | ({ readonly type: 'MoveHome'; readonly stay: Stay; readonly rules: HousingRules } & Owned & Noted)
  | ({ readonly type: 'EndStay'; readonly on: LocalDate; readonly reason: StayEnd } & Owned & Noted)
  | ({
      readonly type: 'CorrectPlacement';
      /** Day of the counted row; null: the placement itself. */
      readonly of: LocalDate | null;
      /** Null: all of it is reversed. */
      readonly becomes: CorrectedReading | null;
      readonly reason: PlacementCorrectionReason;
      readonly rules: HousingRules;
    } & Owned &
      Known &
      Noted)
  | ({
      readonly type: 'MoveMinors';
      readonly stay: Stay;
      /** Day on which COA was told: on it the one is debited and the other credited. */
      readonly reportedOn: LocalDate;
      readonly rules: HousingRules;
    } & Owned &
      Known)
  | ({
      readonly type: 'RefuseDwelling';
      readonly dwelling: string | null;
      readonly on: LocalDate;
      /** Sealed: it tells of a person. Null: the household was forgotten. */
      readonly reason: Sealed | null;
    } & Owned &
      Noted)
  | ({ readonly type: 'JudgeRefusal'; readonly judgement: RefusalJudgement; readonly on: LocalDate } & Owned)
  | {
      readonly type: 'Claim';
      readonly exchange: string;
      readonly from: MunicipalityCode;
      readonly until: Instant;
      readonly now: Instant;
    }
  | { readonly type: 'Reserve'; readonly exchange: string; readonly now: Instant }
  | { readonly type: 'Assign'; readonly exchange: string; readonly dwelling: string }
  | { readonly type: 'Release'; readonly exchange: string; readonly reason: Release }
  | ({ readonly type: 'RequestForget'; readonly actor: string; readonly approver: string | null } & Owned)
  | ({ readonly type: 'Forget'; readonly actor: string } & Owned);

export type HouseholdCommandOf<T extends HouseholdCommand['type']> = Extract<HouseholdCommand, { type: T }>;
