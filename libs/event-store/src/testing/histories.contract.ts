import fc from 'fast-check';
import type { AppendOutcome } from '../event-store.js';
import { command, event, to, type StoreUnderTest } from './store-under-test.js';

/** Concurrent writers with pinned and unpinned versions, repeated commands and reused ids, against a simple model. */
export function anyHistoryHolds(open: () => Promise<StoreUnderTest>): void {
  it('agrees with a simple model on any history of concurrent writers', async () => {
    const append = fc.record({
      command: fc.integer({ min: 0, max: 12 }),
      content: fc.constantFrom('one', 'one', 'one', 'two'),
      streams: fc.uniqueArray(
        fc.record({
          stream: fc.constantFrom('a', 'b', 'c'),
          expected: fc.option(fc.integer({ min: 0, max: 3 }), { nil: 'any' as const }),
          events: fc.integer({ min: 1, max: 3 }),
        }),
        { minLength: 1, maxLength: 3, selector: (s) => s.stream },
      ),
    });
    const rounds = fc.array(fc.array(append, { maxLength: 8 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(rounds, async (history) => {
        const fresh = await open();
        try {
          const versions = new Map<string, number>();
          const answered = new Map<string, { content: string; answer: AppendOutcome }>();
          let head = 0;
          for (const round of history) {
            const requests = round.map((r) =>
              command(
                r.streams.map((s) => to(s.stream, s.expected, ...Array.from({ length: s.events }, () => event()))),
                { id: `k${r.command}`, content: r.content, result: { of: r.content } },
              ),
            );
            const outcomes = await Promise.all(requests.map((r) => fresh.store.append(r)));
            // Whoever came together may be served in another order: positions tell which. Refused ones see one of the states between.
            const served = requests
              .map((request, i) => ({ request, outcome: outcomes[i] as AppendOutcome }))
              .filter(({ outcome }) => outcome.kind === 'appended')
              .sort((a, b) => positionOf(a.outcome) - positionOf(b.outcome));
            for (const { request, outcome } of served) {
              expect(answered.has(request.command.id)).toBe(false);
              for (const { stream, expected, events } of request.streams) {
                const actual = versions.get(stream) ?? 0;
                if (expected !== 'any') expect(expected).toBe(actual);
                versions.set(stream, actual + events.length);
                head += events.length;
              }
              expect(positionOf(outcome)).toBe(head);
              answered.set(request.command.id, { content: request.command.contentHash, answer: outcome });
            }
            requests.forEach((request, i) => {
              const outcome = outcomes[i] as AppendOutcome;
              const first = answered.get(request.command.id);
              if (outcome.kind === 'repeated') {
                expect(first?.content).toBe(request.command.contentHash);
                expect({ ...outcome, kind: 'appended' }).toEqual(first?.answer);
              }
              if (outcome.kind === 'command-reused') expect(first?.content).not.toBe(request.command.contentHash);
            });
          }
          const events = await fresh.store.readLog(0, 10_000);
          expect(events.map((e) => e.position)).toEqual(Array.from({ length: head }, (_, i) => i + 1));
          for (const [stream, version] of versions) {
            const own = events.filter((e) => e.stream === stream);
            expect(own.map((e) => e.version)).toEqual(Array.from({ length: version }, (_, i) => i + 1));
          }
          expect(await fresh.store.verify()).toMatchObject({ ok: true, events: head });
        } finally {
          await fresh.close();
        }
      }),
      { numRuns: 15 },
    );
  });
}

const positionOf = (outcome: AppendOutcome): number => ('position' in outcome ? outcome.position : 0);
