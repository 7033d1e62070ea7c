import { packageFile } from '#libs/kernel';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runEnclosed } from '../enclosed-process.js';
import { EXIT, tellRefused, type ExitCode, type Terminal } from '../terminal.js';

const BENCHES = packageFile('dist/test/bench');

/** A benchmark is a folder of `test/bench` with a `.bench.ts` of its name, and beside it the main that runs it. */
function mainOf(name: string): string | undefined {
  if (!existsSync(join(BENCHES, name, `${name}.bench.js`))) return undefined;
  return ['main.js', `${name}.main.js`].map((file) => join(BENCHES, name, file)).find((file) => existsSync(file));
}

const known = (): readonly string[] =>
  existsSync(BENCHES) ? readdirSync(BENCHES).filter((name) => mainOf(name) !== undefined) : [];

/**
 * Runs a benchmark in a process of its own, so that nothing of the command line is measured with it. Its document goes to
 * stdout, its story to stderr, its exit code is ours: 1 where a target was missed.
 */
export async function bench(to: Terminal, name: string, rest: readonly string[]): Promise<ExitCode> {
  const names = known();
  const main = names.includes(name) ? mainOf(name) : undefined;
  if (main === undefined) {
    const message = `“${name.slice(0, 40)}” is geen meting; wel: ${names.join(', ') || 'nog geen'}`;
    return tellRefused(to, [{ code: 'USAGE', message, path: ['bench'] }], EXIT.usage);
  }
  const code = await runEnclosed([
    '--enable-source-maps',
    '--expose-gc',
    main,
    ...(to.json ? ['--json'] : []),
    ...rest,
  ]);
  return code === 0 ? EXIT.done : code === 2 ? EXIT.usage : EXIT.refused;
}
