import { CLOCK, EVENT_STORE, type EventStore } from '#libs/event-store';
import {
  isMunicipalityCode,
  ok,
  previous,
  startOf,
  today,
  type Clock,
  type LocalDate,
  type MunicipalityCode,
  type Period,
  type Result,
  type Scope,
} from '#libs/kernel';
import { existsOn, MunicipalityRegistry } from '#libs/municipalities';
import { PG_POOL } from '#libs/postgres';
import { PROJECTION_HOST, waitForPosition, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { FactsSource, type FactsQuestion, type Snapshot } from './facts.source.js';
import { indexFacts } from './figures/facts.js';
import { computeFigures, type Figures } from './figures/figures.js';
import {
  checkAsOf,
  checkKnownAt,
  defaultAsOf,
  scopeUnknown,
  type FixedQuestion,
  type VisibleQuestion,
} from './figures/question.js';
import { FiguresCache } from './figures.cache.js';
import { FIGURES } from './figures.projection.js';
import type { Watched } from './touched.js';

const MOST_LONG_CHAINS = 100;
const MOST_LISTS = 5_000;

/** A question whose defaults are filled in, all but the position: that comes with the facts. */
interface Checked extends Omit<FixedQuestion, 'position'> {
  readonly position: number | null;
  readonly atLeast: number;
}

/** Questions that can be answered from one snapshot. */
const groupKey = (q: Checked): string => JSON.stringify([q.period, q.asOf, q.knownAt, q.position]);
/** With what the asker may see: an answer is never kept for somebody who may see less. */
const cacheKey = (q: Checked): string =>
  JSON.stringify([q.scope, q.period, q.asOf, q.basis, q.administration, q.rowsVisible]);
/** A question about a moment or a position in the past is asked rarely, and read anew. */
const isAboutNow = (q: Checked): boolean => q.knownAt === null && q.position === null;

const watchedBy = (q: Checked): Watched => ({
  scope: q.scope,
  municipalities: new Set(q.municipalities),
  period: q.period,
});

/**
 * Answers questions about figures from the read model. Refuses `SCOPE_UNKNOWN`, `AS_OF_OUTSIDE_PERIOD`, `KNOWN_AT_IN_FUTURE`,
 * `POSITION_BEYOND_HEAD`, `AT_LEAST_TIMEOUT` and `POLICY_UNKNOWN`. Whether the person may ask is the query handler's business.
 */
@Injectable()
export class FiguresReader {
  readonly #source: FactsSource;
  readonly #cache: FiguresCache;
  /** The registry does not change while the process runs. */
  readonly #municipalities = new Map<string, readonly MunicipalityCode[]>();
  /** Periods for which looking at the last two periods was in vain: read the whole chain at once. A hint, not a fact. */
  readonly #longChains = new Set<Period>();

  constructor(
    @Inject(PG_POOL) pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly registry: MunicipalityRegistry,
  ) {
    this.#source = new FactsSource(pool, host);
    this.#cache = new FiguresCache(this.#source);
    host.onChanged(FIGURES, ({ position, touched }) => this.#cache.forget(position, touched));
  }

  async read(question: VisibleQuestion): Promise<Result<Figures>> {
    const [answer] = await this.readMany([question]);
    if (answer === undefined) throw new Error('one question, no answer');
    return answer;
  }

  /** Answers in the order of the questions. Those that share period, reference date, moment and position share one snapshot. */
  async readMany(questions: readonly VisibleQuestion[]): Promise<readonly Result<Figures>[]> {
    const day = today(this.clock);
    const checked = questions.map((question) => this.check(question, day));
    const groups = new Map<string, Checked[]>();
    for (const result of checked) {
      if (!result.ok) continue;
      const key = groupKey(result.value);
      groups.set(key, [...(groups.get(key) ?? []), result.value]);
    }
    const answers = new Map<Checked, Result<Figures>>();
    await Promise.all([...groups.values()].map((group) => this.answer(group, answers)));
    return checked.map((result) => {
      const answer = result.ok ? answers.get(result.value) : result;
      if (answer === undefined) throw new Error('a question was left without an answer');
      return answer;
    });
  }

  /** Whose changes move the figures of a scope and period: for those who watch them. */
  watched(scope: Scope, period: Period): Watched {
    return { scope, municipalities: new Set(this.municipalitiesOf(scope, period)), period };
  }

  private check(question: VisibleQuestion, day: LocalDate): Result<Checked> {
    const { scope, period } = question;
    const municipalities = this.municipalitiesOf(scope, period);
    if (municipalities.length === 0) return scopeUnknown(scope);
    const asOf = checkAsOf(period, question.asOf ?? defaultAsOf(period, day));
    if (!asOf.ok) return asOf;
    const knownAt = question.knownAt ?? null;
    if (knownAt !== null) {
      const past = checkKnownAt(knownAt, this.clock.now());
      if (!past.ok) return past;
    }
    return ok({
      scope,
      municipalities,
      period,
      asOf: asOf.value,
      knownAt,
      basis: question.basis ?? null,
      administration: question.administration ?? null,
      rowsVisible: question.rowsVisible,
      position: question.position ?? null,
      atLeast: Math.max(question.atLeast ?? 0, question.position ?? 0),
    });
  }

  private municipalitiesOf(scope: Scope, period: Period): readonly MunicipalityCode[] {
    const key = `${scope}/${period}`;
    let codes = this.#municipalities.get(key);
    if (codes === undefined) {
      codes = this.lookUp(scope, period);
      if (this.#municipalities.size >= MOST_LISTS) this.#municipalities.clear();
      this.#municipalities.set(key, codes);
    }
    return codes;
  }

  private lookUp(scope: Scope, period: Period): readonly MunicipalityCode[] {
    const within = this.registry.within(scope);
    // Asked for by name it is answered also where it did not exist yet: with nothing.
    const members = isMunicipalityCode(scope) ? within : within.filter((m) => existsOn(m, startOf(period)));
    return members.map((m) => m.code);
  }

  private async answer(group: readonly Checked[], answers: Map<Checked, Result<Figures>>): Promise<void> {
    const ready = await this.ready(group);
    if (!ready.ok) {
      for (const question of group) answers.set(question, ready);
      return;
    }
    if (await this.fromCache(group, answers)) return;
    const [first] = group;
    if (first === undefined) return;
    const question: FactsQuestion = {
      scopes: group.map(({ scope, municipalities }) => ({ scope, municipalities })),
      period: first.period,
      asOf: first.asOf,
      knownAt: first.knownAt,
      position: first.position,
      from: null,
    };
    // Where openings are published, the period before is as far back as anything looks. Where it is not, read the whole chain.
    const { epoch } = this.#cache;
    const recent = { ...question, from: previous(first.period) };
    if (!this.#longChains.has(first.period)) {
      if (this.compute(group, await this.#source.read(recent), epoch, answers)) return;
      if (this.#longChains.size >= MOST_LONG_CHAINS) this.#longChains.clear();
      this.#longChains.add(first.period);
    }
    this.compute(group, await this.#source.read(question), epoch, answers);
  }

  /** Waits for the position that somebody in the group asks for. */
  private async ready(group: readonly Checked[]): Promise<Result<true>> {
    const wanted = Math.max(...group.map((q) => q.atLeast));
    if (wanted === 0) return ok(true);
    return this.reached(wanted, group[0]?.position ?? null);
  }

  /** Waits until the read model holds a position, which the question may have asked for as its `position`. */
  reached(wanted: number, position: number | null): Promise<Result<true>> {
    const path = position === wanted ? 'position' : 'atLeast';
    const asked = { projection: FIGURES, shows: 'de cijfers', position: wanted, path } as const;
    return waitForPosition(this.host, this.store, asked);
  }

  /** All of a group or none: an overview is one snapshot. */
  private async fromCache(group: readonly Checked[], answers: Map<Checked, Result<Figures>>): Promise<boolean> {
    if (!group.every((q) => isAboutNow(q) && this.#cache.has(cacheKey(q)))) return false;
    const position = await this.#cache.position();
    if (position < Math.max(...group.map((q) => q.atLeast))) return false;
    const kept = group.map((q) => this.#cache.get(cacheKey(q), position));
    if (kept.includes(null)) return false;
    group.forEach((q, i) => {
      const figures = kept[i];
      if (figures !== null && figures !== undefined) answers.set(q, ok(figures));
    });
    return true;
  }

  /** False when the facts do not go back far enough for somebody in the group: then nothing was answered. */
  private compute(
    group: readonly Checked[],
    snapshot: Snapshot,
    epoch: number,
    answers: Map<Checked, Result<Figures>>,
  ): boolean {
    const facts = indexFacts(snapshot.facts);
    const computed: [Checked, Result<Figures>][] = [];
    for (const question of group) {
      const position = question.position ?? snapshot.position;
      computed.push([question, computeFigures(facts, { ...question, position })]);
      if (facts.tooShort()) return false;
    }
    for (const [question, answer] of computed) {
      if (answer.ok && isAboutNow(question))
        this.#cache.put(cacheKey(question), watchedBy(question), answer.value, epoch);
      answers.set(question, answer);
    }
    return true;
  }
}
