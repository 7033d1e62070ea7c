import { packageFile } from '#libs/kernel';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runEnclosed } from '../enclosed-process.js';
import { EXIT, tellRefused, type ExitCode, type Terminal } from '../terminal.js';

const TRIALS = packageFile('dist/test/trust');

const mainOf = (name: string): string => join(TRIALS, name, `${name}.main.js`);

const known = (): readonly string[] =>
  existsSync(TRIALS) ? readdirSync(TRIALS).filter((name) => existsSync(mainOf(name))) : [];

/**
 * Runs a trial of what must always hold, in processes and folders of its own. Its document goes to stdout, its story to stderr, its exit code is
 * ours: 1 where something did not hold.
 */
export async function trust(to: Terminal, name: string, rest: readonly string[]): Promise<ExitCode> {
  const names = known();
  if (!names.includes(name)) {
    const message = `“${name.slice(0, 40)}” is geen beproeving; wel: ${names.join(', ') || 'nog geen'}`;
    return tellRefused(to, [{ code: 'USAGE', message, path: ['trust'] }], EXIT.usage);
  }
  const code = await runEnclosed(['--enable-source-maps', mainOf(name), ...(to.json ? ['--json'] : []), ...rest]);
  return code === 0 ? EXIT.done : code === 2 ? EXIT.usage : EXIT.refused;
}
