import { jsonOf } from './support/cli-process.js';
import { fieldOf, goldenQuestions, goldenTreden, titleOf } from './support/golden-files.js';
import type { CommandLine } from './support/store-folder.js';

/** @param most how many of the questions; each opens a store of its own, which takes seconds beside twenty processes */
export function goldenOverCommandLineContract(store: (name: 'report' | 'demo') => CommandLine, most = Infinity): void {
  describe('the golden table, through the command line', () => {
    test.each(
      goldenQuestions()
        .slice(0, most)
        .map((question) => [titleOf(question), question] as const),
    )('%s', async (_, question) => {
      const { basis, scope, period, asOf, expected } = question;
      const figures = await store(question.store).ask<unknown>(
        ...['figures', '--period', period, '--province', scope, '--basis', basis],
        ...(asOf === null ? [] : ['--as-of', asOf]),
      );
      const answered = Object.fromEntries(expected.map(({ field }) => [field, fieldOf(figures, field)]));
      expect(answered).toEqual(Object.fromEntries(expected.map(({ field, value }) => [field, value])));
    });

    test.each([...goldenTreden()].slice(0, most))(
      '%s: so many municipalities on each trede',
      async (period, counts) => {
        const answer = jsonOf<{
          readonly counts: Readonly<Record<string, number>>;
          readonly assessments: readonly { readonly municipality: string; readonly trede: number }[];
        }>(await store('demo').run('treden', '--period', period, '--province', 'PV26', '--json'));
        expect(answer.counts).toEqual(counts);
        expect(answer.assessments).toHaveLength(26);
      },
    );
  });
}
