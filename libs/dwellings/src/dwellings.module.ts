import { MunicipalitiesModule } from '#libs/municipalities';
import { PolicyModule, PolicySchemas } from '#libs/policy';
import type { Projection } from '#libs/projections';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DWELLINGS_POLICY, dwellingsPolicy } from './domain/dwellings.policy.js';
import { commandHandlers } from './features/index.js';
import { DwellingsReader, dwellingsProjection, DwellingVisibility, readModelProviders } from './read-model/index.js';

/** For `ProjectionsModule.forRoot`. */
export const dwellingProjections: readonly Projection[] = [dwellingsProjection];

/** Dwellings on offer. Needs the event store and the projections (global); `DWELLING_PARTNERS` where exchanges are known. */
@Module({
  imports: [CqrsModule, MunicipalitiesModule, PolicyModule],
  providers: [...commandHandlers, ...readModelProviders],
  exports: [DwellingsReader, DwellingVisibility],
})
export class DwellingsModule {
  constructor(schemas: PolicySchemas) {
    schemas.register(DWELLINGS_POLICY, dwellingsPolicy);
  }
}
