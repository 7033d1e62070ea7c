import type { Identity } from '#libs/access';
import {
  CallerIdentity,
  ConnectionArgs,
  MunicipalityCodeScalar,
  orThrow,
  Paged,
  pageOf,
  PositionScalar,
  toConnection,
  type Connection,
} from '#libs/graphql';
import { localDateSchema, municipalityCodeSchema, type MunicipalityCode, type Result } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, ID, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { DwellingStateEnum } from '../features/dwelling.enums.js';
import type { DwellingState } from './dwelling-row.js';
import { DwellingConnection, DwellingType, DwellingVacanciesType, toDwelling } from './dwelling.types.js';
import { ListDwellings, type SeenDwellings } from './list-dwellings/list-dwellings.query.js';
import { ListVacancies, type Vacancies } from './list-vacancies/list-vacancies.query.js';
import { ReadDwelling } from './read-dwelling/read-dwelling.query.js';
import type { SeenDwelling } from './seen-dwelling.js';

const keySchema = z.tuple([municipalityCodeSchema, localDateSchema, z.string().max(100)]);

@ArgsType()
class DwellingsArgs extends ConnectionArgs {
  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Left out: of all whose dwellings you may see.' })
  municipality?: MunicipalityCode | null;

  @Field(() => DwellingStateEnum, { nullable: true })
  state?: DwellingState | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Wait until this position can be seen.' })
  atLeast?: number | null;
}

@Resolver(() => DwellingType)
export class DwellingsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => DwellingType, { description: 'A dwelling, as far as you may see it.' })
  async dwelling(
    @CallerIdentity() identity: Identity,
    @Args('id', { type: () => ID }) id: string,
    @Args('atLeast', { type: () => PositionScalar, nullable: true }) atLeast?: number | null,
  ): Promise<DwellingType> {
    const answer: Result<SeenDwelling> = await this.queries.execute(new ReadDwelling(identity, id, atLeast ?? null));
    return toDwelling(orThrow(answer));
  }

  @Query(() => DwellingConnection, { description: 'Dwellings by municipality, who waits longest first.' })
  @Paged()
  async dwellings(
    @CallerIdentity() identity: Identity,
    @Args() args: DwellingsArgs,
  ): Promise<Connection<DwellingType>> {
    const page = orThrow(pageOf(args, keySchema));
    const { municipality = null, state = null, atLeast = null } = args;
    const question = new ListDwellings(identity, { municipality, state, page, atLeast });
    const found: Result<SeenDwellings> = await this.queries.execute(question);
    const { rows, ...rest } = orThrow(found);
    const nodes = { ...rest, rows: rows.map(toDwelling) };
    return toConnection(nodes, page, (row) => [row.municipality, row.from, row.id]);
  }

  @Query(() => DwellingVacanciesType, { description: 'How many dwellings are empty today, and for how long.' })
  async dwellingVacancies(
    @CallerIdentity() identity: Identity,
    @Args('municipality', { type: () => MunicipalityCodeScalar, nullable: true })
    municipality?: MunicipalityCode | null,
    @Args('atLeast', { type: () => PositionScalar, nullable: true }) atLeast?: number | null,
  ): Promise<DwellingVacanciesType> {
    const question = new ListVacancies(identity, municipality ?? null, atLeast ?? null);
    const answer: Result<Vacancies> = await this.queries.execute(question);
    const { municipalities, ...rest } = orThrow(answer);
    return { ...rest, municipalities: [...municipalities] };
  }
}
