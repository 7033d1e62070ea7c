import { withinCatalogue } from '#libs/composition';
import { PostgresEventStore } from '#libs/event-store';
import { createPool } from '#libs/postgres';
import type { Pool } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { unequalModels } from '../../processes/unequal-models.js';
import type { Sent } from './load.js';
import { examineTopic, type Examination, type ExaminedRecord, type StoredEvent } from './topic-examination.js';
import { readTopic, type TopicRecord } from './topic.js';
import type { Trial } from './trial.js';
import type { Watcher } from './watcher.js';

/** What a check found that an earlier one had not. */
export interface Findings {
  readonly lost: number;
  readonly doubled: number;
  readonly inverted: number;
  /** Whether every read model is what a fold of the store gives. */
  readonly equal: boolean;
  /** Position of the store's last event. */
  readonly head: number;
  /** In words, with the ids and positions concerned. */
  readonly faults: readonly string[];
}

interface Effect {
  events: number;
  last: number;
  readonly commits: Set<number>;
}

interface EventRow {
  readonly position: number;
  readonly id: string;
  readonly stream: string;
  readonly actor: string;
  readonly command: string;
  readonly commit: number;
}

/** The relay may be at work on what it missed. */
const TOPIC_PATIENCE_MS = 90_000;
/** What the load signs in as; nobody else of that kind sends commands. */
const ACTOR = /^demo:(gemeente|toezichthouder)-/;

/** Holds the store, the topic and the read models against what was acknowledged; may be asked at any time, under load. */
export class Checks {
  private readonly stored: (StoredEvent | undefined)[] = [undefined];
  private readonly effects = new Map<string, Effect>();
  /** What was told before is not counted again. */
  private readonly told = new Set<string>();

  constructor(
    private readonly trial: Trial,
    private readonly watchers: readonly Watcher[],
  ) {}

  /** Everything in the store was there before the load began. */
  async begin(): Promise<void> {
    await this.withPool((pool) => this.readOn(pool));
    this.effects.clear();
  }

  /** Position of the last event that was read. */
  get head(): number {
    return this.stored.length - 1;
  }

  async check(): Promise<Findings> {
    return this.withPool(async (pool) => {
      const settled = this.trial.load.sent.filter(({ outcome }) => outcome !== null);
      const head = await this.readOn(pool);
      const store = new PostgresEventStore({ pool });
      try {
        const verified = await store.verify();
        const models = await unequalModels(pool, withinCatalogue(store));
        const topic = await this.examine(pool, head);
        return this.findings(settled, topic, models, verified.ok ? null : verified.reason, head);
      } finally {
        await store.close();
      }
    });
  }

  private findings(
    settled: readonly Sent[],
    topic: Examination,
    models: readonly string[],
    broken: string | null,
    head: number,
  ): Findings {
    const faults: string[] = [];
    const count = (what: string, keys: readonly (string | number)[]): number => {
      const fresh = keys.filter((key) => !this.told.has(`${what} ${key}`));
      for (const key of fresh) this.told.add(`${what} ${key}`);
      if (fresh.length > 0) faults.push(`${what}: ${fresh.slice(0, 5).join(', ')}${fresh.length > 5 ? ', …' : ''}`);
      return fresh.length;
    };
    const without = settled.filter((sent) => sent.outcome?.kind === 'acknowledged' && !this.hasEffect(sent));
    const known = new Set(this.trial.load.sent.map(({ command }) => command.id));
    const lost =
      count('acknowledged, but its effect is not there', ids(without)) +
      count('not in the topic', topic.missing) +
      count('the chain of the store is broken', broken === null ? [] : [broken]);
    const doubled =
      count('done more than once', ids(settled.filter((sent) => this.isDoubled(sent)))) +
      count('refused, and done all the same', ids(settled.filter((sent) => this.isDoneThoughRefused(sent)))) +
      count(
        'done, and never sent',
        [...this.effects.keys()].filter((id) => !known.has(id)),
      ) +
      count('in the topic as the store does not have it', topic.foreign);
    const inverted =
      count('out of order in the topic', topic.inverted) +
      this.watchers.reduce((sum, { ranBack, halfVisible }, n) => {
        // Counted by how many there are: each further one is new.
        const back = count(`subscriber ${n + 1} was shown an older state`, numbers(ranBack));
        return sum + back + count(`subscriber ${n + 1} was shown half a commit`, numbers(halfVisible));
      }, 0);
    count(
      'read model is not the fold of the store',
      models.map((name) => `${name} at ${head}`),
    );
    return { lost, doubled, inverted, equal: models.length === 0, head, faults };
  }

  private hasEffect({ command, outcome }: Sent): boolean {
    const effect = this.effects.get(command.id);
    return effect !== undefined && outcome?.kind === 'acknowledged' && effect.last === outcome.position;
  }

  private isDoubled({ command, outcome }: Sent): boolean {
    const effect = this.effects.get(command.id);
    if (effect === undefined || outcome?.kind !== 'acknowledged') return false;
    return effect.commits.size > 1 || effect.events !== command.events;
  }

  private isDoneThoughRefused({ command, outcome }: Sent): boolean {
    return outcome?.kind === 'refused' && this.effects.has(command.id);
  }

  /** Reads what the store has since the last time; answers its last position. */
  private async readOn(pool: Pool): Promise<number> {
    const { rows } = await pool.query<EventRow>(
      `select position, id, stream, meta->>'actor' as actor, meta->>'commandId' as command, (meta->>'commit')::bigint as commit
         from event where position >= $1 order by position`,
      [this.stored.length],
    );
    for (const { position, id, stream, actor, command, commit } of rows) {
      this.stored[position] = { id, stream };
      if (!ACTOR.test(actor)) continue;
      const effect = this.effects.get(command) ?? { events: 0, last: 0, commits: new Set<number>() };
      effect.events++;
      effect.last = position;
      effect.commits.add(commit);
      this.effects.set(command, effect);
    }
    return this.head;
  }

  /** Tries again until the topic holds all that the store had, or it takes too long. */
  private async examine(pool: Pool, upTo: number): Promise<Examination> {
    const deadline = performance.now() + TOPIC_PATIENCE_MS;
    for (;;) {
      const records = await readTopic(this.trial.system.settings).catch(() => []);
      await this.readOn(pool);
      const examined = examineTopic(records.map(examinedOf), this.stored, upTo);
      if (examined.missing.length === 0 || performance.now() > deadline) return examined;
      await sleep(200);
    }
  }

  /** A pool for one check: Postgres may have been killed since the last one. */
  private async withPool<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
    const pool = createPool(this.trial.system.launcher.databaseUrl(), 6);
    try {
      return await work(pool);
    } finally {
      await pool.end();
    }
  }
}

function examinedOf({ key, value, headers }: TopicRecord): ExaminedRecord {
  const number = (name: string): number | null => {
    const text = headers[name]?.toString('latin1');
    return text === undefined ? null : Number(text);
  };
  return {
    epoch: number('epoch') ?? 0,
    position: number('position'),
    id: idOf(value),
    stream: key?.toString('utf8') ?? null,
  };
}

function idOf(value: Buffer | null): string | null {
  if (value === null) return null;
  try {
    return (JSON.parse(value.toString('utf8')) as { readonly id: string }).id;
  } catch {
    return null;
  }
}

const ids = (sent: readonly Sent[]): readonly string[] => sent.map(({ command }) => command.id);
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n + 1);
