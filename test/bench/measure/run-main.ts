import type { JsonObject, JsonValue } from '#libs/kernel';
import { parseArgs } from 'node:util';

/** The numbers a benchmark may be given on the command line, as `--rounds 5`. */
export type Numbers = Readonly<Record<string, number>>;

/**
 * The command line of every benchmark: `--json` for one document on stdout, numbers by name, the story on stderr. Ends with 1 where a
 * target was missed (`met: false`), with 2 on words that it does not know.
 */
export async function runMain(
  names: readonly string[],
  run: (numbers: Numbers, progress: (text: string) => void) => Promise<JsonObject>,
): Promise<void> {
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    ({ values } = parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
      },
    }));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(2);
  }
  const numbers: Record<string, number> = {};
  for (const name of names) {
    const text = values[name];
    if (typeof text !== 'string') continue;
    if (!/^\d+$/.test(text) || Number(text) < 1) {
      process.stderr.write(`--${name} takes a whole number from 1\n`);
      process.exit(2);
    }
    numbers[name] = Number(text);
  }
  const report = await run(numbers, (text) => process.stderr.write(`${text}\n`));
  process.stdout.write(
    values['json'] === true ? `${JSON.stringify(report, null, 2)}\n` : `${lines(report).join('\n')}\n`,
  );
  process.exit(report['met'] === false ? 1 : 0);
}

function lines(value: JsonValue, path = ''): readonly string[] {
  if (value === null || typeof value !== 'object') return [`${path.padEnd(50)} ${String(value)}`];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, member]) => lines(member, path === '' ? String(key) : `${path}.${key}`));
}
