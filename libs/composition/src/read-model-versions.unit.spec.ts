import { canonicalJson, sha256, type JsonValue } from '#libs/kernel';
import { PROJECTIONS } from './product.js';

/** Tables of every read model by its version. A store that has this version keeps the tables it has: other tables need a higher one. */
const KNOWN: Readonly<Record<string, readonly [version: number, tables: string]>> = {
  assessments: [1, '71a802b43c86b530'],
  dwellings: [2, '439c56e322065e3b'],
  exchanges: [2, '2e78279ac73b8f75'],
  figures: [4, '10ed654b06b88bdc'],
  forum: [1, 'ba53410427a329ea'],
  households: [4, 'e3f3388b71aa3b4f'],
};

describe('the version of a read model', () => {
  it.each(PROJECTIONS)('stands for its tables: $name', ({ name, version, tables }) => {
    const hash = sha256(canonicalJson(tables as unknown as JsonValue)).slice(0, 16);
    expect([version, hash]).toEqual(KNOWN[name]);
  });

  it('is known of each', () => {
    expect(PROJECTIONS.map(({ name }) => name).sort()).toEqual(Object.keys(KNOWN).sort());
  });
});
