import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonOf, type RefusalDocument } from './support/cli-process.js';
import type { Product } from './support/product.js';

export function art29Contract({ platform, figures, store, folder }: Product): void {
  describe('the formula of art. 29, from files that the command line brings into the store of a running platform', () => {
    const imported = (kind: string, ...lines: readonly string[]) => {
      const file = join(folder, `${kind}.csv`);
      writeFileSync(file, `${lines.join('\n')}\n`);
      return store('demo').run('import', kind, file, '--json');
    };
    const check = async (rounding: string | null, atLeast: number | null): Promise<unknown> => {
      // The check reads the same read model as the figures, and has no position of its own to wait for.
      await figures('demo', { scope: 'NL', period: '2023-1', atLeast });
      const answer = await platform('demo').graphql<{ readonly taakstellingCheck: unknown }>(
        `query ($rounding: RoundingMode) { taakstellingCheck(scope: "PV26", period: "2023-1", rounding: $rounding) {
           vg populationOn inhabitants complete formula municipalities { municipality inhabitants exactShare formula official deviation } } }`,
        { rounding },
      );
      if (answer.data === undefined || answer.data === null) throw new Error(JSON.stringify(answer.errors));
      return answer.data.taakstellingCheck;
    };

    const COUNTS = [
      'municipality,on,persons,source',
      'Amersfoort,2022-01-01,158000,Proef',
      'Zeist,2022-01-01,66000,Proef',
    ];

    test('without populations it is off, and a file with one bad row leaves it off', async () => {
      const vg = '2023-1,NL,taakstelling,21200,2023-01-01,rijk,2022-09-30';
      const published = await imported('published', 'period,scope,figure,value,as_of,source,published_on', vg);
      const refused = await imported('populations', ...COUNTS, 'Amsterdam,2022-01-01,17 miljoen,Proef');
      expect(refused.code).toBe(1);
      expect(jsonOf<RefusalDocument>(refused).refused).toMatchObject([
        { code: 'NUMBER_INVALID', path: ['rows', '4', 'persons'] },
      ]);
      expect(await check(null, jsonOf<{ readonly position: number }>(published).position)).toBeNull();
    });

    test('with them it stands beside the official taakstelling, rounded as asked', async () => {
      const answer = await imported('populations', ...COUNTS, 'Amsterdam,2022-01-01,17376000,Proef');
      const { position, ...rest } = jsonOf<{ readonly position: number }>(answer);
      expect(rest).toMatchObject({ rows: 3, added: 3 });
      // 21,200 × 158,000 / 17,600,000 and × 66,000.
      expect(await check(null, position)).toEqual({
        vg: 21_200,
        populationOn: '2022-01-01',
        inhabitants: 17_600_000,
        complete: false,
        formula: 191 + 80,
        municipalities: [
          {
            municipality: 'GM0307',
            inhabitants: 158_000,
            exactShare: '190.32',
            formula: 191,
            official: 191,
            deviation: 0,
          },
          {
            municipality: 'GM0355',
            inhabitants: 66_000,
            exactShare: '79.50',
            formula: 80,
            official: 79,
            deviation: -1,
          },
        ],
      });
      expect(await check('HALF_UP', position)).toMatchObject({ formula: 190 + 80 });
    });
  });
}
