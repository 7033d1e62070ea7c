import { packageFile } from '#libs/kernel';
import { jsonOf } from './support/cli-process.js';
import { fieldOf, goldenQuestions, goldenTreden, type GoldenQuestion } from './support/golden-files.js';
import { storeFolder, type StoreFolder } from './support/store-folder.js';

const DEMO = [
  ['targets', 'targets.csv'],
  ['published', 'published-municipalities.csv'],
  ['published', 'published-province.csv'],
  ['realisations', 'realisations.csv'],
  ['assessments', 'assessments.csv'],
] as const;

/** As few server starts as possible: one store with the provincial figures alone, one with all of the demo. */
const stores: Partial<Record<'report' | 'demo', StoreFolder>> = {};
const store = (name: 'report' | 'demo'): StoreFolder => {
  const found = stores[name];
  if (found === undefined) throw new Error(`the store ${name} was not made`);
  return found;
};

beforeAll(async () => {
  stores.report = await storeFolder();
  const imported = await store('report').run('import', 'published', packageFile('data/demo/published-province.csv'));
  expect(imported).toMatchObject({ code: 0 });
  stores.demo = await storeFolder();
  for (const [kind, name] of DEMO) {
    expect(await store('demo').run('import', kind, packageFile(`data/demo/${name}`))).toMatchObject({ code: 0 });
  }
}, 180_000);

afterAll(async () => {
  await stores.report?.remove();
  await stores.demo?.remove();
});

const titleOf = (q: GoldenQuestion): string =>
  `${q.period}${q.asOf === null ? '' : ` at ${q.asOf}`}, ${q.basis}, from ${
    q.store === 'report' ? 'the provincial figures alone' : "the demo's municipalities"
  }`;

describe('the golden table, through the command line', () => {
  test.each(goldenQuestions().map((question) => [titleOf(question), question] as const))('%s', async (_, question) => {
    const { basis, scope, period, asOf, expected } = question;
    const figures = await store(question.store).ask<unknown>(
      ...['figures', '--period', period, '--province', scope, '--basis', basis],
      ...(asOf === null ? [] : ['--as-of', asOf]),
    );
    const answered = Object.fromEntries(expected.map(({ field }) => [field, fieldOf(figures, field)]));
    expect(answered).toEqual(Object.fromEntries(expected.map(({ field, value }) => [field, value])));
  });

  test.each([...goldenTreden()])('%s: so many municipalities on each trede', async (period, counts) => {
    const answer = jsonOf<{
      readonly counts: Readonly<Record<string, number>>;
      readonly assessments: readonly { readonly municipality: string; readonly trede: number }[];
    }>(await store('demo').run('treden', '--period', period, '--province', 'PV26', '--json'));
    expect(answer.counts).toEqual(counts);
    expect(answer.assessments).toHaveLength(26);
  });
});
