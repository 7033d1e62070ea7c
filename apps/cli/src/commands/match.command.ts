import { refusal, type JsonObject, type Refusal } from '#libs/kernel';
import { generateInstance, matchApart, type Answer, type InstanceSize, type Scale } from '#libs/matching';
import { readFile } from 'node:fs/promises';
import { tellingTime } from '../telling-time.js';
import { EXIT, tellRefused, type ExitCode, type Terminal } from '../terminal.js';
import { number, table } from '../text-table.js';

async function textOf(path: string): Promise<string | Refusal> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return refusal('FILE_NOT_FOUND', `het bestand “${path}” is er niet of kan niet gelezen worden`, ['file']);
  }
}

/** Refusals that are no wrong usage: the fault is not in what was given. */
const OURS = ['PLAN_NOT_SOUND', 'MATCHING_OUT_OF_MEMORY', 'MATCHING_ENDED'];

/** The best plan for an instance, checked, with its certificate's figures. An instance that cannot be read is wrong usage: exit 2. */
export async function matchFile(to: Terminal, path: string): Promise<ExitCode> {
  const instance = await textOf(path);
  if (typeof instance !== 'string') return tellRefused(to, [instance], EXIT.usage);
  const began = performance.now();
  let read = began;
  const onRead = ({ households, dwellings, pairs }: InstanceSize): void => {
    read = performance.now();
    to.progress(
      `${number(households)} huishoudens, ${number(dwellings)} woningen, ${number(pairs)} passende paren; gelezen in ${Math.round(read - began)} ms`,
    );
  };
  const answer = await tellingTime(to, 'bezig met rekenen', matchApart({ instance }, { onRead }));
  if (!answer.ok) {
    const ours = answer.refusals.some(({ code }) => OURS.includes(code));
    return tellRefused(to, answer.refusals, ours ? EXIT.refused : EXIT.usage);
  }
  // The thread that it was done in is gone, and its memory with it: what counts is the most there was.
  const memory = Math.round(process.resourceUsage().maxRSS / 2 ** 10);
  to.progress(
    `opgelost en gecontroleerd in ${Math.round(performance.now() - read)} ms, ten hoogste ${memory} MB geheugen`,
  );
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
