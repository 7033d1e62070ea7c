import { estimateOf, studentPoint } from './statistics.js';

test('given three values, when their mean is estimated, then the interval is that of Student with two degrees of freedom', () => {
  const { mean, low, high } = estimateOf([1, 2, 3])!;
  // 4.3027 × 1 / √3
  expect(mean).toBe(2);
  expect(low).toBeCloseTo(2 - 2.4842, 3);
  expect(high).toBeCloseTo(2 + 2.4842, 3);
});

test.each([
  [1, 12.706],
  [29, 2.045],
  [40, 2.021],
  [60, 2.0],
  [120, 1.98],
])('given %i degrees of freedom, then the point is that of the tables', (freedom, point) => {
  expect(studentPoint(freedom)).toBeCloseTo(point, 3);
});

test('given one value, then there is no interval; given none, no mean', () => {
  expect(estimateOf([7])).toEqual({ mean: 7, low: null, high: null });
  expect(estimateOf([])).toBeNull();
});
