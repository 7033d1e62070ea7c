import { ReserveDwelling, WithdrawDwelling } from '#libs/dwellings';
import { dice } from '../dice.js';
import { official } from './demo-people.js';
import type { DemoPlan } from './demo-plan.js';
import { inventDwelling } from './invention.js';

/** Where singles find a studio; elsewhere stand family homes [matching.md §5]. */
const URBAN = ['Utrecht', 'Amersfoort', 'Nieuwegein', 'Zeist', 'Veenendaal'];
const CONDITIONS: readonly (readonly string[])[] = [
  [],
  ['fitting-rent'],
  ['fitting-rent'],
  ['youth', 'fitting-rent'],
  ['student', 'shared'],
  ['temporary'],
  ['adapted'],
];
const RESERVED = 9;
const WITHDRAWN = ['let-to-others', 'not-habitable', 'sold', 'condition-not-met', 'let-to-others'] as const;

/** Dwellings that are not lived in, up to `total` together with those that are there: some vacant for months, some kept or gone. */
export function planDwellings(plan: DemoPlan, total: number): void {
  const names = plan.municipalities.map(({ name }) => name);
  for (let i = 0; plan.dwellings.length < total; i++) {
    const chance = dice(`dwelling ${i}`);
    const name =
      i < names.length ? (names[i] ?? '') : chance.fraction() < 0.4 ? chance.pick(URBAN) : chance.pick(names);
    const isUrban = URBAN.includes(name);
    const persons = isUrban ? chance.pick([1, 1, 1, 2, 3]) : chance.pick([1, 3, 4, 4, 5, 8]);
    const isLarge = persons >= 8;
    const listed = i % 9 === 0 ? -chance.between(70, 150) : -chance.between(1, 45);
    const municipality = plan.code(name);
    const dwelling = inventDwelling(plan, chance, {
      municipality,
      persons,
      listed,
      ready: chance.pick([0, 0, 7, 21]),
      kind: i % 16 === 5 ? 'doorstroom' : 'dwelling',
      ...(chance.fraction() < 0.15 ? { until: 60 } : {}),
      conditions: isLarge ? ['large-family'] : chance.pick(CONDITIONS),
    });
    const chain = `dwelling ${i}`;
    // After the list of yesterday nothing more can be done to it.
    if (listed > -8) continue;
    if (i % 5 === 1 && i / 5 < RESERVED) {
      plan.step(chain, -3, 'reserve', (id) => {
        const until = plan.day(5 + (i % 9));
        return new ReserveDwelling(official(municipality), id, { dwelling: dwelling.id, household: null, until });
      });
    } else if (i % 7 === 2 && i / 7 < WITHDRAWN.length) {
      const reason = WITHDRAWN[Math.floor(i / 7)] ?? 'sold';
      plan.step(chain, -2, 'withdraw', (id, on) => {
        return new WithdrawDwelling(official(municipality), id, { dwelling: dwelling.id, on, reason });
      });
    }
  }
}
