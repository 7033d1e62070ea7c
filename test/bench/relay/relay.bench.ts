import { PROJECTIONS } from '#libs/composition';
import { StoreTailEventLog } from '#libs/event-log';
import type { JsonObject } from '#libs/kernel';
import { ProjectionHost } from '#libs/projections';
import { FIGURES } from '#libs/taakstelling';
import { median, round, spread } from '../measure/statistics.js';
import { ourReading, plainReading } from './consumers.js';
import { startPipeline, type Pipeline } from './pipeline.js';
import { copyRecords, plainProduce } from './plain-producer.js';

export interface RelayBenchOptions {
  readonly rounds?: number;
  readonly events?: number;
  readonly progress: (text: string) => void;
}

const TARGET = { eventsPerSecond: 20_000, overPlainKafkajs: 0.05 };

/**
 * From a store through the relay, Kafka and a projector into the figures; and what our adapter costs over kafkajs used plainly. Beside
 * it the limits of the same broker and machine: kafkajs producing the same bytes, kafkajs consuming without looking, and a rebuild from the store's tail,
 * which does without Kafka.
 */
export async function runRelayBench(options: RelayBenchOptions): Promise<JsonObject> {
  const { rounds = 5, events = 200_000, progress } = options;
  const pipeline = await startPipeline();
  try {
    const passes = [await pass(pipeline, events, 1, progress)];
    // While the topic holds as many events as one pass: readers read all of it.
    const compared = await compare(pipeline, events, rounds, progress);
    for (let n = 2; n <= rounds; n++) passes.push(await pass(pipeline, events, n, progress));
    const over = compared.ours.map((ours, n) => ours / (compared.plain[n] ?? Number.NaN) - 1);
    return {
      bench: 'relay',
      events,
      rounds,
      endToEnd: {
        heldStill: ['api', 'worker'],
        eventsPerSecond: { ...spread(passes, 0) },
      },
      adapter: {
        oursEventsPerSecond: { ...perSecond(events, compared.ours) },
        plainKafkajsEventsPerSecond: { ...perSecond(events, compared.plain) },
        timeOverPlain: { ...spread(over, 3) },
      },
      limits: {
        kafkajsProduceEventsPerSecond: { ...perSecond(events, compared.produce) },
        kafkajsConsumeUnparsedEventsPerSecond: { ...perSecond(events, compared.raw) },
        rebuildFromStoreTailEventsPerSecond: { ...spread(compared.rebuild, 0) },
      },
      target: TARGET,
      met: median(passes) >= TARGET.eventsPerSecond && median(over) <= TARGET.overPlainKafkajs,
    };
  } finally {
    await pipeline.stop();
  }
}

/** Events per second. */
async function pass(pipeline: Pipeline, events: number, n: number, progress: (text: string) => void): Promise<number> {
  progress(`pass ${n}: storing ${events} events while the relay is held still`);
  const ms = await pipeline.pass(events, n === 1 ? '' : `${n} `, progress);
  const rate = (events / ms) * 1000;
  progress(`pass ${n}: ${round(rate, 0)} events/s from the store into the figures`);
  return rate;
}

/** Milliseconds per round, of the rebuild events per second. */
interface Compared {
  readonly ours: number[];
  readonly plain: number[];
  readonly raw: number[];
  readonly produce: number[];
  readonly rebuild: number[];
}

async function compare(
  { settings, store, pool }: Pipeline,
  events: number,
  rounds: number,
  progress: (text: string) => void,
): Promise<Compared> {
  const [ours, plain, raw] = [ourReading(settings, store), plainReading(settings, true), plainReading(settings, false)];
  const log = new StoreTailEventLog(store);
  const host = new ProjectionHost({ pool, store, log, projections: PROJECTIONS.filter((p) => p.name === FIGURES) });
  const records = await copyRecords(settings, events);
  const all: Compared = { ours: [], plain: [], raw: [], produce: [], rebuild: [] };
  try {
    // Warm: what runs first pays for compiling, which for readers takes some hundred thousand records.
    for (const read of [ours, plain, ours, plain, raw]) await read(events);
    for (let n = 1; n <= rounds; n++) {
      // Each goes first in its turn: whoever comes after another finds other things in the caches.
      const turns = n % 2 === 0 ? (['ours', 'plain'] as const) : (['plain', 'ours'] as const);
      for (const turn of turns) all[turn].push(await { ours, plain }[turn](events));
      all.raw.push(await raw(events));
      all.produce.push(await plainProduce(settings, records));
      const rebuilt = await host.rebuild(FIGURES);
      all.rebuild.push((rebuilt.events / rebuilt.ms) * 1000);
      const told = (Object.keys(all) as (keyof Compared)[]).map((name) => {
        const value = all[name].at(-1) ?? Number.NaN;
        return `${name} ${round(name === 'rebuild' ? value : (events / value) * 1000, 0)}`;
      });
      progress(`round ${n}/${rounds}: ${told.join(', ')} events/s`);
    }
    return all;
  } finally {
    await host.stop();
    await log.close();
  }
}

const perSecond = (events: number, ms: readonly number[]) =>
  spread(
    ms.map((value) => (events / value) * 1000),
    0,
  );
