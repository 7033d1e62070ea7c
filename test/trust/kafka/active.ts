import { createPool } from '#libs/postgres';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { living, type Trial } from './trial.js';

/** Of which only one process at a time does the work, while the others stand by. */
export type Exclusive = 'relay' | 'projector' | 'worker';

/** A process as far as it matters here: those of the launcher, and those beside them. */
export interface Candidate {
  readonly pid: number;
  readonly health?: string;
}

/** What is looked at after a kill, so that whoever does this is the one to kill. */
const READ_MODEL = 'figures';
const REACTOR = 'publish-figures';
/** First part of the key of the lock of who feeds a read model; see `Session` of the projections. */
const LOCK_SPACE = 721_402;
/** One that has just died has an heir within a second; one whose database was killed takes some more. */
const PATIENCE_MS = 60_000;

/** The process that does the work of its service now. Waits where none does at this moment. */
export async function activeOf<T extends Candidate>(
  trial: Trial,
  service: Exclusive,
  among: () => readonly T[],
): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    for (const candidate of among()) if (await isActive(trial, service, candidate)) return candidate;
    if (performance.now() > deadline) throw new Error(`no ${service} is active`);
    await sleep(50);
  }
}

/** Of those that the launcher keeps. */
export const activeAmongLiving = (trial: Trial, service: Exclusive): ReturnType<typeof activeOf<Candidate>> =>
  activeOf(trial, service, () => living(trial, service));

export async function isActive(trial: Trial, service: Exclusive, { pid, health }: Candidate): Promise<boolean> {
  if (service === 'projector') return feeds(trial, pid);
  const told = await tells(health);
  return service === 'relay'
    ? told?.role === 'active'
    : (told?.reactors?.some(({ name, role }) => name === REACTOR && role === 'active') ?? false);
}

interface Told {
  readonly role?: string;
  readonly reactors?: readonly { readonly name: string; readonly role: string }[];
}

async function tells(health: string | undefined): Promise<Told | null> {
  if (health === undefined) return null;
  return fetch(health, { signal: AbortSignal.timeout(1_000) })
    .then((response) => response.json() as Promise<Told>)
    .catch(() => null);
}

/**
 * Whether a projector feeds the figures. It does not tell, but holds a lock for it, and the database knows by which connection; the system knows whose that
 * is. Only Linux can be asked so without a tool: elsewhere any projector will do.
 */
async function feeds(trial: Trial, pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const port = await portOfFeeder(trial).catch(() => null);
  if (port === null) return false;
  const sockets = socketsFrom(port);
  return socketsOf(pid).some((socket) => sockets.has(socket));
}

/** Port at the other end of the connection that holds the lock. */
async function portOfFeeder({ system }: Trial): Promise<number | null> {
  const pool = createPool(system.launcher.databaseUrl(), 1);
  try {
    const { rows } = await pool.query<{ port: number }>(
      `select client_port as port from pg_stat_activity join pg_locks using (pid)
        where locktype = 'advisory' and granted and classid = $1::bigint::oid
          and objid = (hashtext($2)::bigint & 4294967295)::oid`,
      [LOCK_SPACE, `run:${READ_MODEL}`],
    );
    return rows[0]?.port ?? null;
  } finally {
    await pool.end();
  }
}

/** Sockets of this machine that are bound to a port, by their number. */
function socketsFrom(port: number): ReadonlySet<string> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => {
    try {
      return readFileSync(table, 'utf8').split('\n').slice(1);
    } catch {
      return []; // A machine without IPv6.
    }
  });
  const rows = lines.map((line) => line.trim().split(/\s+/));
  return new Set(rows.flatMap((row) => (row[1]?.endsWith(wanted) === true ? [`socket:[${row[9]}]`] : [])));
}

function socketsOf(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).map((name) => {
      try {
        return readlinkSync(`${folder}/${name}`);
      } catch {
        return ''; // Closed in between.
      }
    });
  } catch {
    return []; // Died in between.
  }
}
