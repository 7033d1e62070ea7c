import fc from 'fast-check';
import { computeFigures } from './figures/figures.js';
import { indexFacts } from './figures/facts.js';
import { figuresProjection } from './figures.projection.js';
import { ask, PV26, question } from './testing/ask.js';
import { histories, koppelHistories, koppelQuestions, questions } from './testing/histories.js';
import { comparable, naiveFigures } from './testing/naive-fold.js';
import { logOf } from './testing/recorded-events.js';
import { factsFor, tablesOf, type Tables } from './testing/tables-in-memory.js';

const rowsOf = (tables: Tables): string =>
  JSON.stringify([...tables].map(([name, rows]) => [name, [...rows].sort(([a], [b]) => (a < b ? -1 : 1))]));

describe('whatever the history', () => {
  it('figures equal a plain fold of the log, for every scope, reference date, moment of knowledge and position', () => {
    fc.assert(
      fc.property(histories, fc.array(questions, { minLength: 1, maxLength: 6 }), (told, asks) => {
        const log = logOf(told);
        const tables = tablesOf(figuresProjection, log);
        for (const { at, ...asked } of asks) {
          const fixed = question({ ...asked, position: Math.max(1, Math.floor(at * log.length)) }, log.length);
          const answer = computeFigures(indexFacts(factsFor(tables, fixed)), fixed);
          expect(answer.ok ? comparable(answer.value) : null).toEqual(naiveFigures(log, fixed));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('koppel balances are those of the households of the day, with exchanges and as if they had not been', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(koppelHistories, (told) => {
        const log = logOf(told);
        for (const { type } of log) reached.add(type);
        const tables = tablesOf(figuresProjection, log);
        for (const asked of koppelQuestions) {
          const fixed = question({ ...asked, position: log.length }, log.length);
          const answer = computeFigures(indexFacts(factsFor(tables, fixed)), fixed);
          const { koppelBalance, koppelBalanceWithoutExchanges } = naiveFigures(log, fixed) ?? {};
          expect(answer.ok ? answer.value.koppelBalance : null).toMatchObject([
            { persons: koppelBalance, personsWithoutExchanges: koppelBalanceWithoutExchanges },
          ]);
        }
      }),
      { numRuns: 150 },
    );
    expect([...reached]).toEqual(
      expect.arrayContaining([
        'KoppelingMoved',
        'KoppelingEnded',
        'RestPlaced',
        'PlacementCorrected',
        'HouseholdSplit',
      ]),
    );
  });

  it('a province computes as the sum of its municipalities', () => {
    fc.assert(
      fc.property(histories, questions, (told, { at, ...asked }) => {
        void at;
        const computed = { ...asked, basis: 'computed' as const };
        const parts = PV26.map((scope) => ask(told, { ...computed, scope }));
        const whole = ask(told, { ...computed, scope: 'PV26' });
        const sum = (values: readonly (number | null)[]): number => values.reduce<number>((s, v) => s + (v ?? 0), 0);
        expect(whole.opening).toBe(sum(parts.map((p) => p.opening)));
        expect(whole.realised).toBe(sum(parts.map((p) => p.realised)));
        expect(whole.taakstelling ?? 0).toBe(sum(parts.map((p) => p.taakstelling)));
      }),
      { numRuns: 100 },
    );
  });

  it('the rows are the same in any interleaving that keeps the order of each stream', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (told, picks) => {
        const log = logOf(told);
        const waiting = [...new Set(log.map((e) => e.stream))].map((stream) => log.filter((e) => e.stream === stream));
        const delivered = [];
        for (let i = 0; waiting.length > 0; i++) {
          const at = (picks[i % picks.length] ?? 0) % waiting.length;
          const stream = waiting[at] ?? [];
          const event = stream.shift();
          if (event !== undefined) delivered.push(event);
          if (stream.length === 0) waiting.splice(at, 1);
        }
        expect(delivered).toHaveLength(log.length);
        expect(rowsOf(tablesOf(figuresProjection, delivered))).toBe(rowsOf(tablesOf(figuresProjection, log)));
      }),
      { numRuns: 100 },
    );
  });

  it('an answer to a fixed question never changes, whatever is recorded later', () => {
    fc.assert(
      fc.property(histories, histories, questions, (told, later, { at, ...asked }) => {
        void at;
        const fixed = { ...asked, position: told.length };
        expect(ask([...told, ...later], fixed)).toEqual(ask(told, fixed));
      }),
      { numRuns: 100 },
    );
  });
});
