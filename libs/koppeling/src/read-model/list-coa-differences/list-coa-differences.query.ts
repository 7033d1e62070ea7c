import type { Identity } from '#libs/access';
import type { Instant, LocalDate, MunicipalityCode, Result } from '#libs/kernel';
import { Query } from '@nestjs/cqrs';
import type { CoaDifferenceKind, CoaResolution } from '../../domain/household.events.js';
import type { Found, Page } from '../page.js';

/** What came of a difference, and who said so. */
export interface ResolvedDifference {
  readonly resolution: CoaResolution;
  /** Null: nothing was written, it is not yours to read, or the household was forgotten. */
  readonly note: string | null;
  readonly by: string;
  readonly at: Instant;
}

export interface CoaDifference {
  readonly household: string;
  readonly kind: CoaDifferenceKind;
  /** Null: not coupled here, or coupled to a municipality whose households one may not see. */
  readonly ours: MunicipalityCode | null;
  readonly persons: number | null;
  /** Null: not on its list. */
  readonly theirs: MunicipalityCode | null;
  readonly theirPersons: number | null;
  /** Day of the list or the answer of COA. */
  readonly on: LocalDate;
  readonly source: string;
  /** Null: it is open. */
  readonly resolved: ResolvedDifference | null;
}

export interface CoaDifferencesQuestion {
  /** Coupled to it by us or by COA. */
  readonly municipality: MunicipalityCode;
  /** Those that were resolved, instead of those that are open. */
  readonly resolved: boolean;
  /** The household of the row before. */
  readonly page: Page<string>;
  readonly atLeast: number | null;
}

/**
 * Where what COA last stated of a household is not what we say of it now. A resolved one is open again once COA states something
 * new that differs, or we say something else ourselves.
 */
export class ListCoaDifferences extends Query<Result<Found<CoaDifference>>> {
  constructor(
    readonly identity: Identity,
    readonly question: CoaDifferencesQuestion,
  ) {
    super();
  }
}
