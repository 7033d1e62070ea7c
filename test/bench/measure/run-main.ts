import type { JsonObject, JsonValue } from '#libs/kernel';
import { parseArgs } from 'node:util';

/** What an option takes: a whole number from 1, one of some words, or any text. */
export type Kind = 'number' | 'text' | readonly string[];
export type Kinds = Readonly<Record<string, Kind>>;

/** The options that stood on the command line, by name. */
export type Given<K extends Kinds> = {
  readonly [N in keyof K]?: K[N] extends 'number'
    ? number
    : K[N] extends readonly (infer Word extends string)[]
      ? Word
      : string;
};

/**
 * The command line of every benchmark: `--json` for one document on stdout, options by name (`--rounds 5`), the story on stderr. Ends
 * with 1 where a target was missed (`met: false`), with 2 on words that it does not know.
 */
export async function runMain<const K extends Kinds>(
  kinds: K,
  run: (given: Given<K>, progress: (text: string) => void) => Promise<JsonObject>,
): Promise<void> {
  const { json, given } = readOptions(kinds);
  const report = await run(given, (text) => process.stderr.write(`${text}\n`));
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : `${lines(report).join('\n')}\n`);
  process.exit(report['met'] === false ? 1 : 0);
}

function readOptions<K extends Kinds>(kinds: K): { readonly json: boolean; readonly given: Given<K> } {
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    ({ values } = parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        ...Object.fromEntries(Object.keys(kinds).map((name) => [name, { type: 'string' as const }])),
      },
    }));
  } catch (error) {
    endUsage((error as Error).message);
  }
  const given: Record<string, number | string> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    const text = values[name];
    if (typeof text === 'string') given[name] = valueOf(name, kind, text);
  }
  return { json: values['json'] === true, given: given as Given<K> };
}

function valueOf(name: string, kind: Kind, text: string): number | string {
  if (kind === 'text') return text;
  if (kind === 'number') {
    if (!/^\d+$/.test(text) || Number(text) < 1) endUsage(`--${name} takes a whole number from 1`);
    return Number(text);
  }
  if (!kind.includes(text)) endUsage(`--${name} takes one of ${kind.join(', ')}`);
  return text;
}

function endUsage(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function lines(value: JsonValue, path = ''): readonly string[] {
  if (value === null || typeof value !== 'object') return [`${path.padEnd(50)} ${String(value)}`];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, member]) => lines(member, path === '' ? String(key) : `${path}.${key}`));
}
