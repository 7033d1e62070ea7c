import { MunicipalitiesModule } from '#libs/municipalities';
import { PolicyModule, PolicySchemas } from '#libs/policy';
import type { Projection } from '#libs/projections';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { KOPPELING_POLICY, koppelingPolicy } from './domain/koppeling.policy.js';
import { commandHandlers } from './features/index.js';
import {
  HouseholdOpener,
  HouseholdsReader,
  HouseholdTerms,
  householdsProjection,
  HouseholdVisibility,
  readModelProviders,
} from './read-model/index.js';

/** For `ProjectionsModule.forRoot`. */
export const koppelingProjections: readonly Projection[] = [householdsProjection];

/** Households and their koppeling, stays and the count. Needs the event store, the projections and the keys of households (global). */
@Module({
  imports: [CqrsModule, MunicipalitiesModule, PolicyModule],
  providers: [...commandHandlers, ...readModelProviders],
  exports: [HouseholdsReader, HouseholdTerms, HouseholdVisibility, HouseholdOpener],
})
export class KoppelingModule {
  constructor(schemas: PolicySchemas) {
    schemas.register(KOPPELING_POLICY, koppelingPolicy);
  }
}
