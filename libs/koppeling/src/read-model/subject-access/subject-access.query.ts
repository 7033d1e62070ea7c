import type { Identity } from '#libs/access';
import type { Instant, LocalDate, MunicipalityCode, Result } from '#libs/kernel';
import { Query } from '@nestjs/cqrs';
import type { HouseholdProfile } from '../../domain/profile.js';

/** What was sealed with an event, opened. */
export interface OpenedText {
  readonly what: 'profile' | 'reason' | 'note';
  readonly text: string;
}

/** One thing that was recorded about a household. */
export interface RecordedFact {
  /** By what it is held: the household itself, a dwelling or an exchange. */
  readonly held: 'household' | 'dwelling' | 'exchange';
  readonly position: number;
  readonly recordedAt: Instant;
  /** The day on which it happened; null where that has no meaning. */
  readonly on: LocalDate | null;
  /** The word for it in the log. */
  readonly event: string;
  /** Dutch, for the person. */
  readonly description: string;
  /** Empty where nothing was written, and after forgetting. */
  readonly texts: readonly OpenedText[];
}

/**
 * What is held about a household, to be handed to the people themselves [AVG art. 15]: in its own stream, by the dwellings that it
 * lived in or was given, and by the exchanges that it was in. Not in it: what concerns others there, and a dwelling that was kept for
 * it without a word in its own stream.
 */
export interface SubjectAccess {
  readonly household: string;
  /** Position of the log up to which it was read. */
  readonly position: number;
  readonly municipality: MunicipalityCode;
  /** The profile as it is now; null: none, or forgotten. */
  readonly profile: HouseholdProfile | null;
  /** Since when nothing that was written about it can be read by anybody; null: it is not forgotten. */
  readonly forgottenAt: Instant | null;
  /** Dutch: what this document shows. */
  readonly explanation: string;
  readonly facts: readonly RecordedFact[];
}

/** Read from the log itself: what is recorded at this moment is in it. */
export class ReadSubjectAccess extends Query<Result<SubjectAccess>> {
  constructor(
    readonly identity: Identity,
    readonly household: string,
  ) {
    super();
  }
}
