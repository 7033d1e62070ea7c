import { openDatabase } from '#libs/postgres';
import { stopWhenTold } from '#libs/service';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How soon a server that was started again is told of. */
const WATCH_MS = 200;
/** When the launcher is gone everyone stops by themselves, and needs the database until they have. */
const OTHERS_STOP_MS = 3_000;

/** What the launcher is told, at the start and whenever the server has another process. */
export interface PostgresMessage {
  readonly url: string;
  readonly folder: string;
  readonly pid: number;
}

// Keeps the embedded Postgres of a data folder running for as long as the launcher runs: `postgres.process.js [FOLDER]`.
const [dataFolder] = process.argv.slice(2);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const opening = openDatabase({ ...(dataFolder === undefined ? {} : { dataFolder }), env: {}, log: say });
stopWhenTold(
  async (reason) => {
    if (reason === 'parent gone') await sleep(OTHERS_STOP_MS);
    await (await opening).close();
  },
  { deadlineMs: 60_000, onFailure: (error) => say(String(error)) },
);

const { url, folder } = await opening.catch((error: unknown) => {
  say((error as Error).message);
  process.exit(1);
});

let known: number | null = null;
const tell = (): void => {
  const pid = postmasterOf(folder ?? '');
  if (pid === null || pid === known || !process.connected) return;
  known = pid;
  process.send?.({ url, folder: folder ?? '', pid } satisfies PostgresMessage);
};
tell();
setInterval(tell, WATCH_MS);

function postmasterOf(dataFolder: string): number | null {
  try {
    const pid = Number(readFileSync(join(dataFolder, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null; // Being started again.
  }
}
