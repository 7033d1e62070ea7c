import type { Row } from '#libs/projections';
import fc from 'fast-check';
import { exchangeStream } from '../domain/exchange.events.js';
import { openReversals, type KnownExchange, type LegState } from '../domain/exchange.js';
import { exchangesProjection, touchedExchange } from './exchanges.projection.js';
import { histories, logOf, type History } from './testing/histories.js';
import { rowsOf, tablesOf, textOf } from './testing/tables-in-memory.js';

const picks = fc.array(fc.nat(97), { minLength: 40, maxLength: 40 });
const run = { numRuns: 100, seed: 20240501 };

const known = ({ state }: History): KnownExchange => {
  if (state.status === 'unknown') throw new Error('every history begins with a proposal');
  return state;
};

/** How a row of a leg reads in the words of the decider's own state. */
const legRead = (row: Row | undefined) => ({
  dwelling: row?.['dwelling'],
  persons: row?.['persons'],
  informed: row?.['informed_on'] ?? null,
  coa: row?.['coa_answer'] ?? null,
  reversal:
    (row?.['reversed_on'] ?? null) !== null
      ? 'done'
      : (row?.['reversal_requested_on'] ?? null) !== null
        ? 'open'
        : null,
  course:
    (row?.['placed_on'] ?? null) !== null
      ? 'placed'
      : row?.['repair'] === 'return' || row?.['repair'] === 'balance'
        ? 'repaired'
        : (row?.['failed_on'] ?? null) !== null
          ? 'failed'
          : 'open',
});

const legMeant = ({ dwelling, persons, informed, coa, course }: LegState) => ({
  dwelling,
  persons,
  informed: informed?.on ?? null,
  coa: coa.answer?.kind ?? null,
  reversal: coa.reversal === null ? null : coa.reversal === 'open' ? 'open' : 'done',
  course: course.status,
});

describe('whatever happens to exchanges', () => {
  it('the rows tell of each what its own fold tells: how far it is, its legs, its answers and what COA still has to undo', () => {
    fc.assert(
      fc.property(histories, picks, (all, order) => {
        const tables = tablesOf(exchangesProjection, logOf(all, order));
        for (const history of all) {
          const state = known(history);
          const of = (name: string) => rowsOf(tables, name).filter((row) => row['exchange'] === history.exchange);
          expect(of('exchange')[0]).toMatchObject({ status: state.status, version: history.events.length });
          expect(Number(of('exchange')[0]?.['open_reversals'] ?? 0)).toBe(openReversals(state).length);
          expect(of('party').map((row) => row['municipality'])).toEqual(state.municipalities);
          const accepted = of('answer').filter((row) => row['answer'] === 'accepted');
          expect(accepted.map((row) => row['municipality'])).toEqual(state.accepted);
          const decided = of('redistribution_decision').map((row) => [row['period'], row['redistribution']]);
          expect(decided).toEqual(Object.entries(state.decisions));
          for (const leg of state.legs) {
            expect(legRead(of('leg').find((row) => row['leg'] === leg.leg))).toEqual(legMeant(leg));
          }
        }
      }),
      run,
    );
  });

  it('the rows are the same in any order that keeps that of each exchange', () => {
    fc.assert(
      fc.property(histories, picks, (all, order) => {
        const log = logOf(all, order);
        const delivered = all.flatMap(({ exchange }) =>
          log.filter(({ stream }) => stream === exchangeStream(exchange)),
        );
        expect(delivered).toHaveLength(log.length);
        expect(textOf(tablesOf(exchangesProjection, delivered))).toBe(textOf(tablesOf(exchangesProjection, log)));
      }),
      { ...run, numRuns: 40 },
    );
  });

  it('nothing is made or lost in the balance: what one gave another received', () => {
    fc.assert(
      fc.property(histories, picks, (all, order) => {
        const entries = rowsOf(tablesOf(exchangesProjection, logOf(all, order)), 'balance_entry');
        for (const { exchange } of all) {
          const of = entries.filter((row) => row['exchange'] === exchange);
          const sum = (direction: string, column: string): number =>
            of.filter((row) => row['direction'] === direction).reduce((n, row) => n + Number(row[column]), 0);
          expect(sum('given', 'persons')).toBe(sum('received', 'persons'));
          expect(sum('given', 'households')).toBe(sum('received', 'households'));
        }
      }),
      { ...run, numRuns: 40 },
    );
  });

  it('every event touches its exchange, and the first one everybody who takes part', () => {
    fc.assert(
      fc.property(histories, (all) => {
        for (const history of all) {
          const log = logOf([history], [0]);
          for (const event of log) {
            expect(exchangesProjection.touches(event)).toContain(touchedExchange(history.exchange));
          }
          const [first] = log.map((event) => exchangesProjection.touches(event));
          expect(first).toEqual(expect.arrayContaining([...known(history).municipalities]));
        }
      }),
      { ...run, numRuns: 50 },
    );
  });

  it('the histories reach every end', () => {
    const reached = new Set<string>();
    let decisions = 0;
    fc.assert(
      fc.property(histories, (all) => {
        for (const history of all) {
          reached.add(known(history).status);
          decisions += Object.keys(known(history).decisions).length;
        }
      }),
      run,
    );
    expect([...reached].sort()).toEqual(['completed', 'ended', 'proposed', 'requested', 'reserved', 'settled']);
    expect(decisions).toBeGreaterThan(0);
  });
});
