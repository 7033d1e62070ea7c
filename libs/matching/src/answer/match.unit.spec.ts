import { mulberry32 } from '#libs/kernel';
import { generateInstance } from '../generate/generate-instance.js';
import { readInstance } from '../read/read-instance.js';
import { rawDocument } from '../read/testing/documents.js';
import { kidneyDocument, kidneyExchange, mostTransplants, type KidneyCaps } from '../testing/kidney-exchange.js';
import type { Answer } from './answer.js';
import { match } from './match.js';

async function answered(document: unknown): Promise<Answer> {
  const problem = readInstance(document);
  if (!problem.ok) throw new Error(JSON.stringify(problem.refusals));
  const answer = await match(problem.value);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
  return answer.value;
}

interface Instance {
  readonly municipalities: readonly { readonly code: string }[];
  readonly households: readonly { readonly id: string; readonly municipality: string }[];
  readonly dwellings: readonly { readonly id: string; readonly municipality: string }[];
  readonly pairs: readonly (readonly [string, string, number])[];
}

/** Six municipalities, each with households and dwellings, of which most pairs cross a border. */
function invented(seed: number): Instance {
  const random = mulberry32(seed);
  const code = (at: number): string => `GM${at % 6}`;
  const households = Array.from({ length: 18 }, (_, at) => ({
    id: `h${at}`,
    municipality: code(at),
    persons: 1 + (at % 4),
  }));
  const dwellings = Array.from({ length: 12 }, (_, at) => ({ id: `d${at}`, municipality: code(at) }));
  return {
    municipalities: Array.from({ length: 6 }, (_, at) => ({ code: code(at) })),
    households,
    dwellings,
    pairs: households.flatMap(({ id }) =>
      dwellings.filter(() => random() < 0.25).map((d) => [id, d.id, Math.floor(random() * 5)] as const),
    ),
  };
}

const policy = {
  maxMunicipalities: 3,
  maxChain: 0,
  personsTolerance: 3,
  goals: ['households', 'weight', 'fewestMoves'],
};
const document = (instance: Instance, order: <T>(list: readonly T[]) => readonly T[] = (list) => list): unknown => ({
  version: 1,
  policy,
  municipalities: order(instance.municipalities),
  households: order(instance.households),
  dwellings: order(instance.dwellings),
  pairs: order(instance.pairs),
});

test('given a placement that pays for a worse one in exchange, then both are made', async () => {
  const answer = await answered(rawDocument());
  expect(answer.placements).toEqual([
    { household: 'h1', dwelling: 'd1', exchange: 'e1' },
    { household: 'h2', dwelling: 'd2', exchange: 'e1' },
  ]);
  expect(answer).toMatchObject({ value: 870 - 3, bound: 870 - 3, gap: 0, proven: true, checked: true });
});

test('given a municipality that sent one household more than it took in, and one that took one in, then one may come back alone', async () => {
  const pairs = [['h2', 'd2', 5]];
  const owed = [
    { code: 'GM0355', householdBalance: -1 },
    { code: 'GM0342', householdBalance: 1 },
  ];
  const answer = await answered(rawDocument({ pairs, municipalities: owed }));
  expect(answer.exchanges.map(({ kind, municipalities }) => [kind, ...municipalities])).toEqual([
    ['take-over', 'GM0355', 'GM0342'],
  ]);
  const even = rawDocument({ pairs, municipalities: [{ code: 'GM0355' }, { code: 'GM0342' }] });
  expect((await answered(even)).placements).toEqual([]);
});

test('given two municipalities with what the other needs, then they swap, told from the smallest household', async () => {
  const answer = await answered({
    version: 1,
    municipalities: [{ code: 'A' }, { code: 'B' }],
    households: [
      { id: 'h2', municipality: 'A', persons: 1 },
      { id: 'h1', municipality: 'B', persons: 5 },
    ],
    dwellings: [
      { id: 'd1', municipality: 'A' },
      { id: 'd2', municipality: 'B' },
    ],
    pairs: [
      ['h2', 'd2', 10],
      ['h1', 'd1', 20],
    ],
  });
  expect(answer.exchanges).toEqual([
    {
      id: 'e1',
      kind: 'swap',
      municipalities: ['B', 'A'],
      legs: [
        { household: 'h1', dwelling: 'd1', from: 'B', to: 'A' },
        { household: 'h2', dwelling: 'd2', from: 'A', to: 'B' },
      ],
    },
  ]);
  expect(answer.value).toBe(30);
});

test('an instance without anything has an empty plan, proven', async () => {
  const answer = await answered({ version: 1, municipalities: [], households: [], dwellings: [], pairs: [] });
  expect(answer).toMatchObject({ placements: [], exchanges: [], value: 0, proven: true });
});

test('kidney exchange: as many receive as the best of that field, with cycles of three and with chains', async () => {
  const caps: readonly KidneyCaps[] = [
    { cycle: 3, chain: 0 },
    { cycle: 2, chain: 0 },
    { cycle: 3, chain: 4 },
  ];
  let transplants = 0;
  for (let seed = 1; seed <= 45; seed++) {
    const cap = caps[seed % 3]!;
    const exchange = kidneyExchange(mulberry32(seed), 8 + (seed % 6), cap.chain > 0 ? 1 : 0);
    const most = mostTransplants(exchange, cap);
    const answer = await answered(kidneyDocument(exchange, cap));
    expect({ value: answer.value, proven: answer.proven }, `seed ${seed}`).toEqual({ value: most, proven: true });
    transplants += most;
  }
  expect(transplants).toBeGreaterThan(60);
});

test('with the lists of the file in any order the answer is the same, to the last byte', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const random = mulberry32(seed + 100);
    const shuffled = <T>(list: readonly T[]): readonly T[] =>
      list
        .map((item) => ({ item, at: random() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item);
    const plain = JSON.stringify(await answered(document(invented(seed))));
    expect(JSON.stringify(await answered(document(invented(seed), shuffled)))).toBe(plain);
    expect(JSON.stringify(await answered(document(invented(seed))))).toBe(plain);
  }
});

test('by other names every goal is worth as much', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const instance = invented(seed);
    const other = (id: string): string => [...id].reverse().join('') + 'x';
    const renamed: Instance = {
      municipalities: instance.municipalities.map((m) => ({ ...m, code: other(m.code) })),
      households: instance.households.map((h) => ({ ...h, id: other(h.id), municipality: other(h.municipality) })),
      dwellings: instance.dwellings.map((d) => ({ ...d, id: other(d.id), municipality: other(d.municipality) })),
      pairs: instance.pairs.map(([h, d, weight]) => [other(h), other(d), weight] as const),
    };
    const levels = (await answered(document(instance))).levels;
    expect((await answered(document(renamed))).levels).toEqual(levels);
  }
});

test('many thousand households for one dwelling: one of them gets it, the one that is worth most', async () => {
  const many = 50_000;
  const households = Array.from({ length: many }, (_, at) => ({ id: `h${at}`, municipality: 'A', persons: 1 }));
  const answer = await answered({
    version: 1,
    municipalities: [{ code: 'A' }],
    households,
    dwellings: [{ id: 'd', municipality: 'A' }],
    pairs: households.map(({ id }, at) => [id, 'd', at === 777 ? 10 : at % 10]),
  });
  expect(answer).toMatchObject({ placements: [{ household: 'h777', dwelling: 'd', exchange: null }], proven: true });
});

test('an instance of the size of a region is answered with a plan that was checked and a gap that is told', async () => {
  const answer = await answered(generateInstance({ scale: 'thin', seed: 1 }));
  expect(answer.placements.length).toBeGreaterThan(90);
  for (const { value, bound, proven } of answer.levels) expect(proven).toBe(value === bound);
});

test('given more to search than its effort allows, then it stops by counting, with the best plan so far and an honest gap', async () => {
  const random = mulberry32(7);
  const code = (): string => `GM${Math.floor(random() * 8)}`;
  const households = Array.from({ length: 90 }, (_, at) => ({
    id: `h${at}`,
    municipality: code(),
    persons: 1 + Math.floor(random() * random() * 6),
  }));
  const dwellings = Array.from({ length: 50 }, (_, at) => ({ id: `d${at}`, municipality: code() }));
  const instance = {
    version: 1,
    policy: { maxMunicipalities: 2, maxChain: 0, personsTolerance: 2, effort: 0.1 },
    municipalities: Array.from({ length: 8 }, (_, at) => ({ code: `GM${at}` })),
    households,
    dwellings,
    pairs: households.flatMap(({ id }) =>
      dwellings.filter(() => random() < 0.35).map((d) => [id, d.id, 500 + Math.floor(random() * 400)]),
    ),
  };
  const answer = await answered(instance);
  expect(answer.proven).toBe(false);
  expect(answer.value).toBeLessThan(answer.bound);
  expect(answer.gap).toBeCloseTo((answer.bound - answer.value) / answer.bound, 12);
  expect(await answered(instance)).toEqual(answer);
});
