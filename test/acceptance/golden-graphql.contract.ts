import { fieldOf, goldenQuestions, goldenTreden, titleOf } from './support/golden-files.js';
import type { Product } from './support/product.js';

export function goldenOverGraphqlContract({ platform, figures }: Product): void {
  describe('the golden table, through GraphQL', () => {
    test.each(goldenQuestions().map((question) => [titleOf(question), question] as const))(
      '%s',
      async (_, question) => {
        const { basis, scope, period, asOf, expected, store } = question;
        const answer = await figures(store, { basis, scope, period, asOf });
        const answered = Object.fromEntries(expected.map(({ field }) => [field, fieldOf(answer, field)]));
        expect(answered).toEqual(Object.fromEntries(expected.map(({ field, value }) => [field, value])));
      },
    );

    test.each([...goldenTreden()])('%s: so many municipalities on each trede', async (period, counts) => {
      const answer = await platform('demo').graphql<{
        readonly assessments: {
          readonly assessments: readonly unknown[];
          readonly counts: readonly { readonly trede: number; readonly municipalities: number }[];
        };
      }>(
        `query ($period: Period!) { assessments(period: $period, province: "PV26") {
           assessments { municipality trede } counts { trede municipalities } } }`,
        { period },
        platform('demo').token('toezichthouder-utrecht'),
      );
      expect(answer.errors).toBeUndefined();
      const found = answer.data?.assessments;
      expect(Object.fromEntries(found?.counts.map((c) => [String(c.trede), c.municipalities]) ?? [])).toEqual(counts);
      expect(found?.assessments).toHaveLength(26);
    });

    test('what is invented says so with the figure that uses it', async () => {
      const { remarks } = await figures('demo', { scope: 'PV26', period: '2023-1' });
      expect(remarks.join('\n')).toMatch(/verzonnen/i);
    });
  });
}
