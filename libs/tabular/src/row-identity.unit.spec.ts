import fc from 'fast-check';
import { rowIdentities } from './row-identity.js';

const idsOf = (rows: readonly (readonly string[])[]) => {
  const idOf = rowIdentities('realisations');
  return rows.map((row) => idOf([...row]));
};
const someRows = fc.array(fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }));

describe('the identity of a row', () => {
  it('tells two equal rows of one file apart', () => {
    fc.assert(fc.property(someRows, (rows) => new Set(idsOf(rows)).size === rows.length));
  });

  it('stays the same in a longer export', () => {
    fc.assert(
      fc.property(someRows, someRows, (rows, more) => {
        expect(idsOf([...rows, ...more]).slice(0, rows.length)).toEqual(idsOf(rows));
      }),
    );
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        expect(idsOf([...rows].reverse()).sort()).toEqual(idsOf(rows).sort());
      }),
    );
  });

  it('is another in another kind of file', () => {
    expect(rowIdentities('targets')(['a'])).not.toBe(rowIdentities('published')(['a']));
  });
});
