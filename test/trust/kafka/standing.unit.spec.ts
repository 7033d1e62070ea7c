import { behind, differences } from './standing.js';

const figures = { position: 9, taakstelling: 100, opening: 0, totalTask: 100, realised: 4, remaining: 96 };

test('who stands where the store ends is not behind', () => {
  expect(behind([{ what: 'read model figures', position: 12 }], 12)).toEqual([]);
});

test.each([
  ['further back', 10, 'read model figures stands at 10, the store at 12'],
  ['nowhere', null, 'read model figures stands at nothing, the store at 12'],
  ['beyond it', 13, 'read model figures stands at 13, the store at 12'],
])('who stands %s is named with both positions', (_, position, told) => {
  expect(behind([{ what: 'read model figures', position }], 12)).toEqual([told]);
});

test('a state of before is as good as a new one, when it says the same', () => {
  expect(differences('PV26/2023-2', { ...figures, position: 3 }, figures)).toEqual([]);
});

test.each([
  ['is not there', undefined, 'no PV26/2023-2'],
  ['says something else', { ...figures, realised: 3 }, 'realised 3 at 9, the API 4 at 9'],
  ['knows what the API does not', { ...figures, position: 10 }, 'position 10, the API 9'],
])('a state differs when it %s', (_, state, told) => {
  expect(differences('PV26/2023-2', state, figures)).toEqual([expect.stringContaining(told)]);
});
