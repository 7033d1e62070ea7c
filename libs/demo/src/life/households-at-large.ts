import type { MunicipalityCode } from '#libs/kernel';
import { dice } from '../dice.js';
import { divide } from '../division.js';
import type { DemoPlan } from './demo-plan.js';
import {
  ended,
  grown,
  inHotel,
  inParts,
  minors,
  nidos,
  placed,
  redated,
  refused,
  reversed,
  waiting,
  withHosts,
  withNareis,
  withoutStay,
  type Towns,
} from './household-lives.js';
import type { Place } from './invention.js';

/** What becomes of households outside exchanges, and of how many; the others wait. */
const LIVES = {
  /** In a dwelling that was on offer. */
  placed: 46,
  /** In one that never was. */
  placedElsewhere: 26,
  har: 6,
  harThenHome: 3,
  logeer: 3,
  nareis: 4,
  partly: 2,
  refused: 5,
  ended: 6,
  stayEnded: 2,
  reversed: 1,
  redated: 2,
  grown: 5,
  nidos: 9,
  nidosOpen: 3,
} as const;

/** Households that no exchange is about, up to `total` together with those that are there. */
export function planHouseholds(plan: DemoPlan, places: readonly Place[], total: number): void {
  const towns: Towns = { plan, places, next: inTurn(plan, total - plan.households.length) };
  const chance = dice('households');
  const lives: readonly [number, (town: Towns, i: number) => void][] = [
    [LIVES.placed, (all, i) => placed(all, i, true)],
    [LIVES.placedElsewhere, (all, i) => placed(all, i, false)],
    [LIVES.har, (all, i) => inHotel(all, i, false)],
    [LIVES.harThenHome, (all, i) => inHotel(all, i, true)],
    [LIVES.logeer, withHosts],
    [LIVES.nareis, withNareis],
    [LIVES.partly, inParts],
    [LIVES.refused, refused],
    [LIVES.ended, ended],
    [LIVES.stayEnded, withoutStay],
    [LIVES.reversed, reversed],
    [LIVES.redated, redated],
    [LIVES.grown, grown],
    [LIVES.nidos, nidos],
    [LIVES.nidosOpen, (all) => void minors(all, chance.between(-70, -12))],
  ];
  for (const [count, life] of lives) for (let i = 0; i < count; i++) life(towns, i);
  for (let i = 0; plan.households.length < total; i++) waiting(towns, i);
}

/** Each municipality so many times, by its size and yet none without, spread through the row. */
function inTurn(plan: DemoPlan, count: number): () => MunicipalityCode {
  const shares = divide(
    count,
    plan.municipalities.map(({ weight }) => weight ** 0.75),
  );
  const row = plan.municipalities
    .flatMap(({ code }, i) => {
      const share = shares[i] ?? 0;
      return Array.from({ length: share }, (_, n) => ({ code, place: (n + 0.5 + i / 60) / share }));
    })
    .sort((a, b) => a.place - b.place);
  let turn = 0;
  return () => {
    const next = row[turn++ % row.length];
    if (next === undefined) throw new Error('there is no municipality to have a turn');
    return next.code;
  };
}
