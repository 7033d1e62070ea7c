import { ANONYMOUS } from '#libs/access';
import { CLOCK } from '#libs/event-store';
import type { StatePublisher } from '#libs/event-log';
import { COUNTRY, periodOf, startOf, today, type Clock, type JsonObject, type Period, type Scope } from '#libs/kernel';
import { existsOn, MunicipalityRegistry } from '#libs/municipalities';
import { PG_POOL } from '#libs/postgres';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { FIGURES, FiguresReader, VisibleQuestions, type Figures } from '../../read-model/index.js';
import { digestOf, figuresChanged, keyOf } from './figures-changed.message.js';
import { lockSent, sentPeriods, sentStates, sentWhole, storeSent, storeWhole, type SentState } from './figures-sent.js';
import { earliestPerScope, isTouchedByAny } from './touched-keys.js';

/** The compacted topic of current figures. */
export const STATE_PUBLISHER = Symbol('StatePublisher');
/** `source` of the CloudEvents: `urn:nld:oin:<20 digits>:systeem:<name>`. */
export const FIGURES_SOURCE = Symbol('source of the figures');

/** Of one call, in bytes: a broker takes about a megabyte. */
const MOST_AT_ONCE = 500_000;
/** How long to wait for the read model before saying that it stays behind, in ms; whoever waits is stopped within one turn. */
const TURN_MS = 2_000;
const TURNS = 10;

/**
 * Puts the figures that everybody may see on the topic: read by the question that somebody without a token asks, so what
 * only some may see cannot be in it. A state is put when it says something new. Of a municipality that is when it
 * published something: a state with a newer position and nothing else would tell everybody that a household moved there.
 */
@Injectable()
export class FiguresPublisher {
  constructor(
    @Inject(PG_POOL) private readonly pool: Pool,
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly reader: FiguresReader,
    private readonly visible: VisibleQuestions,
    private readonly registry: MunicipalityRegistry,
    @Inject(STATE_PUBLISHER) private readonly topic: StatePublisher,
    @Inject(FIGURES_SOURCE) private readonly source: string,
  ) {}

  /**
   * Puts what these keys of the read model moved, at this position or later; everything where it was never put. Rejects
   * when the read model does not come to hold the position, and when the topic cannot be reached.
   */
  async publishTouched(touched: readonly string[], position: number, signal: AbortSignal): Promise<void> {
    const whole = await sentWhole(this.pool);
    if (whole !== null && (position <= whole || touched.length === 0)) return;
    // Also before everything is put: the events up to this position are answered by it.
    await this.untilHeld(position, signal);
    if (whole === null) return this.publishAll(signal);
    const sent = await sentPeriods(this.pool);
    const earliest = earliestPerScope(touched);
    const periods = new Set([...sent, this.currentPeriod(), ...(await this.newPeriods(earliest.periods, sent))]);
    for (const period of [...periods].sort()) {
      if (!earliest.keys.some((key) => key === '*' || key.slice(key.indexOf('/') + 1) <= period)) continue;
      const all = this.scopesOf(period, earliest.scopes);
      // Of a period that was not there yet, all scopes come in view at once.
      const scopes = sent.has(period)
        ? all.filter((scope) => isTouchedByAny(this.reader.watched(scope, period), earliest.keys))
        : all;
      await this.publishPeriod(period, scopes, false, signal);
    }
  }

  /** Puts every state anew, said before or not: the topic is as if it had just been made, whatever happened to it. */
  async publishAll(signal: AbortSignal): Promise<void> {
    let { position } = await this.host.live(FIGURES);
    const periods = new Set([
      ...(await sentPeriods(this.pool)),
      ...(await this.periodsWithFacts()),
      this.currentPeriod(),
    ]);
    for (const period of [...periods].sort()) {
      const from = await this.publishPeriod(period, this.scopesOf(period, []), true, signal);
      position = Math.min(position, from ?? position);
    }
    await storeWhole(this.pool, position);
  }

  /** Answers the position that the states hold for; null where there were none. */
  private async publishPeriod(
    period: Period,
    scopes: readonly Scope[],
    anew: boolean,
    signal: AbortSignal,
  ): Promise<number | null> {
    signal.throwIfAborted();
    return this.exclusively(async (client) => {
      const sent = new Map(
        (
          await sentStates(
            client,
            scopes.map((scope) => keyOf({ scope, period })),
          )
        ).map((state) => [state.key, state]),
      );
      // After a crash of the database a read model may have fallen back a little: nobody is told what he knows better.
      await this.untilHeld(Math.max(0, ...[...sent.values()].map(({ position }) => position)), signal);
      const figures = await this.read(period, scopes);
      const states = figures.map((each) => ({
        figures: each,
        sent: { key: keyOf(each), position: each.position, digest: digestOf(each) } satisfies SentState,
      }));
      const news = anew ? states : states.filter((each) => sent.get(each.sent.key)?.digest !== each.sent.digest);
      await this.put(
        news.map((each) => each.figures),
        signal,
      );
      await storeSent(
        client,
        news.map((each) => each.sent),
      );
      return figures[0]?.position ?? null;
    });
  }

  private async put(figures: readonly Figures[], signal: AbortSignal): Promise<void> {
    let entries: { key: string; value: JsonObject }[] = [];
    let bytes = 0;
    for (const each of figures) {
      const value = figuresChanged(each, this.source, this.clock.now());
      const size = Buffer.byteLength(JSON.stringify(value));
      if (entries.length > 0 && bytes + size > MOST_AT_ONCE) {
        await this.topic.put(entries);
        signal.throwIfAborted();
        [entries, bytes] = [[], 0];
      }
      entries.push({ key: keyOf(each), value });
      bytes += size;
    }
    if (entries.length > 0) await this.topic.put(entries);
  }

  /** In a transaction that ends when the topic has everything: a crash in between puts it again. */
  private async exclusively<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let failure: Error | undefined;
    try {
      await client.query('begin');
      await lockSent(client);
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      await client.query('rollback').then(
        () => (failure = undefined),
        () => undefined,
      );
      throw error;
    } finally {
      client.release(failure);
    }
  }

  /** What somebody without a token is answered; what he is refused is left out. */
  private async read(period: Period, scopes: readonly Scope[]): Promise<readonly Figures[]> {
    const questions = scopes.flatMap((scope) => {
      const question = this.visible.of(ANONYMOUS, { scope, period });
      return question.ok ? [question.value] : [];
    });
    const answers = await this.reader.readMany(questions);
    return answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  }

  private async untilHeld(position: number, signal: AbortSignal): Promise<void> {
    for (let turn = 0; turn < TURNS; turn++) {
      signal.throwIfAborted();
      if (await this.host.waitFor(FIGURES, position, TURN_MS)) return;
    }
    throw new Error(`the figures do not hold position ${position} yet`);
  }

  private currentPeriod(): Period {
    return periodOf(today(this.clock));
  }

  /** The country, the provinces and the municipalities that exist in a period, and what facts speak of besides. */
  private scopesOf(period: Period, besides: Iterable<Scope>): readonly Scope[] {
    const day = startOf(period);
    const municipalities = this.registry.all().filter((municipality) => existsOn(municipality, day));
    const known = [...besides].filter((scope) => this.registry.within(scope).length > 0);
    return [
      ...new Set<Scope>([
        COUNTRY,
        ...this.registry.provinces().map(({ code }) => code),
        ...municipalities.map(({ code }) => code),
        ...known,
      ]),
    ];
  }

  /** Of periods that were spoken of for the first time, those with facts: koppelingen alone give a period no figure of its own. */
  private async newPeriods(spokenOf: readonly Period[], sent: ReadonlySet<Period>): Promise<readonly Period[]> {
    const unknown = spokenOf.filter((period) => !sent.has(period));
    if (unknown.length === 0) return [];
    const withFacts = new Set(await this.periodsWithFacts());
    return unknown.filter((period) => withFacts.has(period));
  }

  private async periodsWithFacts(): Promise<readonly Period[]> {
    const { rows } = await this.host.read<{ period: Period }>(FIGURES, (schema) => ({
      text: ['target', 'published', 'explanation', 'period_total']
        .map((table) => `select period from ${schema}.${table}`)
        .join(' union '),
    }));
    return rows.map(({ period }) => period);
  }
}
