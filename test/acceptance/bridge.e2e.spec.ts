import { packageFile } from '#libs/kernel';
import { jsonOf, type RefusalDocument } from './support/cli-process.js';
import { storeFolder, type StoreFolder } from './support/store-folder.js';

interface Closing {
  readonly computed: number;
  readonly computedAtPublication: number;
  readonly lateCorrections: number;
  readonly published: number;
  readonly explained: number;
  readonly unexplained: number;
}
interface FiguresDocument {
  readonly taakstelling: number;
  readonly realised: number;
  readonly closing: Closing;
  readonly position: number;
}

/** Every command is a process of its own, which on a busy machine takes seconds to start. */
const PATIENCE_MS = 240_000;

let folder: StoreFolder | undefined;
const store = (): StoreFolder => {
  if (folder === undefined) throw new Error('the store was not made');
  return folder;
};
const figures = (...args: readonly string[]): Promise<FiguresDocument> => store().ask('figures', ...args);
const ofTheProvince = ['--period', '2023-1', '--province', 'PV26'];
const imported = async (kind: string, ...lines: readonly string[]): Promise<void> => {
  const path = store().file(`${kind}.csv`, `${lines.join('\n')}\n`);
  expect(await store().run('import', kind, path)).toMatchObject({ code: 0 });
};

beforeAll(async () => {
  folder = await storeFolder();
  for (const [kind, name] of [
    ['targets', 'targets.csv'],
    ['published', 'published-municipalities.csv'],
    ['published', 'published-province.csv'],
    ['realisations', 'realisations.csv'],
  ] as const) {
    expect(await store().run('import', kind, packageFile(`data/demo/${name}`))).toMatchObject({ code: 0 });
  }
}, PATIENCE_MS);
afterAll(() => folder?.remove());

test(
  'a correction with a reason shrinks what is unexplained, and what was known before stays answerable',
  async () => {
    const before = await figures(...ofTheProvince);
    expect(before.closing).toMatchObject({ computed: -363, published: -406, unexplained: -43, lateCorrections: 0 });
    const moment = new Date().toISOString();

    await imported(
      'realisations',
      'municipality,on,persons,kind,source,administration,reason',
      'Utrecht,2023-06-28,-20,regular,COA,coa,dubbel geteld in juni',
    );

    const after = await figures(...ofTheProvince);
    expect(after.realised).toBe(1118);
    expect(after.closing).toMatchObject({
      computedAtPublication: -363,
      lateCorrections: -20,
      computed: -383,
      published: -406,
      unexplained: -23,
    });
    const asKnownThen = await figures(...ofTheProvince, '--known-at', moment);
    expect(asKnownThen.closing).toMatchObject({ computed: -363, unexplained: -43 });
    expect({ ...(await figures(...ofTheProvince, '--position', String(before.position))) }).toEqual(before);
  },
  PATIENCE_MS,
);

test(
  'a row of ours and the row of COA for the same move count once',
  async () => {
    const one = ['--period', '2022-2', '--municipality', 'Zeist'];
    const before = await figures(...one);
    const rows = (administration: string): readonly string[] => [
      'municipality,on,persons,kind,source,administration',
      `Zeist,2022-09-14,4,regular,Lijst van september,${administration}`,
    ];
    await imported('realisations', ...rows('coa'));
    await imported('realisations', ...rows('own'));
    expect((await figures(...one)).realised).toBe(before.realised + 4);
    expect((await figures(...one, '--administration', 'own')).realised).toBe(4);
  },
  PATIENCE_MS,
);

test(
  'two equal rows of one day are two facts, and a file imported twice changes nothing',
  async () => {
    const one = ['--period', '2022-2', '--municipality', 'Renswoude'];
    const before = await figures(...one);
    const row = 'Renswoude,2022-10-03,2,regular,Lijst van oktober';
    const lines = ['municipality,on,persons,kind,source', row, row];
    await imported('realisations', ...lines);
    const twice = await figures(...one);
    expect(twice.realised).toBe(before.realised + 4);
    await imported('realisations', ...lines);
    expect(await figures(...one)).toEqual(twice);
    await imported('realisations', ...lines, 'Renswoude,2022-10-04,1,regular,Lijst van oktober');
    expect((await figures(...one)).realised).toBe(before.realised + 5);
  },
  PATIENCE_MS,
);

test(
  'a dry run says what would happen and stores nothing',
  async () => {
    const path = store().file(
      'dry.csv',
      'municipality,on,persons,kind,source\nBaarn,2022-10-03,2,regular,Proef\nBaarn,2022-10-05,3,regular,Proef\n',
    );
    const before = await figures('--period', '2022-2', '--municipality', 'Baarn');
    const answer = await store().run('import', 'realisations', path, '--dry-run', '--json');
    expect(jsonOf(answer)).toMatchObject({ rows: 2, added: 2, unchanged: 0, dryRun: true });
    expect(await figures('--period', '2022-2', '--municipality', 'Baarn')).toEqual(before);
  },
  PATIENCE_MS,
);

test(
  'a later announcement of one day that differs is refused, one of a later day adjusts',
  async () => {
    const header = 'period,municipality,persons,announced_on,source';
    const conflict = store().file('conflict.csv', `${header}\n2023-1,Utrecht,1,2022-09-30,Iets anders\n`);
    const refusedAnswer = await store().run('import', 'targets', conflict, '--json');
    expect(refusedAnswer.code).toBe(1);
    expect(jsonOf<RefusalDocument>(refusedAnswer).refused[0]?.code).toBe('ANNOUNCEMENT_CONFLICT');

    const utrecht = ['--period', '2023-1', '--municipality', 'GM0344'];
    const before = await figures(...utrecht);
    await imported('targets', header, `2023-1,Utrecht,${before.taakstelling - 10},2023-03-15,Verlaging (proef)`);
    expect((await figures(...utrecht)).taakstelling).toBe(before.taakstelling - 10);
    expect((await figures(...utrecht, '--as-of', '2023-03-15')).taakstelling).toBe(before.taakstelling);
  },
  PATIENCE_MS,
);

test(
  'the log is whole after all of this, and rebuilding the read models changes nothing',
  async () => {
    expect(await store().ask('verify')).toMatchObject({ ok: true });
    const rebuilt = await store().run('rebuild', '--json');
    expect(rebuilt.code).toBe(0);
    const { rebuilt: reports } = jsonOf<{ rebuilt: readonly { readonly equal: boolean }[] }>(rebuilt);
    expect(reports.length).toBeGreaterThan(0);
    expect(reports.filter(({ equal }) => !equal)).toEqual([]);
  },
  PATIENCE_MS,
);
