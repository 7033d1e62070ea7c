import { mulberry32 } from '#libs/kernel';
import { NEVER } from './assignment.js';
import { LocalPlaces, type AtHome } from './local-places.js';

/** Some households and dwellings, of which about half fit. */
function anyHome(random: () => number): AtHome {
  const households = Int32Array.from({ length: 1 + Math.floor(random() * 5) }, (_, at) => at);
  const dwellings = Int32Array.from({ length: 1 + Math.floor(random() * 5) }, (_, at) => at);
  const value = new Float64Array(households.length * dwellings.length).fill(NEVER);
  for (let at = 0; at < value.length; at++) if (random() < 0.6) value[at] = Math.floor(random() * 20);
  return { households, dwellings, value };
}

/** The most by trying everything, with some left out. */
function mostOf({ households, dwellings, value }: AtHome, without: { household: number; dwelling: number }): number {
  const from = (d: number, used: ReadonlySet<number>): number => {
    if (d === dwellings.length) return 0;
    let most = from(d + 1, used);
    if (d === without.dwelling) return most;
    for (let h = 0; h < households.length; h++) {
      const worth = value[d * households.length + h]!;
      if (worth === NEVER || used.has(h) || h === without.household) continue;
      most = Math.max(most, worth + from(d + 1, new Set([...used, h])));
    }
    return most;
  };
  return from(0, new Set());
}

test('given households and dwellings of a municipality, when they are placed, then it is worth what trying everything finds, and so is what is lost without any of them', () => {
  const random = mulberry32(7);
  for (let trial = 0; trial < 300; trial++) {
    const home = anyHome(random);
    const places = new LocalPlaces(home);
    expect(places.worth, `trial ${trial}`).toBe(mostOf(home, { household: -1, dwelling: -1 }));
    for (let household = -1; household < home.households.length; household++) {
      for (let dwelling = -1; dwelling < home.dwellings.length; dwelling++) {
        if (household < 0 && dwelling < 0) continue;
        expect(places.loss(household, dwelling), `trial ${trial}`).toBeCloseTo(
          places.worth - mostOf(home, { household, dwelling }),
          6,
        );
      }
    }
  }
});
