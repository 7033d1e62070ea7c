import { manualClock } from '#libs/kernel';
import fc from 'fast-check';
import { LiveStates, type Timer } from './live-states.js';

interface State {
  readonly position: number;
  readonly value: string;
}

/** A read model in memory: what is read is what was written last, and a change is announced when the spec says so. */
class ReadModel {
  position = 1;
  value = 'a';
  loads = 0;
  private readonly listeners = new Set<(again?: boolean) => void>();

  readonly load = async (): Promise<State> => {
    this.loads++;
    const { position, value } = this;
    await Promise.resolve();
    return { position, value };
  };
  readonly changed = (listener: (again?: boolean) => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
  write(value: string): void {
    this.position++;
    this.value = value;
  }
  announce(again?: boolean): void {
    for (const listener of this.listeners) listener(again);
  }
  get watched(): number {
    return this.listeners.size;
  }
}

const never: Timer = () => () => undefined;
const clock = manualClock('2023-10-26T12:00:00Z');
const settle = async (): Promise<void> => {
  for (let n = 0; n < 20; n++) await Promise.resolve();
};
const valueOf = async (states: AsyncIterator<State>): Promise<string | undefined> => {
  const step = await states.next();
  return step.done === true ? undefined : step.value.value;
};

describe('live states', () => {
  it('a change between the listening and the snapshot is not lost', async () => {
    const model = new ReadModel();
    const live = new LiveStates(clock, never);
    const states = live.watch('k', model.load, model.changed);
    await settle();
    model.write('b');
    model.announce();
    model.write('c');
    model.announce();
    await settle();
    expect(await valueOf(states)).toBe('c');
  });

  it('all who watch one key share one listener and one load; another key has its own', async () => {
    const model = new ReadModel();
    const live = new LiveStates(clock, never);
    const all = Array.from({ length: 50 }, () => live.watch('k', model.load, model.changed));
    expect(await Promise.all(all.map(valueOf))).toEqual(all.map(() => 'a'));
    expect([model.loads, model.watched]).toEqual([1, 1]);
    live.watch('other', model.load, model.changed);
    await settle();
    expect([model.loads, model.watched]).toEqual([2, 2]);
  });

  it('one who joins later gets the state at once, without a new load', async () => {
    const model = new ReadModel();
    const live = new LiveStates(clock, never);
    await valueOf(live.watch('k', model.load, model.changed));
    expect(await valueOf(live.watch('k', model.load, model.changed))).toBe('a');
    expect(model.loads).toBe(1);
  });

  it('notices without news, and states that are older, give nothing', async () => {
    const model = new ReadModel();
    const live = new LiveStates(clock, never);
    const states = live.watch('k', model.load, model.changed);
    await valueOf(states);
    model.announce();
    await settle();
    model.position = 0;
    model.announce();
    await settle();
    model.position = 2;
    model.value = 'new';
    model.announce();
    expect(await valueOf(states)).toBe('new');
  });

  it('a state that a rebuild changed at the same position is given, when the notice says so', async () => {
    const model = new ReadModel();
    const live = new LiveStates(clock, never);
    const states = live.watch('k', model.load, model.changed);
    await valueOf(states);
    const next = valueOf(states);
    model.value = 'rebuilt';
    model.announce(true);
    await settle();
    live.close();
    expect(await next).toBe('rebuilt');
  });

  it('the last to leave ends the listening', async () => {
    const model = new ReadModel();
    const live = new LiveStates(clock, never);
    const [one, other] = [live.watch('k', model.load, model.changed), live.watch('k', model.load, model.changed)];
    await one.return?.();
    expect([model.watched, live.watched]).toEqual([1, 1]);
    await other.return?.();
    expect([model.watched, live.watched]).toEqual([0, 0]);
    expect(await valueOf(other)).toBeUndefined();
  });

  it('a load that fails ends everybody’s watching with its error, and one who comes back begins anew', async () => {
    const model = new ReadModel();
    const live = new LiveStates(clock, never);
    const broken = (): Promise<State> => Promise.reject(new Error('gone'));
    const watching = [live.watch('k', broken, model.changed), live.watch('k', broken, model.changed)];
    for (const states of watching) await expect(states.next()).rejects.toThrow('gone');
    expect(model.watched).toBe(0);
    expect(await valueOf(live.watch('k', model.load, model.changed))).toBe('a');
  });

  it('at local midnight every state is given again, though no position moved', async () => {
    const waits: number[] = [];
    let strike: () => void = () => undefined;
    const timer: Timer = (milliseconds, callback) => {
      waits.push(milliseconds);
      strike = callback;
      return () => undefined;
    };
    const turning = manualClock('2023-10-28T12:00:00Z');
    const model = new ReadModel();
    const live = new LiveStates(turning, timer);
    const states = live.watch('k', model.load, model.changed);
    await valueOf(states);
    turning.set('2023-10-28T21:59:59.000Z');
    strike();
    await settle();
    expect(model.loads).toBe(1);
    turning.set('2023-10-28T22:00:00Z');
    strike();
    expect(await valueOf(states)).toBe('a');
    // The clock is looked at every minute, since it may be turned and the machine may sleep; and a second before midnight just then.
    expect(waits).toEqual([60_000, 1_000, 60_000]);
    // The night of the clock change, of 25 hours.
    turning.set('2023-10-29T22:59:59.999Z');
    strike();
    await settle();
    expect([waits.at(-1), model.loads]).toEqual([1, 2]);
    turning.set('2023-10-29T23:00:00Z');
    strike();
    await settle();
    expect(model.loads).toBe(3);
    live.close();
  });

  it('whatever the order of writes, notices and reads: positions only rise, and all end with the last state', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('write', 'announce', 'read', 'join', 'settle'), { maxLength: 60 }),
        async (steps) => {
          const model = new ReadModel();
          const live = new LiveStates(clock, never);
          const watching = [{ states: live.watch('k', model.load, model.changed), seen: [] as State[] }];
          const take = async ({ states, seen }: (typeof watching)[number]): Promise<void> => {
            const step = await states.next();
            if (step.done !== true) seen.push(step.value);
          };
          const reads: Promise<void>[] = [];
          for (const step of steps) {
            if (step === 'write') model.write(`v${model.position}`);
            if (step === 'announce') model.announce();
            if (step === 'read') reads.push(...watching.map(take));
            if (step === 'join') watching.push({ states: live.watch('k', model.load, model.changed), seen: [] });
            if (step === 'settle') await settle();
          }
          await settle();
          model.write('last');
          model.announce();
          await settle();
          reads.push(...watching.map(take));
          await settle();
          live.close();
          await Promise.all(reads);
          for (const { seen } of watching) {
            const positions = seen.map(({ position }) => position);
            expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
            expect(seen.at(-1)?.value).toBe('last');
          }
        },
      ),
    );
  });
});
