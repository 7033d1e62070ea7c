import { kilometresBetween, pointOf } from './distance.js';

describe('the distance between two places', () => {
  it('is that of the great circle', () => {
    const utrecht = pointOf({ lat: 52.0911, lon: 5.0748 });
    const groningen = pointOf({ lat: 53.2183, lon: 6.621 });
    // By the haversine formula, which loses nothing at this distance.
    expect(kilometresBetween(utrecht, groningen)).toBeCloseTo(163.0485, 4);
    expect(kilometresBetween(utrecht, utrecht)).toBe(0);
    // A quarter of the meridian, and half of the equator.
    expect(kilometresBetween(pointOf({ lat: 90, lon: 0 }), pointOf({ lat: 0, lon: 77 }))).toBeCloseTo(10_007.5, 0);
    expect(kilometresBetween(pointOf({ lat: 0, lon: 0 }), pointOf({ lat: 0, lon: 180 }))).toBeCloseTo(20_015, 0);
  });
});
