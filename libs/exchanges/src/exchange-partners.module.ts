import { MunicipalitiesModule } from '#libs/municipalities';
import { REDISTRIBUTION_AGREEMENTS } from '#libs/taakstelling';
import { Global, Module, type Provider } from '@nestjs/common';
import { ExchangesModule } from './exchanges.module.js';
import { ExchangeAgreements } from './features/index.js';
import { mentionProviders, partnerProviders } from './read-model/index.js';

/** The ports of the contexts below, answered: those contexts cannot import this one. */
const ports: readonly Provider[] = [
  ...partnerProviders,
  ...mentionProviders,
  { provide: REDISTRIBUTION_AGREEMENTS, useExisting: ExchangeAgreements },
];

/**
 * Tells the contexts below, which do not know exchanges, who may see a household or dwelling because of one, and what was agreed of
 * taakstellingen with one.
 */
@Global()
@Module({
  imports: [ExchangesModule, MunicipalitiesModule],
  providers: [...ports],
  exports: [...ports],
})
export class ExchangePartnersModule {}
