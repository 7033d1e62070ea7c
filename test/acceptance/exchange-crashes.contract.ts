import { POINTS, tellSwap, type ToldLog } from './support/crashed-swap.js';
import type { TurnedProduct } from './support/turned-product.js';

/** Each round kills other processes at each step, at other points; three are all of them in the embedded shape, nine in the other. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 1);

/** Counts on by one more each time round, so that each process comes to each point. */
const turn = (n: number): number => n + Math.floor(n / POINTS.length);

/** A process is killed with `kill -9` at every step of a swap; in the end it is as if nothing had happened. */
export function exchangeCrashesContract(started: () => TurnedProduct): void {
  describe('a swap that has a process killed at every step', () => {
    let undisturbed: ToldLog | undefined;
    beforeAll(async () => {
      undisturbed = await tellSwap(started(), () => null);
    }, 60_000);

    it.each(Array.from({ length: ROUNDS }, (_, round) => round))(
      'ends like one in which nobody dies, and each step was taken once (round %i)',
      async (round) => {
        const { manager, processes } = started().shape;
        const others = Object.keys(processes).filter((name) => name !== manager);
        const log = await tellSwap(started(), ({ send }, index) => ({
          who: (send === null ? undefined : others[(index + round) % others.length]) ?? manager,
          point: POINTS[(turn(index) + turn(round)) % POINTS.length] ?? 'before',
        }));
        expect(log).toEqual(undisturbed);
        expect(log['exchange-exchange']?.at(-1)?.type).toBe('ExchangeCompleted');
        expect(log['household-family']?.filter(({ type }) => type === 'KoppelingMoved')).toHaveLength(1);
      },
      180_000,
    );
  });
}
