import { refusal, type JsonObject, type Refusal } from '#libs/kernel';
import { generateInstance, match, readInstanceText, type Answer, type Scale } from '#libs/matching';
import { readFile } from 'node:fs/promises';
import { EXIT, tellRefused, type ExitCode, type Terminal } from '../terminal.js';
import { number, table } from '../text-table.js';

async function textOf(path: string): Promise<string | Refusal> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return refusal('FILE_NOT_FOUND', `het bestand “${path}” is er niet of kan niet gelezen worden`, ['file']);
  }
}

/** The best plan for an instance, checked, with its certificate's figures. An instance that cannot be read is wrong usage: exit 2. */
export async function matchFile(to: Terminal, path: string): Promise<ExitCode> {
  const text = await textOf(path);
  if (typeof text !== 'string') return tellRefused(to, [text], EXIT.usage);
  const began = performance.now();
  const problem = readInstanceText(text);
  if (!problem.ok) return tellRefused(to, problem.refusals, EXIT.usage);
  const { householdIds, dwellingIds, pairDwelling } = problem.value;
  const read = performance.now();
  to.progress(
    `${number(householdIds.length)} huishoudens, ${number(dwellingIds.length)} woningen, ${number(pairDwelling.length)} passende paren; gelezen in ${Math.round(read - began)} ms`,
  );
  const answer = await match(problem.value);
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  to.progress(`opgelost en gecontroleerd in ${Math.round(performance.now() - read)} ms, ${memory} MB geheugen`);
  if (!answer.ok) {
    const tooLarge = answer.refusals.some(({ code }) => code === 'WEIGHT_TOO_LARGE');
    return tellRefused(to, answer.refusals, tooLarge ? EXIT.usage : EXIT.refused);
  }
  to.answer({ ...answer.value } as unknown as JsonObject, () => textFor(answer.value));
  return EXIT.done;
}

function textFor({ placements, exchanges, levels }: Answer): string {
  const local = placements.filter(({ exchange }) => exchange === null).length;
  const goals = levels.map(({ goal, value, bound, proven }) => [
    goal,
    number(value),
    number(bound),
    proven ? 'bewezen' : 'niet bewezen',
  ]);
  const legs = exchanges.flatMap(({ id, kind, legs: list }) =>
    list.map(({ household, from, dwelling, to }) => [id, kind, household, from, dwelling, to]),
  );
  return [
    `${number(placements.length)} huishoudens geplaatst: ${number(local)} in eigen gemeente, ${number(placements.length - local)} in ${number(exchanges.length)} uitwisselingen.`,
    '',
    table(['Doel', 'Bereikt', 'Hoogstens', ''], goals, [1, 2]),
    ...(legs.length === 0 ? [] : ['', table(['Nr', 'Soort', 'Huishouden', 'Van', 'Woning', 'Naar'], legs, [])]),
  ].join('\n');
}

/** An invented instance of the size and make-up of a real one; the same seed gives the same. */
export function generate(to: Terminal, scale: Scale, seed: number): ExitCode {
  const instance = generateInstance({ scale, seed });
  to.answer(instance as unknown as JsonObject, () => JSON.stringify(instance));
  return EXIT.done;
}
