import { MunicipalitiesModule } from '#libs/municipalities';
import type { Projection } from '#libs/projections';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ImportAssessmentsHandler } from './features/import-assessments/import-assessments.handler.js';
import { ListAssessmentsHandler } from './features/list-assessments/list-assessments.handler.js';
import { assessmentsProjection } from './read-model/assessments.projection.js';
import { AssessmentsReader } from './read-model/assessments.reader.js';

/** For `ProjectionsModule.forRoot`. */
export const supervisionProjections: readonly Projection[] = [assessmentsProjection];

/** Interbestuurlijk toezicht: assessments. Needs the event store and the projections (both global). */
@Module({
  imports: [CqrsModule, MunicipalitiesModule],
  providers: [ImportAssessmentsHandler, ListAssessmentsHandler, AssessmentsReader],
  exports: [AssessmentsReader],
})
export class SupervisionModule {}
