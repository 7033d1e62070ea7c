import { Global, Module } from '@nestjs/common';
import { ExchangesModule } from './exchanges.module.js';
import { partnerProviders } from './read-model/index.js';

/** Tells the contexts below, which do not know exchanges, who may see a household or dwelling because of one. */
@Global()
@Module({
  imports: [ExchangesModule],
  providers: [...partnerProviders],
  exports: [...partnerProviders],
})
export class ExchangePartnersModule {}
