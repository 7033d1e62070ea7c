import type { Identity } from '#libs/access';
import { CachedByPosition, CallerIdentity, InstantScalar, orThrow, PeriodScalar, PositionScalar } from '#libs/graphql';
import type { Instant, Period, Result } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { ListAssessments, type ProvinceAssessments } from './list-assessments.query.js';
import { AssessmentsType } from './list-assessments.types.js';

@Resolver(() => AssessmentsType)
export class ListAssessmentsResolver {
  constructor(private readonly queries: QueryBus) {}

  @CachedByPosition()
  @Query(() => AssessmentsType, { description: 'The treden of the municipalities of a province for a period.' })
  async assessments(
    @CallerIdentity() identity: Identity,
    @Args('period', { type: () => PeriodScalar }) period: Period,
    @Args('province', { type: () => String, description: 'PV26' }) province: string,
    @Args('knownAt', { type: () => InstantScalar, nullable: true }) knownAt?: Instant | null,
    @Args('atLeast', { type: () => PositionScalar, nullable: true }) atLeast?: number | null,
  ): Promise<AssessmentsType> {
    const question = { period, province, knownAt: knownAt ?? null, atLeast: atLeast ?? null };
    const answer: Result<ProvinceAssessments> = await this.queries.execute(new ListAssessments(identity, question));
    const { assessments, counts, ...rest } = orThrow(answer);
    return {
      ...rest,
      assessments: [...assessments],
      counts: Object.entries(counts).map(([trede, municipalities]) => ({ trede: Number(trede), municipalities })),
    };
  }
}
