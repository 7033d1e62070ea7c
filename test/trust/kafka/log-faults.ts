import { createPool } from '#libs/postgres';
import { setTimeout as sleep } from 'node:timers/promises';
import { startExtra, type ExtraService } from '../../processes/extra-service.js';
import { activeAmongLiving, activeOf, isActive, type Candidate } from './active.js';
import type { Disturbed } from './faults.js';
import { putAgain, readTopic, topicOf, wipeTopic, type TopicRecord } from './topic.js';
import { living, recovery, type Trial } from './trial.js';

const PATIENCE_MS = 60_000;
/** Records of a partition that come once more. */
const STRETCH = 40;

/** A stretch of every partition comes once more, behind what came after it. */
export async function recordsTwice(trial: Trial): Promise<Disturbed> {
  const { system, chance } = trial;
  const partitions = new Map<number, TopicRecord[]>();
  for (const record of await readTopic(system.settings)) {
    const known = partitions.get(record.partition);
    if (known === undefined) partitions.set(record.partition, [record]);
    else known.push(record);
  }
  const again = [...partitions.values()].flatMap((records) => {
    const from = chance.below(Math.max(1, records.length - STRETCH));
    return records.slice(from, from + STRETCH);
  });
  const since = performance.now();
  await putAgain(system.settings, again);
  return {
    recoveryMs: await recovery(trial, since),
    note: `${again.length} records of ${partitions.size} partitions put into the topic again`,
  };
}

/** The topic is deleted while everybody reads it. */
export async function topicWiped(trial: Trial): Promise<Disturbed> {
  const since = performance.now();
  await wipeTopic(trial.system.settings);
  return { recoveryMs: await recovery(trial, since) };
}

/** Projectors come, one is told to go and one is killed. */
export async function projectorsComeAndGo(trial: Trial): Promise<Disturbed> {
  const { system, chance } = trial;
  const [first, second] = await Promise.all([
    startExtra('projector', system.env()),
    startExtra('projector', system.env()),
  ]);
  // Whoever fed a read model until now makes room, so that one that came has a chance to.
  const feeder = await activeAmongLiving(trial, 'projector');
  const since = performance.now();
  process.kill(feeder.pid, 'SIGTERM');
  const came = await recovery(trial, since);
  await sleep(500 + chance.below(1_000));
  const going = performance.now();
  process.kill(second.pid, 'SIGKILL');
  await first.stop();
  const went = await recovery(trial, going);
  const recoveryMs = came === null || went === null ? null : Math.max(came, went);
  return { recoveryMs, note: 'two came, one was told to go, one was killed' };
}

/**
 * The active relay is held still and taken for dead: the database ends its session, another takes over. Then it comes back, in the middle of
 * what it was doing.
 */
export async function zombieRelay(trial: Trial): Promise<Disturbed> {
  const { system, chance } = trial;
  const extra = living(trial, 'relay').length > 1 ? null : await startExtra('relay', system.env());
  const zombie = await activeOf(trial, 'relay', () => relays(trial, extra));
  const since = performance.now();
  process.kill(zombie.pid, 'SIGSTOP');
  try {
    await endSession(trial);
    await anotherIsActive(trial, extra, zombie.pid);
    await sleep(chance.below(2_000));
  } finally {
    process.kill(zombie.pid, 'SIGCONT');
  }
  const recoveryMs = await recovery(trial, since);
  await sleep(1_000);
  await extra?.stop();
  return { recoveryMs, note: 'another was active when it came back' };
}

const relays = (trial: Trial, extra: ExtraService | null): readonly Candidate[] => [
  ...living(trial, 'relay'),
  ...(extra === null ? [] : [extra]),
];

async function anotherIsActive(trial: Trial, extra: ExtraService | null, than: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    for (const relay of relays(trial, extra)) if (relay.pid !== than && (await isActive(trial, 'relay', relay))) return;
    if (performance.now() > deadline) throw new Error('no other relay took over');
    await sleep(50);
  }
}

/** Ends the session that holds the relay's lock, as a database does to whom it has not heard of for too long. */
async function endSession({ system }: Trial): Promise<void> {
  const pool = createPool(system.launcher.databaseUrl(), 1);
  try {
    await pool.query(
      `select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory' and granted and objid = (hashtext($1)::bigint & 4294967295)::oid`,
      [`relay:${topicOf(system.settings)}`],
    );
  } finally {
    await pool.end();
  }
}
