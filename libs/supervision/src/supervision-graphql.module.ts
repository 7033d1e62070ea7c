import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ListAssessmentsResolver } from './features/list-assessments/list-assessments.resolver.js';
import { SupervisionModule } from './supervision.module.js';

/** Resolvers, apart from the module itself: the command line serves no GraphQL. */
@Module({ imports: [CqrsModule, SupervisionModule], providers: [ListAssessmentsResolver] })
export class SupervisionGraphqlModule {}
