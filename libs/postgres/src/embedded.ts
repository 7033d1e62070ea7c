import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverBinaries } from './binaries.js';
import {
  chooseFolder,
  countUsers,
  DEFAULT_FOLDER,
  folderPassword,
  prepareFolder,
  registerUser,
} from './data-folder.js';
import { EmbeddedPostgresError } from './embedded-error.js';
import { withFolderLock } from './folder-lock.js';
import { createClient } from './pool.js';
import {
  freePort,
  runningPostmaster,
  runServerProgram,
  startPostmaster,
  stopPostmaster,
  type Postmaster,
} from './postmaster.js';
import { isAlive } from './process-identity.js';
import { serverUser, type ServerUser } from './server-user.js';

export interface EmbeddedOptions {
  /** Data folder; default `.bovenlokaal` in the working directory. */
  readonly folder?: string;
  /** Told what happens, in one sentence each (Dutch): the folder in use when it is another than asked for, a restart. */
  readonly log?: (message: string) => void;
  /** False only in tests: a crash of the machine, not of the server, may then lose data. Counts for whoever starts the server. */
  readonly fsync?: boolean;
}

export interface EmbeddedPostgres {
  readonly url: string;
  /** The folder really in use. */
  readonly folder: string;
  /** Gives up this use; the last user of the folder stops the server. May be called twice. */
  close(): Promise<void>;
}

const USER = 'bovenlokaal';
const MAJOR = '18';
/** Recovery after a crash replays at most `max_wal_size` of log; on a slow disk that takes a while. */
const READY_PATIENCE_MS = 120_000;
/** How soon a server that was killed under us is noticed and started again. */
const WATCH_MS = 500;

/** Tries to start a server, each a little later than the one before: 9 seconds in all. */
const MOST_STARTS = 10;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // No socket file: its path would have to be short, and TCP on the loopback costs little.
  unix_socket_directories: '',
  // Benchmarks use 256 clients; an idle connection costs about 2 MB.
  max_connections: '300',
  // A rebuild writes gigabytes of log; with the default of 1 GB it spends its time in checkpoints.
  max_wal_size: '4GB',
  shared_buffers: '256MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Our statements are short; compiling them takes longer than running them.
  jit: 'off',
} as const;

/**
 * The Postgres in a data folder, started if need be. All processes that open the folder share one server: it belongs to no
 * terminal, whoever comes first starts it, the last one stops it, and users that were killed do not count.
 * @throws EmbeddedPostgresError with a code and, in Dutch, the remedy.
 */
export async function openEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedPostgres> {
  const user = serverUser();
  const wanted = options.folder ?? DEFAULT_FOLDER;
  const folder = chooseFolder(wanted, user);
  if (folder !== chooseFolder(wanted, null)) {
    options.log?.(`De gebruiker van de database kan niet bij ${wanted}; de gegevens staan in ${folder}.`);
  }
  prepareFolder(folder);
  const server = new EmbeddedServer(folder, user, options);
  await server.open();
  return { url: server.url, folder, close: () => server.close() };
}

class EmbeddedServer {
  url = '';
  private postmaster: Postmaster | null = null;
  private unregister: (() => void) | null = null;
  private watch: NodeJS.Timeout | null = null;
  private reviving = false;
  private closing: Promise<void> | null = null;
  private readonly cluster: string;

  constructor(
    private readonly folder: string,
    private readonly user: ServerUser | null,
    private readonly options: EmbeddedOptions,
  ) {
    this.cluster = join(folder, 'pgdata');
  }

  async open(): Promise<void> {
    await withFolderLock(this.folder, async () => {
      const unregister = registerUser(this.folder);
      try {
        await this.ensureRunning();
        this.unregister = unregister;
      } catch (error) {
        unregister();
        throw error;
      }
    });
    this.watch = setInterval(() => void this.reviveIfDead(), WATCH_MS).unref();
  }

  close(): Promise<void> {
    this.closing ??= this.leave();
    return this.closing;
  }

  private async leave(): Promise<void> {
    if (this.watch !== null) clearInterval(this.watch);
    await withFolderLock(this.folder, async () => {
      this.unregister?.();
      if (countUsers(this.folder) > 0) return;
      const running = runningPostmaster(this.cluster);
      if (running !== null) await stopPostmaster(running);
      rmSync(join(this.folder, 'connection.json'), { force: true });
    });
  }

  /** A server that was killed while it is in use comes back on the same port, so that pools reconnect by themselves. */
  private async reviveIfDead(): Promise<void> {
    if (this.reviving || this.closing !== null || this.postmaster === null || isAlive(this.postmaster.identity)) return;
    this.reviving = true;
    try {
      await withFolderLock(this.folder, async () => {
        if (this.closing === null) await this.ensureRunning();
      });
      this.options.log?.('De ingebouwde Postgres was gestopt en is opnieuw gestart.');
    } catch (error) {
      this.options.log?.(`De ingebouwde Postgres is gestopt en start niet meer: ${(error as Error).message}`);
    } finally {
      this.reviving = false;
    }
  }

  /** Call while holding the folder's lock. */
  private async ensureRunning(): Promise<void> {
    const exists = this.checkCluster();
    const password = folderPassword(this.folder, exists);
    const binaries = serverBinaries(this.folder, this.user);
    if (!exists) await this.createCluster(binaries.initdb, password);

    const found = runningPostmaster(this.cluster);
    if (found !== null) {
      if (await this.answers(found.port, password, () => !isAlive(found.identity))) return this.use(found, password);
      // Ours by its command line, but deaf: whatever it is doing, nobody can work with it.
      await stopPostmaster(found);
    }
    for (let attempt = 1; ; attempt++) {
      // Pools hold the address of a server that was running: that comes back where it was, whatever it takes.
      const port = this.postmaster?.port ?? (await freePort(attempt === 1 ? this.lastPort() : null));
      const { identity, failed } = startPostmaster({
        postgres: binaries.postgres,
        cluster: this.cluster,
        logFile: this.logFile(),
        user: this.user,
        settings: { ...SETTINGS, port: `${port}`, ...this.durability() },
      });
      if (await this.answers(port, password, failed)) return this.use({ identity, port }, password);
      if (!failed()) await stopPostmaster({ identity, port });
      // The port was taken in between, or children of a server that was just killed are still ending.
      if (attempt === MOST_STARTS) throw this.startFailed();
      await sleep(200 * attempt);
    }
  }

  /** Whether there is a cluster; half a one, or one of another version, is an error and is left as it is. */
  private checkCluster(): boolean {
    if (!existsSync(this.cluster)) return false;
    const version = join(this.cluster, 'PG_VERSION');
    const found = existsSync(version) ? readFileSync(version, 'utf8').trim() : 'geen';
    if (found === MAJOR) return true;
    throw new EmbeddedPostgresError(
      'FOLDER_DAMAGED',
      `De database in ${this.cluster} heeft versie “${found}”, nodig is ${MAJOR}. ` +
        'Zet een reservekopie terug, of kies een nieuwe map.',
    );
  }

  /** Made beside its place and renamed, so that a cluster is whole or absent, also when we are killed halfway. */
  private async createCluster(initdb: string, password: string): Promise<void> {
    const draft = join(this.folder, 'pgdata.new');
    const passwordFile = join(this.folder, 'password.new');
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    for (const path of [draft, passwordFile]) if (this.user !== null) chownSync(path, this.user.uid, this.user.gid);
    try {
      await runServerProgram(
        initdb,
        [
          ...['-D', draft, '-U', USER, '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8'],
          // The same order of text on every machine, by code point, whatever the system's libraries do.
          ...['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
          ...(this.options.fsync === false ? ['--no-sync'] : []),
        ],
        this.user,
      );
    } finally {
      rmSync(passwordFile, { force: true });
    }
    renameSync(draft, this.cluster);
  }

  /** Waits until our own server answers on this port; false when it gave up or when someone else answers there. */
  private async answers(port: number, password: string, gone: () => boolean): Promise<boolean> {
    const deadline = Date.now() + READY_PATIENCE_MS;
    while (!gone() && Date.now() < deadline) {
      const client = createClient(connectionUrl(port, password, 'postgres'));
      client.on('error', () => undefined);
      try {
        await client.connect();
        const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
        if (rows[0]?.folder !== this.cluster) return false;
        const { rowCount } = await client.query('select from pg_database where datname = $1', [USER]);
        if (rowCount === 0) await client.query(`create database ${USER}`);
        return true;
      } catch (error) {
        const { code } = error as { code?: string };
        if (code === '28P01') return false; // Wrong password: a stranger on this port.
        await sleep(20);
      } finally {
        await client.end().catch(() => undefined);
      }
    }
    return false;
  }

  private use(postmaster: Postmaster, password: string): void {
    this.postmaster = postmaster;
    this.url = connectionUrl(postmaster.port, password, USER);
    const path = join(this.folder, 'connection.json');
    writeFileSync(`${path}.new`, `${JSON.stringify({ url: this.url, port: postmaster.port })}\n`, { mode: 0o600 });
    chmodSync(`${path}.new`, 0o600);
    renameSync(`${path}.new`, path);
  }

  private lastPort(): number | null {
    try {
      const { port } = JSON.parse(readFileSync(join(this.folder, 'connection.json'), 'utf8')) as { port: unknown };
      return typeof port === 'number' ? port : null;
    } catch {
      return null;
    }
  }

  private logFile(): string {
    const path = join(this.folder, 'postgres.log');
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) renameSync(path, `${path}.old`);
    return path;
  }

  private durability(): Record<string, string> {
    // A killed server still loses nothing then (the operating system has the writes); a power cut may.
    return this.options.fsync === false ? { fsync: 'off', full_page_writes: 'off' } : {};
  }

  private startFailed(): EmbeddedPostgresError {
    const log = existsSync(this.logFile()) ? readFileSync(this.logFile(), 'utf8').slice(-1500) : '';
    return new EmbeddedPostgresError('START_FAILED', `De ingebouwde Postgres in ${this.folder} start niet:\n${log}`);
  }
}

const connectionUrl = (port: number, password: string, database: string): string =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
