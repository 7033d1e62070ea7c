import type { RecordedEvent } from '#libs/event-store';
import { addDays, instantOrThrow, localDate, municipalityCodeSchema, type Decider } from '#libs/kernel';
import type { Cell, Row } from '#libs/projections';
import fc from 'fast-check';
import { OBSTACLE_OUTCOMES, SUPPORT_TEAMS, type ForumEvent } from '../domain/forum.events.js';
import { obstacleDecider, type ObstacleCommand } from '../domain/obstacle.decider.js';
import { postDecider, type PostCommand } from '../domain/post.decider.js';
import { forumProjection } from './forum.projection.js';

const SOEST = municipalityCodeSchema.parse('GM0342');
const today = localDate('2023-10-27');
const author = { role: 'municipality', municipality: SOEST };

const answers = fc.constantFrom('a', 'b', 'c');
const postCommands = (post: string): fc.Arbitrary<PostCommand> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: answers.map((id): PostCommand => ({
        type: 'Answer',
        answered: { post, answer: `${post}-${id}`, text: 'geheim antwoord', author },
      })),
    },
    { weight: 2, arbitrary: answers.map((id): PostCommand => ({ type: 'Solve', post, answer: `${post}-${id}` })) },
    {
      weight: 2,
      arbitrary: answers.map((id): PostCommand => ({
        type: 'WithdrawAnswer',
        post,
        answer: `${post}-${id}`,
        reason: 'mistake',
      })),
    },
    { weight: 1, arbitrary: fc.constant<PostCommand>({ type: 'Withdraw', post, reason: 'personal-data' }) },
  );
const place = (post: string): PostCommand => ({
  type: 'Place',
  placed: {
    post,
    kind: 'question',
    municipality: SOEST,
    audience: 'platform',
    title: 'geheime titel',
    text: 'geheime vraag',
    topics: ['geheim onderwerp'],
    author,
  },
});

const raise = (obstacle: string): ObstacleCommand => ({
  type: 'Raise',
  today,
  raised: {
    obstacle,
    municipality: SOEST,
    kind: 'finance',
    title: 'Tekort',
    text: 'De begroting sluit niet.',
    dwellings: null,
    places: 12,
    on: addDays(today, -40),
  },
});
const obstacleCommands = (obstacle: string): fc.Arbitrary<ObstacleCommand> => {
  const on = fc.integer({ min: -40, max: 0 }).map((n) => addDays(today, n));
  return fc.oneof(
    fc
      .tuple(fc.constantFrom(...SUPPORT_TEAMS), on)
      .map(([team, day]): ObstacleCommand => ({ type: 'Refer', obstacle, team, on: day, today })),
    {
      weight: 3,
      arbitrary: fc.tuple(on, fc.option(fc.nat(20))).map(([day, days]): ObstacleCommand => ({
        type: 'FollowUp',
        obstacle,
        text: 'Gebeld met de bank.',
        nextStep: days === null ? null : { text: 'Begroting', term: addDays(day, days) },
        on: day,
        today,
      })),
    },
    fc
      .tuple(fc.constantFrom(...OBSTACLE_OUTCOMES), on)
      .map(([outcome, day]): ObstacleCommand => ({ type: 'Close', obstacle, outcome, on: day, today })),
  );
};

function eventsOf<S, C, E>({ initial, decide, evolve }: Decider<S, C, E>, commands: readonly C[]): readonly E[] {
  const events: E[] = [];
  let state = initial;
  for (const command of commands) {
    const decision = decide(command, state);
    if (!decision.ok) continue;
    events.push(...decision.value);
    state = decision.value.reduce(evolve, state);
  }
  return events;
}

/** What stands in each of some streams. */
const streams = fc
  .tuple(
    ...['p1', 'p2'].map((post) =>
      fc.array(postCommands(post), { maxLength: 10 }).map((rest) => eventsOf(postDecider, [place(post), ...rest])),
    ),
    ...['o1', 'o2'].map((obstacle) =>
      fc
        .array(obstacleCommands(obstacle), { maxLength: 8 })
        .map((rest) => eventsOf(obstacleDecider, [raise(obstacle), ...rest])),
    ),
  )
  .map((all): readonly (readonly ForumEvent[])[] => all);

/** One order of all events that keeps the order of each stream; `picks` says from which stream the next one comes. */
function merged<T>(all: readonly (readonly T[])[], picks: readonly number[]): readonly T[] {
  const waiting = all.map((events) => [...events]).filter((events) => events.length > 0);
  const order: T[] = [];
  for (let i = 0; waiting.length > 0; i++) {
    const at = (picks[i % picks.length] ?? 0) % waiting.length;
    const event = waiting[at]?.shift();
    if (event !== undefined) order.push(event);
    if (waiting[at]?.length === 0) waiting.splice(at, 1);
  }
  return order;
}

const recorded = ({ type, ...data }: ForumEvent, position: number): RecordedEvent => ({
  id: `e${position}`,
  type,
  data: data,
  effectiveOn: null,
  position,
  stream: 's',
  version: 1,
  meta: { actor: 'test:x', commandId: 'c', commit: position, commitSize: 1 },
  recordedAt: instantOrThrow('2023-10-27T10:00:00Z'),
});

/** What the runner does with changes, without a database: rows by table and primary key. */
function tablesOf(events: readonly RecordedEvent[]): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  for (const change of events.flatMap((event) => forumProjection.project(event))) {
    const table = forumProjection.tables.find(({ name }) => name === change.table);
    const of = change.kind === 'insert' ? change.row : change.key;
    const key = `${change.table} ${(table?.primaryKey ?? []).map((column) => String(of[column])).join()}`;
    const before = rows.get(key) ?? of;
    if (change.kind === 'insert' && rows.has(key)) throw new Error(`${key} stands there already`);
    if (change.kind === 'put') rows.set(key, { ...before, ...change.row });
    else if (change.kind === 'insert') rows.set(key, change.row);
    else {
      const sums: Record<string, Cell> = {};
      for (const [column, n] of Object.entries(change.amounts)) sums[column] = Number(before[column] ?? 0) + n;
      rows.set(key, { ...before, ...sums });
    }
  }
  return rows;
}
const textOf = (rows: ReadonlyMap<string, Row>): string =>
  JSON.stringify([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));

const picks = fc.array(fc.nat(), { minLength: 40, maxLength: 40 });

describe('the read model of the forum, whatever the history', () => {
  it('is the same in any interleaving that keeps the order of each stream', () => {
    fc.assert(
      fc.property(streams, picks, (all, order) => {
        let position = 0;
        const log = all.map((events) => events.map((event) => recorded(event, ++position)));
        expect(textOf(tablesOf(merged(log, order)))).toBe(textOf(tablesOf(log.flat())));
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it('counts the answers that can be read, and keeps no text of what was withdrawn', () => {
    fc.assert(
      fc.property(streams, (all) => {
        const rows = tablesOf(all.flat().map((event, n) => recorded(event, n + 1)));
        for (const [key, row] of rows) {
          if (row['withdrawn'] !== undefined) expect(JSON.stringify(row)).not.toContain('gehei');
          if (!key.startsWith('post ')) continue;
          const shown = [...rows.values()].filter(
            (other) =>
              other['answer'] !== undefined && other['post'] === row['post'] && other['withdrawn'] === undefined,
          );
          expect(row['answers']).toBe(shown.length);
          const solvedBy = row['solved_by'] ?? null;
          if (solvedBy !== null) expect(shown.map(({ answer }) => answer)).toContain(solvedBy);
        }
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it('waits for nothing once an obstacle is closed, and for the last step that was agreed before', () => {
    fc.assert(
      fc.property(streams, (all) => {
        for (const events of all) {
          const last = events.findLast(
            (event) => event.type === 'ObstacleFollowedUp' || event.type === 'ObstacleClosed',
          );
          if (last === undefined) continue;
          const row = tablesOf(events.map((event, n) => recorded(event, n + 1))).get(`obstacle ${last.obstacle}`);
          const agreed = last.type === 'ObstacleClosed' ? null : last.nextStep;
          expect([row?.['next_step'], row?.['next_term']]).toEqual([agreed?.text ?? null, agreed?.term ?? null]);
        }
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});

describe('those who watch the forum', () => {
  it('hear of posts, and of the obstacles of a municipality', () => {
    const [placed] = eventsOf(postDecider, [place('p')]);
    const [raised] = eventsOf(obstacleDecider, [raise('o')]);
    if (placed === undefined || raised === undefined) throw new Error('nothing happened');
    expect(forumProjection.touches(recorded(placed, 1))).toEqual(['posts']);
    expect(forumProjection.touches(recorded(raised, 1))).toEqual(['obstacles/GM0342']);
    expect(forumProjection.touches({ ...recorded(raised, 1), type: 'AssessmentRecorded' })).toEqual([]);
    expect(forumProjection.project({ ...recorded(raised, 1), type: 'AssessmentRecorded' })).toEqual([]);
  });
});
