import { ImportDwellings } from '#libs/dwellings';
import { ChangeProfile, ImportKoppelingen } from '#libs/koppeling';
import { stringify } from 'csv-stringify/sync';
import { DEMO_IDENTITY, demoPerson, official } from './demo-people.js';
import { FIRST_LIST, LIST_HOUR, listDay, PROFILE_HOUR, type DemoHousehold, type DemoPlan } from './demo-plan.js';

const INVENTED = 'Verzonnen voor de demo';
const KOPPELINGEN = ['pseudonym', 'municipality', 'persons', 'permit_on', 'coupled_on', 'source', 'remark'];
const DWELLINGS = [
  'key',
  'municipality',
  'bedrooms',
  'min_persons',
  'max_persons',
  'access',
  'rent',
  'from',
  'until',
  'conditions',
  'kind',
  'corporation',
];

const fileOf = (name: string, columns: readonly string[], rows: readonly object[]) => ({
  name,
  bytes: new TextEncoder().encode(stringify([...rows], { header: true, columns: [...columns] })),
  dryRun: false,
});

const koppelingOf = (household: DemoHousehold, persons = household.persons) => ({
  pseudonym: household.id,
  municipality: household.municipality,
  persons,
  permit_on: household.permitOn,
  coupled_on: household.coupledOn,
  source: INVENTED,
  remark: INVENTED,
});

const byDay = <T>(things: readonly T[], offsetOf: (thing: T) => number): ReadonlyMap<number, readonly T[]> => {
  const days = new Map<number, T[]>();
  for (const thing of things) {
    const day = listDay(offsetOf(thing));
    const there = days.get(day);
    if (there === undefined) days.set(day, [thing]);
    else there.push(thing);
  }
  return days;
};

/** The lists of COA and of the municipalities, week by week, and right after them what each new household needs. */
export function planLists(plan: DemoPlan): void {
  // Minors came in by hand.
  const listed = plan.households.filter(({ kind }) => kind === 'regular');
  for (const [day, households] of byDay(listed, ({ coupled }) => coupled)) {
    const name = `koppelingen-week-${(day - FIRST_LIST) / 7}.csv`;
    const file = fileOf(
      name,
      KOPPELINGEN,
      households.map((each) => koppelingOf(each)),
    );
    listStep(plan, day, name, (id) => new ImportKoppelingen(demoPerson('coa-liaison'), id, file));
    for (const { id: household, municipality, profile } of households) {
      if (profile === null) continue;
      plan.step(
        `profile ${household}`,
        day,
        'needs',
        (id) => new ChangeProfile(official(municipality), id, { household, municipality, profile }),
        PROFILE_HOUR,
      );
    }
  }
  for (const [day, dwellings] of byDay(plan.dwellings, ({ listed: offset }) => offset)) {
    const name = `woningen-week-${(day - FIRST_LIST) / 7}.csv`;
    const rows = dwellings.map((each) => ({
      ...each,
      min_persons: each.minPersons,
      max_persons: each.maxPersons,
      rent: each.rent === null ? '' : (each.rent / 100).toFixed(2),
      until: each.until ?? '',
      conditions: each.conditions.join('|'),
    }));
    listStep(plan, day, name, (id) => new ImportDwellings(DEMO_IDENTITY, id, fileOf(name, DWELLINGS, rows)));
  }
  planDifferences(plan, listed);
}

/** Two households of which COA's last list says otherwise: to be reconciled. */
function planDifferences(plan: DemoPlan, listed: readonly DemoHousehold[]): void {
  const waiting = listed.filter(({ coupled }) => coupled < -20).slice(-2);
  const name = 'koppelingen-afwijkend.csv';
  const file = fileOf(
    name,
    KOPPELINGEN,
    waiting.map((each) => koppelingOf(each, each.persons + 1)),
  );
  listStep(plan, -1, name, (id) => new ImportKoppelingen(demoPerson('coa-liaison'), id, file));
}

/** Lists come at the weekend as well: nobody has to be there. */
function listStep(plan: DemoPlan, day: number, name: string, make: Parameters<DemoPlan['step']>[3]): void {
  plan.step(`list ${name}`, day, name, make, LIST_HOUR);
}
