import { newTraceId, type Identity } from '#libs/access';
import { EVENT_STORE, IDS, runCommand, type Commanded, type EventStore } from '#libs/event-store';
import {
  CachedByPosition,
  CallerIdentity,
  LiveStates,
  LocalDateScalar,
  MutationPayload,
  PositionScalar,
  refusalsToError,
  toPayload,
  type Payload,
} from '#libs/graphql';
import { ok, refusal, refuse, type IdSource, type LocalDate, type Result } from '#libs/kernel';
import { PROJECTION_HOST, type Projection, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable, Module } from '@nestjs/common';
import { CommandBus, CommandHandler, CqrsModule } from '@nestjs/cqrs';
import {
  Args,
  Field,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
  Subscription,
} from '@nestjs/graphql';

/** The smallest context there is, for specs of the API: a tally that people add to. */
@ObjectType()
export class Tally {
  @Field(() => Int)
  sum!: number;

  @Field(() => PositionScalar)
  position!: number;

  @Field(() => String)
  seenBy!: string;

  @Field(() => String, { nullable: true })
  padding!: string | null;
}

@InputType()
export class TallyAddInput {
  @Field(() => String)
  commandId!: string;

  @Field(() => Int)
  by!: number;

  @Field(() => LocalDateScalar, { nullable: true })
  on!: LocalDate | null;
}

@ObjectType()
export class TallyAddPayload extends MutationPayload {
  @Field(() => Int, { nullable: true })
  result!: number | null;
}

export class AddToTally {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: { readonly by: number },
  ) {}
}

const STREAM = 'tally-1';

@CommandHandler(AddToTally)
export class AddToTallyHandler {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async execute({ identity, commandId, input }: AddToTally): Promise<Result<Commanded<number>>> {
    if (identity.role === 'public') return refuse('NOT_ALLOWED', 'Dit mag niet met uw rol');
    return runCommand<number>(this.store, {
      command: { id: commandId, content: { by: input.by } },
      meta: { actor: identity.actor },
      streams: [STREAM],
      decide: () =>
        input.by <= 0
          ? refuse('TALLY_BACKWARDS', 'Een telling loopt niet terug', ['input', 'by'], { by: input.by })
          : ok({
              append: [
                {
                  stream: STREAM,
                  events: [{ id: this.ids.next(), type: 'Tallied', data: { by: input.by }, effectiveOn: null }],
                },
              ],
              result: input.by,
            }),
    });
  }
}

export const tallyProjection: Projection = {
  name: 'tally',
  version: 1,
  tables: [{ name: 'tally', columns: { id: 'int not null', sum: 'bigint not null' }, primaryKey: ['id'] }],
  project: ({ type, data }) =>
    type === 'Tallied' ? [{ kind: 'add', table: 'tally', key: { id: 1 }, amounts: { sum: Number(data['by']) } }] : [],
  touches: () => ['tally'],
};

/** Reads, counting how often, so that a spec can tell whether answers were shared. */
@Injectable()
export class TallyReader {
  reads = 0;
  /** Characters added to every state, for specs about slow readers. */
  padding = 0;
  /** Resolves before a read goes on, for specs that stop half-way. */
  gate: Promise<void> = Promise.resolve();

  constructor(@Inject(PROJECTION_HOST) readonly host: ProjectionHost) {}

  async read(identity: Identity): Promise<Tally> {
    this.reads++;
    await this.gate;
    const { position, rows } = await this.host.read<{ sum: string }>('tally', (schema) => ({
      text: `select sum from ${schema}.tally`,
      values: [],
    }));
    const padding = this.padding > 0 ? 'x'.repeat(this.padding) : null;
    return { sum: Number(rows[0]?.sum ?? 0), position, seenBy: `${identity.actor}/${identity.role}`, padding };
  }
}

@Resolver(() => Tally)
export class TallyResolver {
  constructor(
    private readonly reader: TallyReader,
    private readonly live: LiveStates,
    private readonly commands: CommandBus,
  ) {}

  @Query(() => Tally)
  @CachedByPosition()
  tally(@CallerIdentity() identity: Identity): Promise<Tally> {
    return this.reader.read(identity);
  }

  @Query(() => Tally)
  async freshTally(
    @CallerIdentity() identity: Identity,
    @Args('on', { type: () => LocalDateScalar, nullable: true }) _on?: LocalDate,
    @Args('atLeast', { type: () => PositionScalar, nullable: true }) atLeast?: number,
  ): Promise<Tally> {
    if (atLeast !== undefined) await this.reader.host.waitFor('tally', atLeast, 5_000);
    return this.reader.read(identity);
  }

  @Query(() => String)
  broken(): string {
    throw new TypeError('connect ECONNREFUSED of something inside');
  }

  @Query(() => String)
  hidden(): string {
    throw refusalsToError([refusal('NOT_FOUND', 'Niet gevonden', ['scope'])]);
  }

  @Query(() => String)
  async never(): Promise<string> {
    return new Promise<string>(() => undefined);
  }

  @ResolveField(() => Tally)
  again(@Parent() tally: Tally): Tally {
    return tally;
  }

  @ResolveField(() => [Tally])
  many(@Parent() tally: Tally): readonly Tally[] {
    return [tally];
  }

  @Mutation(() => TallyAddPayload)
  async tallyAdd(
    @CallerIdentity() identity: Identity,
    @Args('input', { type: () => TallyAddInput }) input: TallyAddInput,
  ): Promise<Payload<number>> {
    const command = new AddToTally(identity, input.commandId, { by: input.by });
    return toPayload(await this.commands.execute<AddToTally, Result<Commanded<number>>>(command), (sum) => sum);
  }

  @Subscription(() => Tally, { resolve: (state: Tally) => state })
  tallyChanged(
    @CallerIdentity() identity: Identity,
    @Args('name', { type: () => String, nullable: true }) name?: string,
  ): AsyncIterableIterator<Tally> {
    return this.live.watch(
      `tally/${identity.actor}/${identity.role}/${name ?? newTraceId()}`,
      () => this.reader.read(identity),
      (changed) => this.reader.host.onChanged('tally', ({ touched }) => changed(touched === '*')),
    );
  }
}

@Module({ imports: [CqrsModule], providers: [TallyResolver, AddToTallyHandler, TallyReader], exports: [TallyReader] })
export class TallyModule {}
