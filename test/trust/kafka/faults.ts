import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { activeAmongLiving } from './active.js';
import { readStates, shownKey } from './figures-states.js';
import { living, recovery, type Trial } from './trial.js';

/** What is killed at random. */
export const VICTIMS = ['relay', 'projector', 'worker', 'api', 'broker', 'postgres'] as const;
export type Victim = (typeof VICTIMS)[number];

/** What a disturbance was like, beside what the checks after it find. */
export interface Disturbed {
  /** Milliseconds until it worked again; null: it did not. */
  readonly recoveryMs: number | null;
  /** What else there is to tell. */
  readonly note?: string;
  /** Where the disturbance itself shows a fault, in words. */
  readonly fault?: string;
}

/** Kills (-9) one process of a service under load; where of several only one does the work, that one. */
export async function kill(trial: Trial, victim: Victim): Promise<Disturbed> {
  if (victim === 'worker') return killWorker(trial);
  const pid = await pidOf(trial, victim);
  const killed = performance.now();
  process.kill(pid, 'SIGKILL');
  return { recoveryMs: await recovery(trial, killed) };
}

/** A worker is not on the way from a command to what the API answers: it works again when what others read of the figures moves again. */
async function killWorker(trial: Trial): Promise<Disturbed> {
  // Reads before the kill: what a reader takes to begin would count as recovery.
  const states = await readStates(trial.system.settings);
  try {
    const { pid } = await activeAmongLiving(trial, 'worker');
    const killed = performance.now();
    process.kill(pid, 'SIGKILL');
    const key = shownKey(trial);
    const seen = (position: number): boolean => (states.of(key)?.position ?? 0) >= position;
    return { recoveryMs: await recovery(trial, killed, { command: trial.commands.recordingOfToday(), seen }) };
  } finally {
    await states.stop();
  }
}

async function pidOf(trial: Trial, victim: Exclude<Victim, 'worker'>): Promise<number> {
  const { broker, launcher } = trial.system;
  if (victim === 'broker') return broker.pid() ?? fail('no broker to kill');
  // The postmaster says itself who it is: it was started again by whoever found it dead.
  if (victim === 'postgres') {
    const pid = Number(readFileSync(join(launcher.dataFolder, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 0 ? pid : fail('no Postgres to kill');
  }
  // Each of these works.
  if (victim === 'api') return trial.chance.pick(living(trial, victim)).pid;
  return (await activeAmongLiving(trial, victim)).pid;
}

function fail(message: string): never {
  throw new Error(message);
}

/** How the broker is away: gone, with its port closed, or deaf, with every connection open. */
export type Outage = 'down' | 'deaf';

/** The broker is away for a while: commands must go on being accepted, and what waited must be there soon after it serves again. */
export async function brokerAway(trial: Trial, outage: Outage, ms: number): Promise<Disturbed> {
  const { broker } = trial.system;
  const { load } = trial;
  const pid = broker.pid() ?? fail('no broker to take away');
  if (outage === 'down') await broker.down();
  else process.kill(pid, 'SIGSTOP');
  const from = performance.now();
  await sleep(ms);
  if (outage === 'down') await broker.up();
  else process.kill(pid, 'SIGCONT');
  const until = performance.now();
  // Of what was offered early enough to be answered before the end.
  const offered = load.sent.filter(({ sentAt }) => sentAt >= from && sentAt < until - 1_000);
  const accepted = offered.filter(({ outcome }) => outcome !== null);
  const recoveryMs = await recovery(trial, until);
  const note = `${accepted.length} of ${offered.length} commands answered while it was away`;
  if (accepted.length < offered.length) return { recoveryMs, note, fault: 'commands were not answered' };
  // The lag must be gone in twice the outage [quality.md §2].
  return recoveryMs !== null && recoveryMs > 2 * ms
    ? { recoveryMs, note, fault: 'the lag stayed' }
    : { recoveryMs, note };
}
