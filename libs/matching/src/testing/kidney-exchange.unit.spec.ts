import { mulberry32 } from '#libs/kernel';
import { readInstance } from '../read/read-instance.js';
import { bruteForce } from './brute-force.js';
import {
  kidneyDocument,
  kidneyExchange,
  mostTransplants,
  type KidneyCaps,
  type KidneyExchange,
} from './kidney-exchange.js';

/** `gives` as text: a row per donor, an x for each patient. */
const pool = (altruists: number, ...rows: readonly string[]): KidneyExchange => ({
  pairs: rows.length - altruists,
  altruists,
  gives: rows.map((row) => [...row].map((sign) => sign === 'x')),
});

test('given a ring of three and a pair beside it, then three receive; with cycles of two, nobody', () => {
  const ring = pool(0, '.x..', '..x.', 'x..x', '....');
  expect(mostTransplants(ring, { cycle: 3, chain: 0 })).toBe(3);
  expect(mostTransplants(ring, { cycle: 2, chain: 0 })).toBe(0);
});

test('given an altruistic donor, then a chain goes as far as it may', () => {
  const chain = pool(1, '.x.', '..x', '...', 'x..');
  expect([0, 2, 3, 4].map((most) => mostTransplants(chain, { cycle: 3, chain: most }))).toEqual([0, 1, 2, 3]);
});

test('a pool is an instance, and its optimum is the best of all plans', () => {
  const caps: readonly KidneyCaps[] = [
    { cycle: 2, chain: 2 },
    { cycle: 3, chain: 3 },
    { cycle: 3, chain: 5 },
  ];
  let transplants = 0;
  for (let seed = 1; seed <= 60; seed += 1) {
    const exchange = kidneyExchange(mulberry32(seed), 5 - (seed % 2), seed % 2);
    const most = mostTransplants(exchange, caps[seed % 3]!);
    const read = readInstance(kidneyDocument(exchange, caps[seed % 3]!));
    if (!read.ok) throw new Error(JSON.stringify(read.refusals));
    expect(bruteForce(read.value), `seed ${seed}`).toEqual([most]);
    transplants += most;
  }
  expect(transplants).toBeGreaterThan(30);
});

test('the same seed gives the same pool of fourteen pairs; cycles help some of them, chains more', () => {
  const pools = [1, 2, 3, 4, 5].map((seed) => kidneyExchange(mulberry32(seed), 14, 1));
  expect([1, 2, 3, 4, 5].map((seed) => kidneyExchange(mulberry32(seed), 14, 1))).toEqual(pools);
  const helped = (chain: number): number =>
    pools.reduce((sum, exchange) => sum + mostTransplants(exchange, { cycle: 3, chain }), 0);
  expect(helped(0)).toBeGreaterThan(0);
  expect(helped(4)).toBeGreaterThan(helped(0));
});
