import fc from 'fast-check';
import { instantOrThrow as at, nextMidnight, type Instant } from '#libs/kernel';
import type { Deadline, DeadlineHandler } from './deadline.js';
import type { Deadlines } from './deadlines.js';
import { openBench, START, until, type Bench } from './testing/bench.js';

const DAY_1 = at('2023-10-28T12:00:00Z');
const DAY_2 = at('2023-10-29T12:00:00Z');
const DAY_3 = at('2023-10-30T12:00:00Z');

describe('a deadline', () => {
  let bench: Bench;
  let fired: string[];
  beforeEach(async () => {
    bench = await openBench();
    fired = [];
  });
  afterEach(() => bench.close());

  const reply = (overrides: Partial<DeadlineHandler> = {}): DeadlineHandler => ({
    name: 'reply',
    fire: ({ key }) => {
      fired.push(key);
      return Promise.resolve();
    },
    ...overrides,
  });
  const started = (...handlers: readonly DeadlineHandler[]): Deadlines => {
    const host = bench.deadlines(...(handlers.length === 0 ? [reply()] : handlers));
    host.start();
    return host;
  };
  const set = (host: Deadlines, key: string, dueAt: Instant, position?: number): Promise<void> =>
    host.set({ name: 'reply', key, dueAt, ...(position === undefined ? {} : { position }) });
  /** Everything that is due has been fired. */
  const settled = (host: Deadlines) => async () => (await host.status()).overdue === 0;

  it('is fired when the clock has reached it, not before, and once', async () => {
    const host = started();
    await set(host, 'tomorrow', DAY_1);
    await set(host, 'now', at(START));
    await until(settled(host));
    expect(fired).toEqual(['now']);
    bench.clock.set('2023-10-28T11:59:59.999Z');
    await set(host, 'later', bench.clock.now());
    await until(settled(host));
    expect(fired).toEqual(['now', 'later']);
    bench.clock.set(DAY_1);
    await until(settled(host));
    expect(fired).toEqual(['now', 'later', 'tomorrow']);
    expect(await host.status()).toMatchObject({ role: 'active', open: 0, overdue: 0, next: null, failing: [] });
  });

  it('that fell due while everything was down is fired at the start, in the order in which they fell due', async () => {
    const desk = bench.deadlines();
    await set(desk, 'c', DAY_3);
    await set(desk, 'a', DAY_1);
    await set(desk, 'b', DAY_2);
    bench.clock.set('2024-01-01T00:00:00Z');
    expect(await desk.status()).toMatchObject({ role: 'stopped', open: 3, overdue: 3, next: DAY_1 });
    const host = started();
    await until(settled(host));
    expect(fired).toEqual(['a', 'b', 'c']);
  });

  it('moves when it is set again, and is never fired when it was cancelled', async () => {
    const host = started();
    await set(host, 'moved', DAY_1);
    await set(host, 'moved', DAY_3);
    await set(host, 'cancelled', DAY_1);
    await host.cancel({ name: 'reply', key: 'cancelled' });
    await set(host, 'witness', DAY_2);
    bench.clock.set(DAY_2);
    await until(settled(host));
    expect(fired).toEqual(['witness']);
    bench.clock.set(DAY_3);
    await until(settled(host));
    expect(fired).toEqual(['witness', 'moved']);
  });

  it('that was fired is not fired again by being set again as it was', async () => {
    const host = started();
    await set(host, 'a', at(START));
    await until(settled(host));
    await set(host, 'a', at(START));
    await set(host, 'witness', at(START));
    await until(settled(host));
    expect(fired).toEqual(['a', 'witness']);
    await set(host, 'a', DAY_1);
    bench.clock.set(DAY_1);
    await until(settled(host));
    expect(fired).toEqual(['a', 'witness', 'a']);
  });

  it('stands as the last event decided, however often a reactor meets the same events again', async () => {
    const decisions = fc.array(
      fc.record({
        key: fc.constantFrom('a', 'b'),
        dueAt: fc.constantFrom<Instant | null>(DAY_1, DAY_2, DAY_3, null),
        /** How far the reactor falls back after this event. */
        back: fc.nat(6),
      }),
      { minLength: 1, maxLength: 8 },
    );
    const host = bench.deadlines();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(decisions, async (events) => {
        const name = `reply-${run++}`;
        const decide = async (position: number): Promise<void> => {
          const event = events[position - 1];
          if (event === undefined) return;
          const { key, dueAt } = event;
          if (dueAt === null) await host.cancel({ name, key }, position);
          else await host.set({ name, key, dueAt, position });
        };
        const open = async (): Promise<readonly (readonly [string, Instant])[]> => {
          const { rows } = await bench.pool.query<{ key: string; due_at: Instant }>(
            'select key, due_at from deadline where name = $1 and done_at is null order by key',
            [name],
          );
          return rows.map((row) => [row.key, row.due_at]);
        };
        for (const [i, { back }] of events.entries()) {
          const last = new Map(events.slice(0, i + 1).map(({ key, dueAt }) => [key, dueAt]));
          const decided = [...last].filter(([, dueAt]) => dueAt !== null).sort();
          await decide(i + 1);
          expect(await open()).toEqual(decided);
          for (let position = Math.max(1, i + 1 - back); position <= i + 1; position++) {
            await decide(position);
            expect(await open()).toEqual(decided);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('whose handler fails is tried again for ever and says so, and the others do not wait for it', async () => {
    let isAway = true;
    const host = started(
      reply({
        fire: ({ key }) => {
          if (key === 'first' && isAway) return Promise.reject(new Error('COA does not answer'));
          fired.push(key);
          return Promise.resolve();
        },
      }),
    );
    await set(host, 'first', DAY_1);
    await set(host, 'second', DAY_2);
    bench.clock.set(DAY_2);
    await until(async () => ((await host.status()).failing[0]?.attempts ?? 0) >= 2);
    expect(fired).toEqual(['second']);
    expect((await host.status()).failing).toMatchObject([
      { name: 'reply', key: 'first', reason: 'COA does not answer' },
    ]);
    isAway = false;
    await until(settled(host));
    expect(fired).toEqual(['second', 'first']);
    expect((await host.status()).failing).toEqual([]);
  });

  it('that is moved or cancelled while its handler is at work is settled by what was said last', async () => {
    let host: Deadlines | null = null;
    const meanwhile: Record<string, (name: string, key: string) => Promise<void> | undefined> = {
      moved: (name, key) => host?.set({ name, key, dueAt: DAY_3 }),
      cancelled: (name, key) => host?.cancel({ name, key }),
    };
    const handler = reply({
      fire: async ({ name, key }) => {
        if (!fired.includes(key)) await meanwhile[key]?.(name, key);
        fired.push(key);
      },
    });
    host = started(handler);
    await set(host, 'moved', DAY_1);
    await set(host, 'cancelled', DAY_1);
    bench.clock.set(DAY_1);
    await until(settled(host));
    expect(await host.status()).toMatchObject({ open: 1, next: DAY_3 });
    bench.clock.set(DAY_3);
    await until(settled(host));
    expect(fired).toEqual(['cancelled', 'moved', 'moved']);
  });

  it('that recurs arms itself again, and fires once for all the times that were missed', async () => {
    const days: Instant[] = [];
    const daily: DeadlineHandler = {
      name: 'daily',
      fire: ({ dueAt }: Deadline) => {
        days.push(dueAt);
        return Promise.resolve();
      },
      again: nextMidnight,
    };
    const host = started(daily);
    await until(async () => (await host.status()).next === '2023-10-27T22:00:00.000Z');
    bench.clock.set('2023-10-27T22:00:00Z');
    await until(async () => (await host.status()).next === '2023-10-28T22:00:00.000Z');
    await host.stop();
    bench.clock.set('2023-11-05T08:00:00Z');
    const heir = started(daily);
    await until(async () => (await heir.status()).next === '2023-11-05T23:00:00.000Z');
    expect(days).toEqual(['2023-10-27T22:00:00.000Z', '2023-10-28T22:00:00.000Z']);
  });

  it('is fired in one process at a time: another stands by, sees what is set elsewhere, and takes over', async () => {
    const by: string[] = [];
    const of = (process: string): DeadlineHandler =>
      reply({
        fire: ({ key }) => {
          by.push(`${process}:${key}`);
          return Promise.resolve();
        },
      });
    const active = started(of('one'));
    await until(async () => (await active.status()).role === 'active');
    const heir = started(of('two'));
    await set(heir, 'a', at(START));
    await until(settled(heir));
    expect((await heir.status()).role).toBe('standby');
    await active.stop();
    await set(active, 'b', at(START));
    await until(settled(heir));
    expect(by).toEqual(['one:a', 'two:b']);
  });
});
