import type { Identity } from '#libs/access';
import {
  CallerIdentity,
  InstantScalar,
  listSize,
  LocalDateScalar,
  MunicipalityCodeScalar,
  orThrow,
  PeriodScalar,
  PositionScalar,
  ScopeScalar,
} from '#libs/graphql';
import type { Instant, LocalDate, MunicipalityCode, Period, Scope } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Extensions, Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { Administration } from '../domain/taakstelling.events.js';
import { AdministrationEnum } from '../features/words.enums.js';
import { ReadFigureEntries } from './figure-entries.js';

@ObjectType('FigureEntry', { description: 'One row of the ledger behind a figure.' })
export class FigureEntryType {
  @Field(() => PositionScalar)
  position!: number;

  @Field(() => String)
  id!: string;

  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => LocalDateScalar, { description: 'The day of the move.' })
  effectiveOn!: LocalDate;

  @Field(() => InstantScalar, { description: 'Since when the administration that reports it knew it.' })
  knownAt!: Instant;

  @Field(() => InstantScalar)
  recordedAt!: Instant;

  @Field(() => AdministrationEnum)
  administration!: Administration;

  @Field(() => String)
  kind!: string;

  @Field(() => String, { nullable: true, description: 'Name of the one-off action.' })
  oneOff!: string | null;

  @Field(() => Int, { description: 'Negative where it takes back.' })
  persons!: number;

  @Field(() => String, {
    description:
      'recorded, reversed or corrected; of a placement placement, placement-grown, …; placements-of-month where single ones may not be seen.',
  })
  cause!: string;

  @Field(() => String, { nullable: true })
  source!: string | null;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => String, { nullable: true })
  remark!: string | null;
}

@ObjectType()
export class FigureEntries {
  @Field(() => PositionScalar)
  position!: number;

  @Field(() => [FigureEntryType], { description: 'What became known last comes first.' })
  @Extensions(listSize(100))
  entries!: readonly FigureEntryType[];
}

@ArgsType()
export class FigureEntriesArgs {
  @Field(() => ScopeScalar)
  scope!: Scope;

  @Field(() => PeriodScalar)
  period!: Period;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Default: the end of the period.' })
  asOf?: LocalDate | null;

  @Field(() => InstantScalar, { nullable: true })
  knownAt?: Instant | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Only what became known later: late corrections.' })
  knownAfter?: Instant | null;

  @Field(() => PositionScalar, { nullable: true })
  position?: number | null;

  @Field(() => Int, { nullable: true, description: 'At most 1000; default 100.' })
  first?: number | null;
}

@Resolver(() => FigureEntryType)
export class FigureEntriesResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => FigureEntries, { description: 'Why this figure: the rows of the ledger behind it.' })
  @Extensions(
    listSize({ argument: 'first', rows: (first) => (typeof first === 'number' ? Math.max(1, first / 100) : 1) }),
  )
  async figureEntries(@CallerIdentity() identity: Identity, @Args() args: FigureEntriesArgs): Promise<FigureEntries> {
    const { scope, period, asOf, knownAt, knownAfter, position, first } = args;
    const question = {
      scope,
      period,
      asOf: asOf ?? undefined,
      knownAt: knownAt ?? undefined,
      knownAfter: knownAfter ?? undefined,
      position: position ?? undefined,
      first: first ?? undefined,
    };
    return orThrow(await this.queries.execute(new ReadFigureEntries(identity, question)));
  }
}
