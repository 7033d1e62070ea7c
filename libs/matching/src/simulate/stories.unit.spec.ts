import { hindsightOf } from './hindsight.js';
import { outcomeOf } from './outcome.js';
import { runPolicy, type Ran, type SimulatedPolicy } from './policies.js';
import { smallWorld } from './testing/small-world.js';
import type { World } from './world.js';

async function ran(world: World, policy: SimulatedPolicy): Promise<Ran> {
  const result = await runPolicy(world, policy);
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}

/** Who moved where and when: `h1 d1 day 3`. */
async function moves(world: World, policy: SimulatedPolicy): Promise<readonly string[]> {
  const { course } = await ran(world, policy);
  return [...course.housedOn.entries()]
    .filter(([, day]) => day >= 0)
    .map(([h, day]) => `${world.all.householdIds[h]} ${world.all.dwellingIds[course.livesIn[h]!]} day ${day}`);
}

describe('each municipality on its own', () => {
  test('given two of its households and one dwelling, when they could both have it, then it is for who waits longest', async () => {
    const world = smallWorld(
      [
        { id: 'h1', at: 'A', permitOn: 0 },
        { id: 'h2', at: 'A', permitOn: -3 },
      ],
      [{ id: 'd1', at: 'A', fits: ['h1', 'h2'] }],
    );
    expect(await moves(world, 'local')).toEqual(['h2 d1 day 0']);
  });

  test('given a household with two dwellings to choose from, when it is placed, then where it fits best', async () => {
    const world = smallWorld(
      [
        { id: 'h1', at: 'A' },
        { id: 'h2', at: 'A' },
      ],
      [
        { id: 'd1', at: 'A', fits: ['h2', 'h1'] },
        { id: 'd2', at: 'A', fits: ['h1'] },
      ],
    );
    expect(await moves(world, 'local')).toEqual(['h1 d2 day 0', 'h2 d1 day 0']);
  });

  test('given a dwelling that only another municipality needs, when its days are over, then it is lost', async () => {
    const world = smallWorld([{ id: 'h1', at: 'A' }], [{ id: 'd1', at: 'B', vacantOn: 2, fits: ['h1'] }]);
    const outcome = outcomeOf(await ran(world, 'local'));
    expect(outcome).toMatchObject({ dwellingsLost: 1, daysVacant: 5, householdsInTime: 0, meanWait: 10 });
    expect((await ran(world, 'local')).course.lostOn[0]).toBe(7);
  });
});

/** Each could live with the other; on day 1 both dwellings are there. */
const mirrored = (change: Parameters<typeof smallWorld>[2] = {}): World =>
  smallWorld(
    [
      { id: 'h1', at: 'A' },
      { id: 'h2', at: 'B' },
    ],
    [
      { id: 'd1', at: 'A', fits: ['h2'] },
      { id: 'd2', at: 'B', vacantOn: 1, fits: ['h1'] },
    ],
    { vacantDays: 8, ...change },
  );

describe('a swap of two', () => {
  test.each([
    // Looked at on day 0 in vain; the other one on day 1 with what came.
    ['people swap', 'swaps', ['h1 d2 day 1', 'h2 d1 day 1']],
    ['rounds are held daily', 'daily', ['h1 d2 day 1', 'h2 d1 day 1']],
    ['rounds are held weekly', 'weekly', ['h1 d2 day 7', 'h2 d1 day 7']],
    ['each is on its own', 'local', []],
  ] as const)(
    'given two that fit at the other, when %s, then they move on the first day that allows it',
    async (_, policy, expected) => {
      expect(await moves(mirrored(), policy)).toEqual(expected);
    },
  );

  test.each(['swaps', 'daily'] as const)(
    'given three days to answer, when %s finds it, then the dwellings are kept and the move is later',
    async (policy) => {
      expect(await moves(mirrored({ answerDays: 3, vacantDays: 2 }), policy)).toEqual(['h1 d2 day 4', 'h2 d1 day 4']);
    },
  );

  test.each(['swaps', 'daily'] as const)(
    'given that nobody agrees, when %s proposes, then once only, and both dwellings are lost',
    async (policy) => {
      const world = mirrored({ acceptance: 0 });
      expect(outcomeOf(await ran(world, policy))).toMatchObject({
        proposed: 1,
        carriedOut: 0,
        dwellingsLost: 2,
        moves: 0,
      });
    },
  );

  test('given nobody to look, when people swap, then nobody moves', async () => {
    expect(await moves(mirrored({ triesPerDay: 0 }), 'swaps')).toEqual([]);
  });
});

describe('a ring of three', () => {
  const ring = smallWorld(
    [
      { id: 'h1', at: 'A' },
      { id: 'h2', at: 'B' },
      { id: 'h3', at: 'C' },
    ],
    [
      { id: 'd1', at: 'A', fits: ['h3'] },
      { id: 'd2', at: 'B', fits: ['h1'] },
      { id: 'd3', at: 'C', fits: ['h2'] },
    ],
  );
  test('given three of which no two can swap, when a round is held, then all three move', async () => {
    expect(await moves(ring, 'daily')).toEqual(['h1 d2 day 0', 'h2 d3 day 0', 'h3 d1 day 0']);
  });
  test('given the same, when people look for swaps, then they find none', async () => {
    expect(await moves(ring, 'swaps')).toEqual([]);
  });
});

describe('the order of goals', () => {
  test('given one dwelling for an overdue single or a family in time, when a round is held, then the order decides', async () => {
    const world = smallWorld(
      [
        { id: 'h1', at: 'A', permitOn: -11 },
        { id: 'h2', at: 'A', persons: 4 },
      ],
      [{ id: 'd1', at: 'A', fits: ['h1', 'h2'] }],
    );
    expect(await moves(world, 'daily')).toEqual(['h1 d1 day 0']);
    expect(await moves(world, 'daily-persons')).toEqual(['h2 d1 day 0']);
    expect(await moves(world, 'daily-in-time')).toEqual(['h2 d1 day 0']);
  });

  test('given a ring of three singles or a swap of two families, when a round is held, then households or persons come first', async () => {
    const world = smallWorld(
      [
        { id: 'h1', at: 'A' },
        { id: 'h2', at: 'B' },
        { id: 'h3', at: 'C' },
        { id: 'h4', at: 'A', persons: 5 },
        { id: 'h5', at: 'B', persons: 5 },
      ],
      [
        { id: 'd1', at: 'A', fits: ['h3', 'h5'] },
        { id: 'd2', at: 'B', fits: ['h1', 'h4'] },
        { id: 'd3', at: 'C', fits: ['h2'] },
      ],
      // Else a ring with one of the families would be best for both.
      { personsTolerance: 0 },
    );
    expect(await moves(world, 'daily-in-time')).toEqual(['h1 d2 day 0', 'h2 d3 day 0', 'h3 d1 day 0']);
    expect(await moves(world, 'daily-persons')).toEqual(['h4 d2 day 0', 'h5 d1 day 0']);
  });
});

describe('the balance of persons', () => {
  const uneven = (personsTolerance: number): World =>
    smallWorld(
      [
        { id: 'h1', at: 'A', persons: 6 },
        { id: 'h2', at: 'B', persons: 1 },
      ],
      [
        { id: 'd1', at: 'A', fits: ['h2'] },
        { id: 'd2', at: 'B', fits: ['h1'] },
      ],
      { personsTolerance },
    );
  test('given a family of six for a single, when the band is four, then no round proposes it', async () => {
    expect(await moves(uneven(4), 'daily')).toEqual([]);
  });
  test('given the same, when the band is five, then it is carried out and the books say +5 and −5', async () => {
    const { course } = await ran(uneven(5), 'daily');
    expect([...course.ledger.persons]).toEqual([5, -5]);
    expect([...course.ledger.households]).toEqual([0, 0]);
  });
});

test('given a dwelling that the first takes and only the second needs, when all is known beforehand, then both are housed', async () => {
  const world = smallWorld(
    [
      { id: 'h1', at: 'A', permitOn: 0 },
      { id: 'h2', at: 'A', permitOn: 2 },
    ],
    [
      { id: 'd1', at: 'A', fits: ['h1', 'h2'] },
      { id: 'd2', at: 'A', vacantOn: 4, fits: ['h1'] },
    ],
  );
  expect(await moves(world, 'local')).toEqual(['h1 d1 day 0']);
  // h1 waits 4 days for d2 and h2 none; d2 alone would be lost on day 9 and need not be.
  const bound = await hindsightOf(world);
  expect(bound).toMatchObject({
    ok: true,
    value: { householdsHoused: 2, householdsInTime: 100, meanWait: 2, dwellingsLost: 0 },
  });
});
