import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ListMunicipalitiesHandler } from './features/list-municipalities/list-municipalities.handler.js';
import { MunicipalityRegistry } from './municipality-registry.js';

@Module({
  imports: [CqrsModule],
  providers: [
    { provide: MunicipalityRegistry, useFactory: () => MunicipalityRegistry.load() },
    ListMunicipalitiesHandler,
  ],
  exports: [MunicipalityRegistry],
})
export class MunicipalitiesModule {}
