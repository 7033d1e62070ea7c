import { sha256 } from '#libs/kernel';
import { readInstance } from '../read/read-instance.js';
import type { StructuredDocument } from '../read/instance.schema.js';
import { generateInstance } from './generate-instance.js';

function read(document: StructuredDocument) {
  const result = readInstance(document);
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}
const share = <T>(of: readonly T[], holds: (one: T) => boolean): number => of.filter(holds).length / of.length;

describe('a generated instance', () => {
  it('is the same bytes from the same seed, and others from another', () => {
    const bytes = (seed: number): string => sha256(JSON.stringify(generateInstance({ scale: 'province', seed })));
    expect(bytes(7)).toBe(bytes(7));
    expect(bytes(8)).not.toBe(bytes(7));
  });

  it.each([1, 2, 3])('of the province has some 418,000 compatible pairs, seed %i', (seed) => {
    const document = generateInstance({ scale: 'province', seed });
    const { pairDwelling } = read(document);
    expect(document).toMatchObject({ policy: { maxMunicipalities: 3, maxChain: 0, neverWorseOff: true } });
    const { municipalities, households, dwellings } = document;
    expect([municipalities.length, households.length, dwellings.length]).toEqual([26, 1_500, 800]);
    expect(Math.abs(pairDwelling.length / 418_000 - 1)).toBeLessThan(0.05);
  });

  it('of the country has some 21.9 million, counted on a fiftieth of its households', () => {
    const { households, ...rest } = generateInstance({ scale: 'country', seed: 1 });
    expect([rest.municipalities.length, households.length, rest.dwellings.length]).toEqual([342, 20_000, 12_000]);
    const some = households.filter((_, i) => i % 50 === 0);
    expect(Math.abs((read({ ...rest, households: some }).pairDwelling.length * 50) / 21_900_000 - 1)).toBeLessThan(0.1);
  });

  it('of a thin region is small', () => {
    const { municipalities, households, dwellings } = generateInstance({ scale: 'thin', seed: 1 });
    expect([municipalities.length, households.length, dwellings.length]).toEqual([8, 200, 110]);
  });

  it('is calibrated: mostly singles, a third overdue, three in ten tied, family homes outside the cities', () => {
    const { on, households, dwellings } = generateInstance({ scale: 'province', seed: 4 });
    expect(share(households, ({ persons }) => persons === 1)).toBeCloseTo(0.65, 2);
    expect(share(households, ({ persons }) => persons === 8)).toBeCloseTo(0.005, 2);
    expect(share(households, ({ dueOn }) => dueOn! < on!)).toBeCloseTo(1 / 3, 2);
    expect(share(households, ({ ties }) => ties!.length > 0)).toBeCloseTo(0.3, 2);
    const of = (code: string) => dwellings.filter(({ municipality }) => municipality === code);
    expect(share(of('GM0344'), ({ bedrooms }) => bedrooms === 0)).toBeGreaterThan(0.3);
    const small = dwellings.filter(({ municipality }) =>
      ['GM0331', 'GM0335', 'GM0589', 'GM0632'].includes(municipality),
    );
    expect(share(small, ({ bedrooms }) => bedrooms === 2 || bedrooms === 3)).toBeGreaterThan(0.5);
  });

  it('has ids that tell nothing: of municipality, size or term', () => {
    const { households } = generateInstance({ scale: 'province', seed: 4 });
    expect(households.every(({ id }) => /^h\d{5}$/.test(id))).toBe(true);
    const first = households.slice(0, 750);
    expect(share(first, ({ persons }) => persons === 1)).toBeCloseTo(0.65, 1);
    expect(share(first, ({ municipality }) => municipality === 'GM0344')).toBeCloseTo(0.26, 1);
  });
});
