import { VICTIMS } from './faults.js';
import { FAULTS, plan } from './plan.js';
import { chance } from './seeded.js';

const namesOf = (seed: number, kills: number): readonly string[] =>
  plan({ kills }, chance(seed)).map(({ what }) => what);

test('every victim is killed as often as was asked, and every other fault is done', () => {
  const names = namesOf(1, 25);
  for (const victim of VICTIMS) expect(names.filter((name) => name === `kill -9 of ${victim}`)).toHaveLength(25);
  expect(new Set(names).size).toBe(VICTIMS.length + FAULTS.length);
});

test('the same seed does the same in the same order, another seed in another', () => {
  expect(namesOf(7, 5)).toEqual(namesOf(7, 5));
  expect(namesOf(8, 5)).not.toEqual(namesOf(7, 5));
});
