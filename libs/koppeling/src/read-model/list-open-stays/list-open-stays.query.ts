import type { Identity } from '#libs/access';
import type { LocalDate, MunicipalityCode, Result } from '#libs/kernel';
import { Query } from '@nestjs/cqrs';
import type { Found, Page } from '../page.js';

/** ended: without a next one. term-over: its agreed end has passed, and nobody told what came of it. term-ends: soon. */
export type StayWorry = 'ended' | 'term-over' | 'term-ends';

/** By the day that worries, the longest past first. */
export type OpenStayKey = readonly [on: LocalDate, household: string];

export interface OpenStay {
  readonly key: OpenStayKey;
  readonly household: string;
  readonly persons: number;
  readonly worry: StayWorry;
  /** The day on which it ended or ends. */
  readonly on: LocalDate;
  readonly stay: string;
  readonly municipality: MunicipalityCode;
  readonly dwelling: string | null;
  readonly kind: string;
  readonly movedOn: LocalDate;
  readonly endReason: string | null;
}

export interface OpenStaysQuestion {
  /** Of the koppeling, wherever the household lives. */
  readonly municipality: MunicipalityCode;
  /** Also temporary stays that end within so many days; null: 60. */
  readonly withinDays: number | null;
  readonly page: Page<OpenStayKey>;
  readonly atLeast: number | null;
}

/** Stays that ended without a next one, and temporary ones whose end comes near: worries, not subtractions [domain.md §2]. */
export class ListOpenStays extends Query<Result<Found<OpenStay>>> {
  constructor(
    readonly identity: Identity,
    readonly question: OpenStaysQuestion,
  ) {
    super();
  }
}
