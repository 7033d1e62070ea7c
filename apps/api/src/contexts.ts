import { DwellingsGraphqlModule } from '#graphql/dwellings';
import { ExchangesGraphqlModule } from '#graphql/exchanges';
import { ForumGraphqlModule } from '#graphql/forum';
import { KoppelingGraphqlModule } from '#graphql/koppeling';
import { MunicipalitiesGraphqlModule } from '#graphql/municipalities';
import { PolicyGraphqlModule } from '#graphql/policy';
import { SupervisionGraphqlModule } from '#graphql/supervision';
import { TaakstellingGraphqlModule } from '#graphql/taakstelling';
import type { Type } from '@nestjs/common';

/** The modules whose resolvers make up the API. */
export const API_CONTEXTS: readonly Type[] = [
  MunicipalitiesGraphqlModule,
  PolicyGraphqlModule,
  SupervisionGraphqlModule,
  TaakstellingGraphqlModule,
  KoppelingGraphqlModule,
  DwellingsGraphqlModule,
  ExchangesGraphqlModule,
  ForumGraphqlModule,
];
