import { accept, countingIds, manualClock, ok, refuse, type Decider, type Result } from '#libs/kernel';
import { z } from 'zod';
import type { EventStore } from './event-store.js';
import { InMemoryEventStore } from './memory/in-memory-event-store.js';
import { runJointly, type Sitting } from './run-jointly.js';
import { storedBy } from './stored-decider.js';

const moved = z.object({ type: z.literal('Moved'), amount: z.int() });
type Moved = z.infer<typeof moved>;

/** A purse that cannot be overdrawn. */
const purse: Decider<number, number, Moved> = {
  initial: 0,
  evolve: (state, { amount }) => state + amount,
  decide: (amount, state) => {
    if (state + amount < 0) return refuse('EMPTY', 'leeg', ['input', 'amount']);
    return amount === 0 ? accept() : accept({ type: 'Moved', amount });
  },
};
const purses = storedBy(purse, moved, () => null)(countingIds());

const openStore = (): EventStore => new InMemoryEventStore({ clock: manualClock('2023-10-27T10:00:00Z') });

const pay = (sitting: Sitting, from: string, to: string, amount: number): Result<number> => {
  const taken = sitting.decide(purses, from, -amount);
  if (!taken.ok) return taken;
  return sitting.decide(purses, to, amount);
};

const run = (store: EventStore, commandId: string, decide: (sitting: Sitting) => Result<number>) =>
  runJointly(store, {
    commandId,
    content: { commandId },
    meta: { actor: 'test' },
    streams: ['purse-a', 'purse-b', 'purse-c'],
    decide,
  });

describe('a command over several streams', () => {
  it('stores what every stream decided in one commit, on the states that earlier decisions of it led to', async () => {
    const store = openStore();
    const outcome = await run(store, '1', (sitting) => {
      sitting.decide(purses, 'purse-a', 10);
      pay(sitting, 'purse-a', 'purse-b', 7);
      return pay(sitting, 'purse-b', 'purse-c', 5);
    });
    expect(outcome).toMatchObject({ ok: true, value: { position: 5, result: 5 } });
    const events = await store.readLog(0, 10);
    expect(new Set(events.map(({ meta }) => meta.commit)).size).toBe(1);
    const left = (await run(store, '2', (sitting) => ok(sitting.state(purses, 'purse-b')))) as { value: object };
    expect(left.value).toMatchObject({ result: 2, position: 5 });
  });

  it('stores nothing of any stream when one refuses', async () => {
    const store = openStore();
    await run(store, '1', (sitting) => sitting.decide(purses, 'purse-a', 3));
    const refusedOne = await run(store, '2', (sitting) => {
      sitting.decide(purses, 'purse-c', 100);
      return pay(sitting, 'purse-a', 'purse-b', 4);
    });
    expect(refusedOne).toMatchObject({ ok: false, refusals: [{ code: 'EMPTY' }] });
    expect((await store.head()).position).toBe(1);
  });

  it('cannot decide on a stream that it did not ask for', async () => {
    await expect(run(openStore(), '1', (sitting) => sitting.decide(purses, 'purse-z', 1))).rejects.toThrow(
      'stream purse-z was not asked for',
    );
  });

  it('given two that want the same money, one gets it and the other is refused, a hundred times', async () => {
    for (let i = 0; i < 100; i++) {
      const store = openStore();
      await run(store, 'fill', (sitting) => sitting.decide(purses, 'purse-a', 5));
      const outcomes = await Promise.all([
        run(store, '1', (sitting) => pay(sitting, 'purse-a', 'purse-b', 5)),
        run(store, '2', (sitting) => pay(sitting, 'purse-a', 'purse-c', 5)),
      ]);
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    }
  });
});
