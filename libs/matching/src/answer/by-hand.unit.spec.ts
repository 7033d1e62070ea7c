import { packageFile } from '#libs/kernel';
import { readFileSync } from 'node:fs';
import { checkSolution } from '../check/check-solution.js';
import type { Solution } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { readInstance } from '../read/read-instance.js';
import { bruteForce } from '../testing/brute-force.js';
import { pricesFor } from '../testing/written-problems.js';
import { match } from './match.js';

// The worked example of docs/matching.md: what stands there is what runs here.
const document = readFileSync(packageFile('docs/matching.md'), 'utf8');
const [worths, rows] = /^## By hand\n(.*?)^## /ms
  .exec(document)![1]!
  .split(/\n\n(?=\|)/)
  .slice(1)
  .map(cellsOf);

/** The cells below the head of a table. */
function cellsOf(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const TOWNS = ['A', 'B', 'C'];
const pairs = worths!.flatMap(([household, ...row]) =>
  row.flatMap((worth, at) => (worth === '–' ? [] : [[household!, `d${TOWNS[at]!}`, Number(worth)] as const])),
);

const instanceFor = (maxMunicipalities: number): unknown => ({
  version: 1,
  policy: { maxMunicipalities },
  municipalities: TOWNS.map((code) => ({ code })),
  households: TOWNS.map((municipality) => ({ id: `h${municipality}`, municipality, persons: 1 })),
  dwellings: TOWNS.map((municipality) => ({ id: `d${municipality}`, municipality })),
  pairs,
});

const examples = rows!.map(([most, plan, worth, a, b, c, legs, sum]) => ({
  most: Number(/^\d+/.exec(most!)![0]),
  plan: plan!.split(', ').map((placement) => placement.split('–')),
  worth: Number(worth),
  prices: [a, b, c].map(Number),
  legs: [...legs!.matchAll(/(\w)→(\w) (\d+)/g)].map(([, from, to, price]) => ({
    leg: TOWNS.indexOf(from!) * TOWNS.length + TOWNS.indexOf(to!),
    price: Number(price),
  })),
  sum: Number(sum),
}));

function problemFor(most: number): Problem {
  const problem = readInstance(instanceFor(most));
  if (!problem.ok) throw new Error(JSON.stringify(problem.refusals));
  return problem.value;
}

test('given the document, when its tables are read, then they hold the six pairs and the three ways to exchange', () => {
  expect(pairs).toHaveLength(6);
  expect(examples.map(({ most }) => most)).toEqual([1, 2, 3]);
  expect(examples.map(({ worth }) => worth)).toEqual([2, 5, 9]);
  expect(examples.map(({ legs }) => legs.length)).toEqual([3, 2, 0]);
});

test.each(examples)(
  'given at most $most municipalities, when it is matched, then the plan and its worth are those of the document',
  async (example) => {
    const answer = await match(problemFor(example.most));
    expect(answer).toMatchObject({ ok: true, value: { value: example.worth, bound: example.worth, proven: true } });
    const placed = answer.ok ? answer.value.placements.map(({ household, dwelling }) => [household, dwelling]) : [];
    expect(placed).toEqual(example.plan);
    expect(bruteForce(problemFor(example.most))).toEqual([example.worth]);
  },
);

type Example = (typeof examples)[number];

/** The plan of one row, as proven by the prices of another or the same. */
function proven(problem: Problem, { plan, worth }: Example, { prices, legs, sum }: Example): Solution {
  const leg = new Float64Array(TOWNS.length ** 2);
  for (const { leg: at, price } of legs) leg[at] = price;
  const placements = plan.map(([h, d]) => ({ household: TOWNS.indexOf(h![1]!), dwelling: TOWNS.indexOf(d![1]!) }));
  const crossing = placements.filter(({ household, dwelling }) => household !== dwelling);
  return {
    plan: {
      local: placements.filter(({ household, dwelling }) => household === dwelling),
      exchanges: crossing.length === 0 ? [] : [{ closed: true, legs: crossing }],
    },
    floors: null,
    levels: [
      {
        goal: 'weight',
        value: worth,
        bound: sum,
        certificate: pricesFor(problem, 1, 0, { dwelling: Float64Array.from(prices), leg }),
      },
    ],
  };
}

const faults = (problem: Problem, solution: Solution): readonly string[] =>
  checkSolution(problem, solution).map(({ code }) => code);

test.each(examples)(
  'given the prices of the document for at most $most, when the checker looks, then they prove their sum, which is the worth, and nothing less',
  (row) => {
    const problem = problemFor(row.most);
    expect(row.sum).toBe(row.worth);
    expect(faults(problem, proven(problem, row, row))).toEqual([]);
    expect(faults(problem, proven(problem, row, { ...row, sum: row.sum - 1 }))).toContain('BOUND_WRONG');
  },
);

test.each([1, 2])(
  'given the prices of the document for at most %d, when one municipality more may join, then an exchange earns by them and they prove nothing',
  (most) => {
    const [row, next] = [examples[most - 1]!, examples[most]!];
    const problem = problemFor(next.most);
    expect(faults(problem, proven(problem, next, row))).toContain('EXCHANGE_EARNS');
  },
);
