import { MunicipalitiesModule } from '#libs/municipalities';
import { PolicyModule, PolicySchemas } from '#libs/policy';
import { TaakstellingModule } from '#libs/taakstelling';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { EXCHANGES_POLICY, exchangesPolicy } from './domain/exchanges.policy.js';
import { commandHandlers, ExchangeAgreements } from './features/index.js';
import { ExchangePartners, ExchangesReader, readModelProviders } from './read-model/index.js';

/**
 * Exchanges of households between municipalities: what one can do with them, and how they stand. Needs the event store, the
 * projections and the keys of households (global).
 */
@Module({
  imports: [CqrsModule, MunicipalitiesModule, PolicyModule, TaakstellingModule],
  providers: [...commandHandlers, ExchangeAgreements, ...readModelProviders],
  exports: [ExchangesReader, ExchangePartners, ExchangeAgreements],
})
export class ExchangesModule {
  constructor(schemas: PolicySchemas) {
    schemas.register(EXCHANGES_POLICY, exchangesPolicy);
  }
}
