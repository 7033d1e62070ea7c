import fc from 'fast-check';
import { isLess } from './limbs.js';
import { Packing, roomyPacking, type Extent } from './packing.js';

/** Three goals as they come in a province: a yes or no of the household, thousandths, and points. */
const extent: Extent = { dwellings: 800, spread: [0, 634, 190], most: [1, 1000, 150] };
const path = [0, 0, -1];
const packing = Packing.of(extent, 26, path)!;

/** What a path may be worth. */
const sums = fc.tuple(
  fc.integer({ min: -50, max: 50 }),
  fc.integer({ min: -500_000, max: 500_000 }),
  fc.integer({ min: -150_000, max: 150_000 }),
);

const before = (a: readonly number[], b: readonly number[]): boolean => {
  const at = a.findIndex((value, goal) => value !== b[goal]);
  return at >= 0 && a[at]! < b[at]!;
};

test('given sums along paths, when they are packed, then they are told again and compare goal by goal', () => {
  fc.assert(
    fc.property(sums, sums, (a, b) => {
      const one = packing.pack(a);
      const other = packing.pack(b);
      const told = packing.unpack(one.hi, one.mid, one.lo);
      return a.every((value, goal) => value === told[goal]) && isLess(one, other) === before(a, b);
    }),
  );
});

test('given one unit beyond a band, when it is compared, then no goal outweighs it', () => {
  const all = packing.pack([50, 500_000, 150_000]);
  expect(isLess(all, packing.beyondBands)).toBe(true);
});

test('given worths that three limbs hold just so, when a packing is asked, then it has no room to spare; beyond that there is none', () => {
  // The first limb also holds the digit beyond bands, of five bits.
  const most = [2 ** 38, 2 ** 41, 2 ** 41];
  const tight = roomyPacking({ dwellings: 16, spread: [0, 0, 0], most }, 26, path)!;
  expect(tight.covers({ dwellings: 16, spread: [0, 0, 0], most })).toBe(true);
  expect(tight.covers({ dwellings: 16, spread: [0, 0, 0], most: [2 ** 38, 2 ** 41, 2 ** 41 + 1] })).toBe(false);
  const roomy = roomyPacking(extent, 26, path)!;
  expect(roomy.covers({ dwellings: 1600, spread: [0, 1268, 380], most: [2, 2000, 300] })).toBe(true);
  expect(roomy.covers({ dwellings: 1600, spread: [1, 1268, 380], most: [2, 2000, 300] })).toBe(false);
  expect(roomyPacking({ ...extent, most: [1, 2 ** 52, 1] }, 26, path)).toBeNull();
});
