import { readInstance } from '../read/read-instance.js';
import { fittingDocument } from '../read/testing/documents.js';

/** Points of the pair beyond those of the plain one: right-sized, in another municipality. */
function more(...[household, dwelling, change]: Parameters<typeof fittingDocument>): number | undefined {
  const result = readInstance(fittingDocument(household, dwelling, change));
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value.pairFit![0]! - PLAIN;
}
const PLAIN = 60 - 10;
const zeist = { lat: 52.1019, lon: 5.2553 };

describe('how well a household and a dwelling fit', () => {
  it.each<[string, number, number | undefined]>([
    ['nothing of note', 0, more()],
    ['no border to cross', 10, more({}, { municipality: 'GM0342' })],
    ['a bedroom to spare', -75, more({}, { bedrooms: 3 })],
    ['two bedrooms to spare', -90, more({}, { bedrooms: 4 })],
    ['a studio for who needs one room', 0, more({ bedrooms: 1 }, { bedrooms: 0 })],
    ['a rent a tenth below the maximum', 20, more({}, { rent: 72_000 })],
    ['a rent not quite so low', 0, more({}, { rent: 72_001 })],
    ['a rent that is not known', 0, more({}, { rent: null })],
    ['no maximum', 0, more({ maxRent: null })],
    ['a soft tie kept', 40, more({ ties: [{ ...zeist, maxKm: 1, hard: false }] })],
    ['two soft ties, one kept', 40, more({ ties: [5, 2].map((lon) => ({ ...zeist, lon, maxKm: 20, hard: false })) })],
    ['a hard tie, which is no matter of points', 0, more({ ties: [{ ...zeist, maxKm: 1, hard: true }] })],
    ['a dwelling soon lost', 30, more({}, { until: '2026-01-29' })],
    ['a dwelling lost a day later', 0, more({}, { until: '2026-01-30' })],
  ])('counts %s for %i points', (_, points, found) => {
    expect(found).toBe(points);
  });
});
