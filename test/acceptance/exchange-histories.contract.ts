import { Invariants } from '../../libs/exchanges/src/testing/invariants-for-specs.js';
import { chance } from '../trust/kafka/seeded.js';
import { History } from './support/history.js';
import { unequalModels } from '../processes/unequal-models.js';
import { figuresTwice, verified } from './support/log-checks.js';
import { SOEST, UTRECHT, ZEIST } from './support/swap.js';
import type { TurnedProduct } from './support/turned-product.js';
import { wronglyDone } from './support/wrongly-done.js';

const HISTORIES = Number(process.env['REAL_HISTORIES'] ?? 20);
/** One kill in so many histories: each is a process that starts. */
const KILL_EVERY = Number(process.env['REAL_KILL_EVERY'] ?? 5);
const STEPS = 25;
/** A history takes some two seconds, and a process that starts some more; a machine with more to do takes a multiple of it. */
const PATIENCE_MS = 120_000 + HISTORIES * 24_000;
const TOWNS = [UTRECHT, ZEIST, SOEST];
/** With the day after each. */
const PERIODS = { '2026-1': '2026-07-01', '2026-2': '2027-01-01', '2027-1': '2027-07-01' } as const;

/** Invariants 1, 3, 4 and 5 of quality.md over random histories of the running product; a seed that fails stays here as a number of its own. */
export function exchangeHistoriesContract(started: () => TurnedProduct): void {
  describe(`${HISTORIES} histories as chance has them, with duplicates, a clock that jumps and processes that die`, () => {
    const invariants = new Invariants();
    const reached = new Map<string, number>();
    let position = 0;
    const listen = async (): Promise<readonly string[]> => {
      const events = await started().events(position);
      invariants.tell(events);
      for (const { type } of events) reached.set(type, (reached.get(type) ?? 0) + 1);
      position = events.at(-1)?.position ?? position;
      return invariants.violations;
    };

    beforeAll(async () => {
      for (const municipality of TOWNS) {
        for (const period of Object.keys(PERIODS)) {
          const announced = { municipality, period, persons: 40, announcedOn: '2026-01-05', source: 'Rijk' };
          const { refusal } = await started().send('toezichthouder-utrecht', 'taakstellingAnnounce', announced);
          if (refusal !== null) throw new Error(refusal.message);
        }
      }
      await listen();
      // What was told before these is looked at as well, but is none of theirs.
      reached.clear();
    }, 60_000);

    it(
      'an exchange is wholly done or wholly not, nobody lives or counts twice, and every command is done once or not at all',
      async () => {
        for (let seed = 1; seed <= HISTORIES; seed++) {
          const before = position;
          const history = new History(started(), chance(seed), `h${seed}`);
          await history.run(STEPS, seed % KILL_EVERY === 0 ? 1 : 0);
          const violations = await listen();
          const wrong = wronglyDone(await started().events(before), history.settled);
          expect({ seed, violations, wrong, contradictions: history.contradictions }).toEqual({
            seed,
            violations: [],
            wrong: [],
            contradictions: [],
          });
        }
        // Every term runs out: then nothing is held by what is over.
        await started().settled();
        started().clock.turn(60);
        await started().settled();
        expect([...(await listen()), ...invariants.heldByEnded()]).toEqual([]);
        // Histories that get nowhere show nothing.
        for (const type of ['ExchangeReserved', 'ExchangeSettled', 'LegPlaced', 'ExchangeEnded']) {
          expect([type, (reached.get(type) ?? 0) > 0]).toEqual([type, true]);
        }
      },
      PATIENCE_MS,
    );

    it('the figures are the plain fold of the log, every read model is its fold, and the chain holds', async () => {
      const product = started();
      const log = await product.events();
      const questions = ['PV26', ...TOWNS].flatMap((scope) =>
        Object.entries(PERIODS).map(([period, asOf]) => ({ scope, period, asOf })),
      );
      for (const { told, folded } of await figuresTwice(product, log, TOWNS, questions)) expect(told).toEqual(folded);
      expect(await unequalModels(product.database.pool, product.store)).toEqual([]);
      expect(await verified(product)).toMatchObject({ ok: true, position: log.length });
    }, 120_000);
  });
}
