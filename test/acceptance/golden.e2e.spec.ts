import { packageFile } from '#libs/kernel';
import { goldenOverCommandLineContract } from './golden-cli.contract.js';
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

goldenOverCommandLineContract(store);
