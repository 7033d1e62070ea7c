import { MunicipalitiesGraphqlModule } from '#libs/municipalities';
import { PolicyGraphqlModule } from '#libs/policy';
import { SupervisionGraphqlModule } from '#libs/supervision';
import { TaakstellingGraphqlModule } from '#libs/taakstelling';
import type { Type } from '@nestjs/common';

/** The modules whose resolvers make up the API. */
export const API_CONTEXTS: readonly Type[] = [
  MunicipalitiesGraphqlModule,
  PolicyGraphqlModule,
  SupervisionGraphqlModule,
  TaakstellingGraphqlModule,
];
