import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFile } from '#libs/kernel';
import { startChild } from './child.js';

export interface RunningPlatform {
  /** `http://127.0.0.1:…` without a slash at the end. */
  readonly url: string;
  /** A token of the demo person with this name (`gemeente-zeist`). */
  token(name: string): string;
  stop(): Promise<void>;
}

/** The whole product as a user starts it, with demo data, on free ports and a data folder that is thrown away afterwards. */
export async function startPlatform(env: Readonly<Record<string, string>> = {}): Promise<RunningPlatform> {
  const folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-bench-'));
  const lines: string[] = [];
  const child = await startChild(
    packageFile('dist/apps/platform/src/main.js'),
    [],
    { PORT: '0', METRICS_PORT: '0', DATA_FOLDER: folder, DATABASE_URL: '', DEMO: 'true', ...env },
    /GraphQL\s+(http:\/\/\S+)\/graphql$/,
    (line) => lines.push(line),
  );
  return {
    url: child.match[1] ?? '',
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
