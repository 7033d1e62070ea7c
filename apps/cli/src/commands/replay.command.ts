import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { authorise } from '#libs/access';
import { CATALOGUE } from '#libs/composition';
import { Relay, relayProgress, requestReplay, type KafkaSettings } from '#libs/event-log';
import { refusal, type Refusal } from '#libs/kernel';
import { PG_POOL } from '#libs/postgres';
import { ProjectionBehind, ProjectionHalted } from '#libs/projections';
import type { StoreOptions } from '../options.js';
import { audited, kafkaOfEnvironment, refuseHalted, withStore, type StoreSession } from '../store-session.js';
import { EXIT, tellRefused, type ExitCode, type Terminal } from '../terminal.js';
import { number } from '../text-table.js';
import { describe, document, eachBuilt, type Built } from './rebuild.command.js';

const ASK_EVERY_MS = 100;
/** How often it says how far Kafka is filled, in milliseconds. */
const TELL_EVERY_MS = 2_000;
/** Nothing came onto Kafka for so long, in milliseconds: somebody has to look at it. */
const PATIENCE_MS = 60_000;

/** A log that cannot be read, or does not come, is what a replay is to mend. */
type Standstill = ProjectionHalted | ProjectionBehind;

/** How the topic was filled anew. */
interface Refill {
  readonly epoch: number;
  /** Position up to which the new topic holds the log: at least where the store was when it was asked for. */
  readonly position: number;
  readonly ms: number;
}

/**
 * Wipes the topic of events, has it filled again from the store, and builds every read model anew out of it, beside the live ones, which it compares. Proves
 * that Kafka holds nothing that the store does not, and mends a topic that holds what cannot be read. Commands are accepted and figures are read all the time.
 * Exit 1 where rows differ.
 */
export async function replay(to: Terminal, options: StoreOptions): Promise<ExitCode> {
  const kafka = kafkaOfEnvironment();
  if (!kafka.ok) return tellRefused(to, kafka.refusals);
  const settings = kafka.value;
  if (settings === null || !process.env['DATABASE_URL'] || options.data !== undefined) {
    const message = 'dit is voor de verdeelde opstelling: zet DATABASE_URL en KAFKA_BROKERS, zonder --data';
    return tellRefused(to, [refusal('KAFKA_NEEDED', message)]);
  }
  return withStore(to, options, async (session) => {
    const allowed = authorise(session.identity, 'log.replay');
    return audited(to, session, 'replay', {}, async (to) => {
      if (!allowed.ok) return tellRefused(to, allowed.refusals);
      return withRelay(to, session, settings, (relay) => replayed(to, session, settings, relay));
    });
  });
}

/** Stands by for the relay that is active, and is it where there is none: so that the topic gets filled whatever runs. */
async function withRelay(
  to: Terminal,
  { app, store }: StoreSession,
  settings: KafkaSettings,
  work: (relay: Relay) => Promise<ExitCode>,
): Promise<ExitCode> {
  const log = { info: () => undefined, error: (line: string) => to.progress(line) };
  const relay = new Relay({ pool: app.get<Pool>(PG_POOL), store, settings, catalogue: CATALOGUE, log });
  const ending = new AbortController();
  const running = relay.run(ending.signal);
  running.catch(() => undefined); // Awaited below.
  try {
    return await work(relay);
  } finally {
    ending.abort();
    await running;
  }
}

async function replayed(to: Terminal, session: StoreSession, settings: KafkaSettings, relay: Relay): Promise<ExitCode> {
  const { host } = session;
  const names = (await host.status()).map(({ name }) => name);
  const before = new Map<string, { readonly position: number; readonly hash: string }>();
  for (const name of names) {
    // What another halted in is no reason to leave this one behind.
    const standstill = await catchUp(session, name);
    if (standstill instanceof ProjectionHalted && !standstill.byLog) return tellHalted(to, standstill);
    if (standstill !== null) to.progress(`${standstill.message}: het gaat verder uit wat Kafka straks heeft`);
    before.set(name, await host.hash(name));
  }

  const refill = await refilled(to, session, settings, relay);
  if ('refusal' in refill) return tellRefused(to, [refill.refusal]);
  to.progress(`Kafka is opnieuw gevuld: ${number(refill.position)} gebeurtenissen in ${number(refill.ms)} ms`);

  const outcome = await eachBuilt(to, names, (name, progress) => host.rebuild(name, progress));
  if ('refusals' in outcome) return tellRefused(to, outcome.refusals);
  const rebuilt = outcome.built.map((built): Built => {
    const was = before.get(built.name);
    // Compared with what is live now, at one position. Where nothing came since, that must be what was live before.
    const same = was?.position !== built.events || was.hash === built.hash;
    return { ...built, equal: built.equal === true && same };
  });
  const equal = rebuilt.every((each) => each.equal);
  const { epoch, position: events, ms: republishMs } = refill;
  to.answer({ epoch, events, republishMs, rebuilt: rebuilt.map(document), equal }, () =>
    [
      `Kafka: ${number(events)} gebeurtenissen in ${number(republishMs)} ms, vulling ${epoch}`,
      ...rebuilt.map(describe),
    ].join('\n'),
  );
  return equal ? EXIT.done : EXIT.refused;
}

/** Why it stands still; null where it is level with the store. */
async function catchUp({ host, patienceMs }: StoreSession, name: string): Promise<Standstill | null> {
  try {
    await host.catchUp([name], { patienceMs });
    return null;
  } catch (error) {
    if (error instanceof ProjectionHalted || error instanceof ProjectionBehind) return error;
    throw error;
  }
}

function tellHalted(to: Terminal, halted: ProjectionHalted): ExitCode {
  const refused = refuseHalted(halted);
  return tellRefused(to, refused.ok ? [] : refused.refusals);
}

/** Has the topic wiped and filled again, and waits until it holds all that the store holds now. */
async function refilled(
  to: Terminal,
  { app, store }: StoreSession,
  { prefix }: KafkaSettings,
  relay: Relay,
): Promise<Refill | { readonly refusal: Refusal }> {
  const pool = app.get<Pool>(PG_POOL);
  const { position: head } = await store.head();
  const started = performance.now();
  const wanted = await requestReplay(pool, prefix);
  let reached = { position: -1, at: started };
  let told = started;
  for (;;) {
    const now = performance.now();
    const { epoch, position } = (await relayProgress(pool, prefix)) ?? { epoch: 0, position: 0 };
    const filled = epoch >= wanted ? position : 0;
    if (epoch >= wanted && position >= head) return { epoch, position, ms: Math.round(now - started) };
    if (filled > reached.position) reached = { position: filled, at: now };
    if (now - reached.at > PATIENCE_MS) {
      const why = relay.status().error ?? 'geen relay die het doet';
      const message = `op Kafka kwam een minuut lang niets bij na ${number(filled)} van ${number(head)}: ${why}. Het verzoek blijft staan`;
      return { refusal: refusal('REPLAY_STALLED', message, [], { position: filled, head }) };
    }
    if (now - told > TELL_EVERY_MS) {
      told = now;
      to.progress(`Kafka: ${number(filled)} van ${number(head)}`);
    }
    await sleep(ASK_EVERY_MS);
  }
}
