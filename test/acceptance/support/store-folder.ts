import { openDatabase, type OpenDatabase } from '#libs/postgres';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, cliSession, type CliAnswer, type CliSession } from './cli-process.js';

/** A data folder of its own, with its server kept running by this process so that every command finds it warm. */
export interface StoreFolder {
  readonly folder: string;
  readonly url: string;
  /** Runs a command on this store, in a process of its own. */
  run(...args: readonly string[]): Promise<CliAnswer>;
  /** Runs a command with `--json`, in one process for all of them, and reads its document. */
  ask<T>(...args: readonly string[]): Promise<T>;
  /** Writes a file to import and answers its path. */
  file(name: string, text: string): string;
  remove(): Promise<void>;
}

export async function storeFolder(): Promise<StoreFolder> {
  const base = mkdtempSync(join(tmpdir(), 'bovenlokaal-acceptance-'));
  chmodSync(base, 0o711); // Passable for the server's user when we are root.
  const folder = join(base, 'store');
  const server: OpenDatabase = await openDatabase({ dataFolder: folder, env: {} });
  let session: CliSession | undefined;
  return {
    folder,
    url: server.url,
    run: (...args) => cli([...args, '--data', folder]),
    ask: (...args) => (session ??= cliSession()).ask([...args, '--data', folder]),
    file: (name, text) => {
      const path = join(base, name);
      writeFileSync(path, text);
      return path;
    },
    remove: async () => {
      await session?.end();
      await server.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
}
