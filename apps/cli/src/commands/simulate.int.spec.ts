import type { JsonValue } from '#libs/kernel';
import { run } from '../program.js';
import type { SimulateOptions } from '../options.js';
import type { SimulationDocument } from '#libs/matching';
import type { Terminal } from '../terminal.js';
import { simulate } from './simulate.command.js';

const options: SimulateOptions = { seeds: 2, seed: 7, days: 90, policies: ['local', 'swaps'], workers: 1 };

async function told(change: Partial<SimulateOptions> = {}) {
  const said = { document: null as unknown as JsonValue, text: '', progress: [] as string[] };
  const to: Terminal = {
    json: false,
    answer: (document, text) => {
      said.document = document;
      said.text = text();
    },
    progress: (text) => void said.progress.push(text),
  };
  const code = await simulate(to, { ...options, ...change });
  return { code, ...said, simulation: said.document as unknown as SimulationDocument };
}

test('given two policies and two seeds, when they are simulated, then the document has both, their differences and every seed', async () => {
  const { code, simulation, progress } = await told();
  expect(code).toBe(0);
  expect(simulation.seeds).toEqual([7, 8]);
  expect(simulation.rules).toMatchObject({ days: 90, backlogPersons: 406, vacantDays: 28, acceptance: 800 });
  const [local, swaps] = simulation.policies;
  const [one, other] = simulation.results.map(
    ({ outcomes }) => outcomes.swaps!.personsHoused! - outcomes.local!.personsHoused!,
  );
  expect(local!.lessLocal).toBeNull();
  expect(swaps!.lessLocal!.personsHoused!.mean).toBeCloseTo((one! + other!) / 2, 9);
  expect(progress.some((line) => line.startsWith('2 van 2'))).toBe(true);
});

test('given the same seed, when it is simulated again, then the bytes are the same, and others with another rule', async () => {
  const bytes = async (change: Partial<SimulateOptions> = {}): Promise<string> =>
    JSON.stringify((await told({ seeds: 1, ...change })).document);
  const first = await bytes();
  expect(await bytes()).toBe(first);
  expect(await bytes({ dwellings: 900 })).not.toBe(first);
  expect(await bytes({ tries: 0 })).not.toBe(first);
});

test('given people to read it, when it is told, then in Dutch: each policy with its interval and its difference', async () => {
  const { text } = await told();
  expect(text).toContain('2 × 90 dagen (zaad 7 t/m 8)');
  expect(text.match(/^alleen eigen gemeente +\d+,\d ±\d+,\d/gm)).toHaveLength(2);
  expect(text.match(/^ruilen door mensen +[+−]?\d+,\d ±/gm)).toHaveLength(4);
  expect(text).toContain('Verschil met alleen eigen gemeente');
});

test('given one policy and one seed, when it is told, then without intervals and differences', async () => {
  const { text, simulation } = await told({ seeds: 1, policies: ['swaps'] });
  expect(simulation.policies[0]!.lessLocal).toBeNull();
  expect(text).not.toContain('Verschil');
  expect(text).toMatch(/^ruilen door mensen +\d+,\d +\d+,\d/m);
});

describe('a wrong use', () => {
  const toStdout = process.stdout.write.bind(process.stdout);
  const toStderr = process.stderr.write.bind(process.stderr);
  let written = '';
  beforeEach(() => {
    written = '';
    process.stdout.write = (text: string | Uint8Array) => {
      written += String(text);
      return true;
    };
    process.stderr.write = () => true;
  });
  afterEach(() => {
    process.stdout.write = toStdout;
    process.stderr.write = toStderr;
  });

  test.each([
    ['a policy that nobody knows', ['--policies', 'local,luck']],
    ['no policy', ['--policies', '']],
    ['no seeds', ['--seeds', '0']],
    ['half a seed', ['--seed', '1.5']],
    ['days in which no term fits', ['--days', '84']],
    ['no dwellings', ['--dwellings', '0']],
    ['a chance of workers', ['--workers', 'veel']],
    ['an option that is none', ['--luck', '1']],
  ])('given %s, when it is asked, then it is refused with exit 2', async (_, argv) => {
    expect(await run(['simulate', '--json', ...argv])).toBe(2);
    expect(JSON.parse(written)).toMatchObject({ refused: [{ code: 'USAGE' }] });
  });
});
