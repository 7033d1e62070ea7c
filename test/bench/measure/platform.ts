import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFile } from '#libs/kernel';
import { startDistributed } from '../../processes/distributed.js';
import { startChild } from './child.js';

export interface RunningPlatform {
  /** `http://127.0.0.1:…` without a slash at the end. */
  readonly url: string;
  /** Another process that answers the same where there is one, else `url`. */
  readonly otherUrl: string;
  /** A token of the demo person with this name (`gemeente-zeist`). */
  token(name: string): string;
  stop(): Promise<void>;
}

function folderToThrowAway(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-bench-'));
  chmodSync(folder, 0o711); // Passable for the server's user when we are root.
  return folder;
}

/** The whole product as a user starts it, with demo data, on free ports and a data folder that is thrown away afterwards. */
export async function startPlatform(
  env: Readonly<Record<string, string>> = {},
): Promise<RunningPlatform & { readonly pid: number }> {
  const folder = folderToThrowAway();
  const lines: string[] = [];
  const child = await startChild(
    packageFile('dist/bin/platform.js'),
    [],
    { PORT: '0', METRICS_PORT: '0', DATA_FOLDER: folder, DATABASE_URL: '', DEMO: 'true', ...env },
    /GraphQL\s+(http:\/\/\S+)\/graphql$/,
    (line) => lines.push(line),
  );
  const url = child.match[1] ?? '';
  return {
    url,
    otherUrl: url,
    pid: child.process.pid ?? 0,
    token: (name) => {
      // Printed as the name on one line and the token on the next.
      const at = lines.findIndex((line) => line.includes(`demo:${name} `));
      const token = at < 0 ? undefined : /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(lines[at + 1] ?? '')?.[0];
      if (token === undefined) throw new Error(`the platform printed no token for demo:${name}`);
      return token;
    },
    stop: async () => {
      await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The same as processes over Kafka: broker, Postgres and every service. */
export async function startDistributedPlatform(): Promise<RunningPlatform> {
  const folder = folderToThrowAway();
  const launcher = await startDistributed({ dataFolder: join(folder, 'store'), env: { DEMO: 'true' } });
  const [url = '', otherUrl = url] = launcher.apis;
  return {
    url,
    otherUrl,
    token: launcher.token,
    stop: async () => {
      await launcher.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
