import type { Identity } from '#libs/access';
import type { LocalDate, MunicipalityCode, Result } from '#libs/kernel';
import { Query } from '@nestjs/cqrs';
import type { Found, Page } from '../page.js';

/** Only on our list, only on that of COA, coupled to another municipality, or with another number of persons. */
export type CoaDifferenceKind = 'only-ours' | 'only-theirs' | 'other-municipality' | 'persons';

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
}

export interface CoaDifferencesQuestion {
  /** Coupled to it by us or by COA. */
  readonly municipality: MunicipalityCode;
  /** The household of the row before. */
  readonly page: Page<string>;
  readonly atLeast: number | null;
}

/** Where what COA last stated of a household is not what we say of it now. */
export class ListCoaDifferences extends Query<Result<Found<CoaDifference>>> {
  constructor(
    readonly identity: Identity,
    readonly question: CoaDifferencesQuestion,
  ) {
    super();
  }
}
