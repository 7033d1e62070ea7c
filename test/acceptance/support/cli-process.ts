import { packageFile } from '#libs/kernel';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

export interface CliAnswer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const MAIN = packageFile('dist/apps/cli/src/main.js');

/** Runs the built command line as its own process, as a user would. `env` replaces what the specs' own process has. */
export async function cli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliAnswer> {
  if (!existsSync(MAIN)) throw new Error('the command line is not built: run `npm run build` (`npm test` does)');
  const { DATABASE_URL: _url, DATA_FOLDER: _folder, BOVENLOKAAL_TOKEN: _token, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN, ...args], { env: { ...inherited, ...env } });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') };
}

/** The one JSON document on stdout. @throws with what stands on stderr when there is none. */
export function jsonOf<T>(answer: CliAnswer): T {
  try {
    return JSON.parse(answer.stdout) as T;
  } catch {
    throw new Error(`no JSON on stdout (exit ${String(answer.code)}): ${answer.stdout}\n${answer.stderr}`);
  }
}

export interface RefusalDocument {
  readonly refused: readonly { readonly code: string; readonly message: string; readonly path: readonly string[] }[];
}
