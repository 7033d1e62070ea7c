import { policyOutcome, type Identity } from '#libs/access';
import {
  CachedByPosition,
  CallerIdentity,
  listSize,
  LiveStates,
  municipalitiesIn,
  orThrow,
  PeriodScalar,
  ScopeScalar,
} from '#libs/graphql';
import { isMunicipalityCode, type Period, type Scope } from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Extensions, Query, Resolver, Subscription } from '@nestjs/graphql';
import { isDeepStrictEqual } from 'node:util';
import type { Figures } from './figures/figures.js';
import type { FiguresQuestion } from './figures/question.js';
import { FIGURES } from './figures.projection.js';
import { FiguresReader } from './figures.reader.js';
import { FiguresArgs, FiguresType } from './figures.types.js';
import { ReadFigures, ReadFiguresPerMunicipality } from './read-figures.query.js';
import { isTouched } from './touched.js';
import { VisibleQuestions } from './visible-questions.js';

const questionOf = (args: FiguresArgs): FiguresQuestion => ({
  scope: args.scope,
  period: args.period,
  asOf: args.asOf ?? undefined,
  knownAt: args.knownAt ?? undefined,
  basis: args.basis ?? undefined,
  administration: args.administration ?? undefined,
  position: args.position ?? undefined,
  atLeast: args.atLeast ?? undefined,
});

@Resolver(() => FiguresType)
export class FiguresResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly live: LiveStates,
    private readonly reader: FiguresReader,
    private readonly visible: VisibleQuestions,
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
  ) {}

  @Query(() => FiguresType, { description: 'The figures of a municipality, a province or the country in a period.' })
  @CachedByPosition()
  async figures(@CallerIdentity() identity: Identity, @Args() args: FiguresArgs): Promise<Figures> {
    return orThrow(await this.queries.execute(new ReadFigures(identity, questionOf(args))));
  }

  @Query(() => [FiguresType], {
    description: 'The same for every municipality of the scope, in order of code, from one snapshot.',
  })
  @CachedByPosition()
  @Extensions(listSize({ argument: 'scope', rows: municipalitiesIn }))
  async figuresPerMunicipality(
    @CallerIdentity() identity: Identity,
    @Args() args: FiguresArgs,
  ): Promise<readonly Figures[]> {
    return orThrow(await this.queries.execute(new ReadFiguresPerMunicipality(identity, questionOf(args))));
  }

  @Subscription(() => FiguresType, {
    description: 'The figures now, and again whenever they change and at local midnight.',
    resolve: (state: Figures) => state,
  })
  async figuresChanged(
    @CallerIdentity() identity: Identity,
    @Args('scope', { type: () => ScopeScalar }) scope: Scope,
    @Args('period', { type: () => PeriodScalar }) period: Period,
  ): Promise<AsyncIterableIterator<Figures>> {
    const read = async (): Promise<Figures> =>
      orThrow(await this.queries.execute(new ReadFigures(identity, { scope, period })));
    // Refuses at once, before anything is watched: a refusal is the answer to the subscription, not its first state.
    await read();
    // A notice tells of every row of a municipality. Who sees only what it published would learn from a state with a newer
    // position that a household moved, and from its province's how large it was: so to them a state comes when it differs.
    const onlyWhatDiffers = isMunicipalityCode(scope) && !this.visible.rowsOf(identity, scope).ok;
    let shown: Figures | null = null;
    const load = async (): Promise<Figures> => {
      const now = await read();
      const same = onlyWhatDiffers && shown !== null && isDeepStrictEqual({ ...now, position: shown.position }, shown);
      if (!same) shown = now;
      return shown ?? now;
    };
    const watched = this.reader.watched(scope, period);
    return this.live.watch(`figures/${policyOutcome(identity)}/${scope}/${period}`, load, (changed) =>
      this.host.onChanged(FIGURES, ({ touched }) => {
        // After a rebuild a figure may differ at the position that was shown before.
        if (touched === '*') changed(true);
        else if (touched.some((key) => isTouched(watched, key))) changed();
      }),
    );
  }
}
