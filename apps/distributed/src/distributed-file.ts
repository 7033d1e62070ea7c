import { isAlive, processIdentity } from '#libs/postgres';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One process of the shape, for whoever looks after it or does it harm on purpose. */
export interface ProcessEntry {
  /** `relay-1`, `kafka-1`, `postgres`. */
  readonly name: string;
  /** Its service in the compose file. */
  readonly service: string;
  readonly pid: number;
  /** Of the processes of the product only. */
  readonly health?: string;
  readonly metrics?: string;
}

export interface DistributedDocument {
  /** Base addresses of the API processes, without a slash at the end. */
  readonly api: readonly string[];
  /** Those that live now. */
  readonly processes: readonly ProcessEntry[];
}

/** Another launcher runs on this data folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
  constructor(folder: string, identity: string) {
    super(
      `Op ${folder} draait de gedistribueerde vorm al (proces ${Number.parseInt(identity, 10)}). ` +
        'Stop die eerst, of kies een andere map met DATA_FOLDER=….',
    );
  }
}

/** `distributed.json` in the data folder: what runs, as it is now. It is there for as long as the launcher is. */
export class DistributedFile {
  private readonly path: string;
  private removed = false;
  private readonly launcher = processIdentity(process.pid) ?? `${process.pid}`;

  /** @throws AlreadyRunning: two of them would share one Kafka folder and each other's read models, to nobody's use */
  constructor(folder: string) {
    this.path = join(folder, 'distributed.json');
    const other = launcherIn(this.path);
    if (other !== null && other !== this.launcher && isAlive(other)) throw new AlreadyRunning(folder, other);
  }

  /** Renamed into its place: a reader sees the old one or the new one, never half of it. */
  write(document: DistributedDocument): void {
    if (this.removed) return;
    const draft = `${this.path}.new`;
    writeFileSync(draft, `${JSON.stringify({ ...document, launcher: this.launcher }, null, 2)}\n`);
    renameSync(draft, this.path);
  }

  /** For good: what still ends after this is not told of any more. */
  remove(): void {
    this.removed = true;
    rmSync(this.path, { force: true });
  }
}

function launcherIn(path: string): string | null {
  if (!existsSync(path)) return null;
  try {
    const { launcher } = JSON.parse(readFileSync(path, 'utf8')) as { launcher?: unknown };
    return typeof launcher === 'string' ? launcher : null;
  } catch {
    return null; // Not ours, or damaged: nobody can be running by it.
  }
}
