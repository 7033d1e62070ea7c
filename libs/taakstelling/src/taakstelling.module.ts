import { MunicipalitiesModule } from '#libs/municipalities';
import { PolicyModule, PolicySchemas } from '#libs/policy';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { FIGURES_POLICY, figuresPolicy } from './domain/figures.policy.js';
import { commandHandlers } from './features/index.js';
import { FiguresReader, readModelProviders, VisibleQuestions } from './read-model/index.js';

/** Taakstellingen, published figures and realisations: what one can do with them, and the figures. Needs the event store and the projections (global). */
@Module({
  imports: [CqrsModule, MunicipalitiesModule, PolicyModule],
  providers: [...commandHandlers, ...readModelProviders],
  exports: [FiguresReader, VisibleQuestions],
})
export class TaakstellingModule {
  constructor(schemas: PolicySchemas) {
    schemas.register(FIGURES_POLICY, figuresPolicy);
  }
}
