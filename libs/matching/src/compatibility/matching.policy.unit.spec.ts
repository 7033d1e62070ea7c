import { packageFile } from '#libs/kernel';
import { readFileSync } from 'node:fs';
import { matchingPolicy, shippedMatchingPolicy } from './matching.policy.js';

describe('the matching policy', () => {
  it('ships with the order of goals that people chose', () => {
    expect(shippedMatchingPolicy().goals).toEqual([
      ...['overdueHouseholds', 'households', 'persons', 'nearTermHouseholds', 'expectedHouseholds'],
      ...['fit', 'fewestMoves', 'fewestMunicipalities'],
    ]);
  });

  it('says what a household must be for every condition that the dwellings policy knows', () => {
    const dwellings: unknown = JSON.parse(
      readFileSync(packageFile('libs/dwellings/policy/dwellings-2023-01.json'), 'utf8'),
    );
    const { content } = dwellings as { content: { conditions: object } };
    expect(Object.keys(shippedMatchingPolicy().conditions)).toEqual(Object.keys(content.conditions));
  });

  it.each<[string, object]>([
    ['a goal twice', { goals: ['fit', 'fit'] }],
    ['a field that nobody knows', { language: 1 }],
    ['points in tenths', { points: { ...shippedMatchingPolicy().points, crossing: 0.5 } }],
    ['a condition on something else than the dwelling', { conditions: { quiet: { religion: 'x' } } }],
  ])('is refused with %s', (_, change) => {
    expect(matchingPolicy.safeParse({ ...shippedMatchingPolicy(), ...change }).success).toBe(false);
  });
});
