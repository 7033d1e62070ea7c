import { bruteForce, bruteForceFloors } from './brute-force.js';
import { problemOf, within } from './written-problems.js';

const homes = [
  ['A', 1],
  ['B', 2],
] as const;
const swapOrStay = [
  [0, 0, 4],
  [0, 1, 10],
  [1, 0, -3],
] as const;

test('given a swap that is worth more than staying, then the best is the swap; without exchanges it is staying', () => {
  const towns = { municipalities: 'AB', households: homes, dwellings: 'AB', pairs: swapOrStay };
  expect(bruteForce(problemOf(towns))).toEqual([7]);
  expect(bruteForce(problemOf({ ...towns, maxMunicipalities: 0 }))).toEqual([4]);
  expect(bruteForce(problemOf({ ...towns, personsBand: within(2, 0) }))).toEqual([4]);
  expect(bruteForce(problemOf({ ...towns, householdBand: within(2, 1), maxChain: 2 }))).toEqual([10]);
});

test('given goals in an order, then a later one decides only among the best of the earlier', () => {
  const towns = { municipalities: 'AB', households: homes, dwellings: 'AB', pairs: swapOrStay };
  expect(bruteForce(problemOf({ ...towns, goals: ['fewestMoves', 'weight'] }))).toEqual([0, 4]);
  expect(bruteForce(problemOf({ ...towns, goals: ['households', 'weight', 'fewestMunicipalities'] }))).toEqual([
    2, 7, -2,
  ]);
  expect(bruteForce(problemOf({ ...towns, goals: ['persons', 'expectedHouseholds'] }))).toEqual([3, 1280]);
  expect(bruteForce(problemOf({ ...towns, goals: ['expectedHouseholds'] }))).toEqual([1280]);
});

test('given a ring of three with a swap in it, then the cap and the joining decide', () => {
  const towns = {
    municipalities: 'ABC',
    households: [
      ['A', 1],
      ['B', 1],
      ['C', 1],
    ] as const,
    dwellings: 'ABC',
    pairs: [
      [0, 1, 1],
      [1, 0, 1],
      [1, 2, 1],
      [2, 0, 1],
    ] as const,
  };
  expect(bruteForce(problemOf(towns))).toEqual([3]);
  expect(bruteForce(problemOf({ ...towns, maxMunicipalities: 2 }))).toEqual([2]);
  // A ring of three is agreed to by 0.8³, a swap by 0.8²: 3 × 512 and 2 × 640 thousandths.
  expect(bruteForce(problemOf({ ...towns, goals: ['expectedHouseholds'] }))).toEqual([1536]);
});

test('given floors, then a municipality houses its own as at home, and singles count where they are asked', () => {
  const towns = problemOf({
    municipalities: 'AB',
    households: [
      ['A', 1],
      ['B', 4],
    ],
    dwellings: 'A',
    pairs: [
      [0, 0, 1],
      [1, 0, 10],
    ],
    householdBand: within(2, 1),
    maxChain: 2,
    neverWorseOff: true,
  });
  expect(bruteForce({ ...towns, neverWorseOff: false })).toEqual([10]);
  expect(bruteForce(towns)).toEqual([1]);
  expect(bruteForceFloors(towns)).toEqual({
    households: Int32Array.of(1, 0),
    persons: Int32Array.of(1, 0),
    singles: 0,
  });
  expect(bruteForceFloors({ ...towns, singlesFloor: true }).singles).toBe(1);
});
