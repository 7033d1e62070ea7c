import type { Identity } from '#libs/access';
import { CallerIdentity, orThrow, PeriodScalar, ScopeScalar } from '#libs/graphql';
import type { Period, Scope } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import type { RoundingMode } from './figures/art-29.js';
import { CheckTaakstellingen, type TaakstellingCheck } from './taakstelling-check.js';
import { RoundingModeEnum, TaakstellingCheckType } from './taakstelling-check.types.js';

@Resolver(() => TaakstellingCheckType)
export class TaakstellingCheckResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => TaakstellingCheckType, {
    nullable: true,
    description: 'The formula of art. 29 as a check; null where no populations or no number of the Rijk are loaded.',
  })
  async taakstellingCheck(
    @CallerIdentity() identity: Identity,
    @Args('scope', { type: () => ScopeScalar }) scope: Scope,
    @Args('period', { type: () => PeriodScalar }) period: Period,
    @Args('rounding', { type: () => RoundingModeEnum, nullable: true }) rounding?: RoundingMode,
  ): Promise<TaakstellingCheck | null> {
    return orThrow(await this.queries.execute(new CheckTaakstellingen(identity, scope, period, rounding ?? null)));
  }
}
