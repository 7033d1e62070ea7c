import { openDatabase, type OpenDatabase } from '#libs/postgres';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, cliSession, type CliAnswer, type CliSession } from './cli-process.js';

/** The command line on one data folder. */
export interface CommandLine {
  /** Runs a command on this store, in a process of its own. */
  readonly run: (...args: readonly string[]) => Promise<CliAnswer>;
  /** Runs a command with `--json`, in one process for all of them, and reads its document. */
  readonly ask: <T>(...args: readonly string[]) => Promise<T>;
}

export function commandLineOn(folder: string): CommandLine & { readonly end: () => Promise<void> } {
  let session: CliSession | undefined;
  return {
    run: (...args) => cli([...args, '--data', folder]),
    ask: (...args) => (session ??= cliSession()).ask([...args, '--data', folder]),
    end: async () => session?.end(),
  };
}

/** A data folder of its own, with its server kept running by this process so that every command finds it warm. */
export interface StoreFolder extends CommandLine {
  readonly folder: string;
  readonly url: string;
  /** Writes a file to import and answers its path. */
  file(name: string, text: string): string;
  remove(): Promise<void>;
}

export async function storeFolder(): Promise<StoreFolder> {
  const base = mkdtempSync(join(tmpdir(), 'bovenlokaal-acceptance-'));
  chmodSync(base, 0o711); // Passable for the server's user when we are root.
  const folder = join(base, 'store');
  const server: OpenDatabase = await openDatabase({ dataFolder: folder, env: {} });
  const { run, ask, end } = commandLineOn(folder);
  return {
    folder,
    url: server.url,
    run,
    ask,
    file: (name, text) => {
      const path = join(base, name);
      writeFileSync(path, text);
      return path;
    },
    remove: async () => {
      await end();
      await server.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
}
