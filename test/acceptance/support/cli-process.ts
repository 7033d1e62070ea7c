import { packageFile } from '#libs/kernel';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface CliAnswer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const MAIN = packageFile('dist/bin/cli.js');
const SESSION = packageFile('dist/test/acceptance/support/cli-session.process.js');

function start(main: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  if (!existsSync(main)) throw new Error('the command line is not built: run `npm run build` (`npm test` does)');
  const { DATABASE_URL: _url, DATA_FOLDER: _folder, BOVENLOKAAL_TOKEN: _token, ...inherited } = process.env;
  return spawn(process.execPath, ['--enable-source-maps', main, ...args], { env: { ...inherited, ...env } });
}

/** Runs the built command line as its own process, as a user would. `env` replaces what the specs' own process has. */
export async function cli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliAnswer> {
  const child = start(MAIN, args, env);
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

export interface CliSession {
  /** Runs a command with `--json` and reads its document. One at a time. */
  ask<T>(args: readonly string[]): Promise<T>;
  /** The same, with the exit code. */
  answer<T>(args: readonly string[]): Promise<{ readonly code: number; readonly document: T }>;
  end(): Promise<void>;
}

/**
 * The built command line in a process that stays: starting one takes several times as long as most answers.
 * @param env as of `cli`
 */
export function cliSession(env: Readonly<Record<string, string>> = {}): CliSession {
  const child = start(SESSION, [], env);
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString('utf8')));
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => {
    const next = await lines.next();
    if (next.done === true) throw new Error(`the command line ended: ${told}`);
    return next.value;
  };
  const answer: CliSession['answer'] = async <T>(args: readonly string[]) => {
    child.stdin.write(`${JSON.stringify(args)}\n`);
    const document = JSON.parse(await line()) as T;
    return { document, code: Number(await line()) };
  };
  return {
    answer,
    ask: async <T>(args: readonly string[]) => (await answer<T>(args)).document,
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
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
