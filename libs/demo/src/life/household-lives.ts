import {
  ChangePersons,
  CompletePlacement,
  CorrectPlacement,
  EndKoppeling,
  EndStay,
  JudgeRefusal,
  MoveHome,
  MoveMinors,
  ReceiveKoppeling,
  RefuseDwelling,
} from '#libs/koppeling';
import type { MunicipalityCode } from '#libs/kernel';
import { dice } from '../dice.js';
import { demoPerson, official } from './demo-people.js';
import { listDay, type DemoHousehold, type DemoPlan } from './demo-plan.js';
import { inventDwelling, inventNeeds, sizeAt, type Place } from './invention.js';

/** Days ago of the first koppeling of somebody who was housed since. */
const LONGEST_AGO = 180;

export interface Towns {
  readonly plan: DemoPlan;
  readonly places: readonly Place[];
  /** The next municipality that gets a household: the larger the more, none without. */
  readonly next: () => MunicipalityCode;
}

function arrive(
  { plan, places, next }: Towns,
  name: string,
  coupled: number,
  most: {
    readonly persons?: number;
    readonly atLeast?: number;
    readonly permit?: number;
    /** Whether somebody wrote down what it needs. */
    readonly needs?: boolean;
  } = {},
): DemoHousehold {
  const chance = dice(`household ${name}`);
  const persons = most.persons ?? Math.max(most.atLeast ?? 1, sizeAt(chance.fraction()));
  const permit = most.permit ?? coupled - chance.between(5, 21);
  const nextMonth = `${plan.day(45).slice(0, 7)}-01`;
  const profile = most.needs === false ? null : inventNeeds(persons, places, nextMonth, chance);
  return plan.household({ municipality: next(), persons, coupled, permit, profile });
}

/** A third waits past its term; others came the other day [matching.md §5]. */
export function waiting(towns: Towns, i: number): void {
  const chance = dice(`waiting ${i}`);
  const permit = i % 3 === 0 ? -chance.between(86, 190) : -chance.between(9, 80);
  arrive(towns, `waiting ${i}`, Math.min(-1, permit + chance.between(5, 18)), { permit });
}

/** Coupled in the past half-year, housed some weeks later. */
function housed(towns: Towns, name: string, atLeast = 1): { readonly household: DemoHousehold; readonly on: number } {
  const chance = dice(`housed ${name}`);
  // Whoever was housed at once, nobody had to describe to others.
  const household = arrive(towns, name, -chance.between(24, LONGEST_AGO), { atLeast, needs: false });
  const earliest = listDay(household.coupled) + 8;
  return { household, on: earliest + chance.between(0, Math.min(70, -1 - earliest)) };
}

export function placed(towns: Towns, i: number, onOffer: boolean): void {
  const { plan } = towns;
  const name = `${onOffer ? 'placed' : 'placed elsewhere'} ${i}`;
  const { household, on } = housed(towns, name);
  if (!onOffer) return plan.place(household, on);
  const chance = dice(`home ${name}`);
  const { municipality, persons } = household;
  // On a list at least one week before the move.
  const listed = on - chance.between(9, 45);
  const dwelling = inventDwelling(plan, chance, { municipality, persons, listed });
  plan.place(household, on, { dwelling });
}

/** Half a year in a hotel or another temporary accommodation; some found a dwelling since, which counts no second time. */
export function inHotel(towns: Towns, i: number, andHome: boolean): void {
  const { plan } = towns;
  const { household, on } = housed(towns, `har ${andHome} ${i}`);
  const moved = andHome ? Math.min(on, -30) : on;
  const start = Math.max(moved, listDay(household.coupled) + 4);
  plan.place(household, start, { kind: 'har', until: start + 182 });
  if (!andHome) return;
  plan.step(household.id, Math.min(-1, start + 25), 'move home', (id, movedOn) => {
    const { municipality } = household;
    return new MoveHome(official(municipality), id, {
      household: household.id,
      municipality,
      dwelling: null,
      kind: 'regular',
      movedOn,
    });
  });
}

/** With hosts: it lives somewhere, and is still to be housed. */
export function withHosts(towns: Towns, i: number): void {
  const { household, on } = housed(towns, `logeer ${i}`);
  towns.plan.place(household, on, { kind: 'logeer', counts: false, until: on + 90 });
}

export function withNareis(towns: Towns, i: number): void {
  const { plan } = towns;
  const { household, on } = housed(towns, `nareis ${i}`);
  const start = Math.max(Math.min(on, -20), listDay(household.coupled) + 4);
  plan.place(household, start);
  const { municipality, persons } = household;
  const extra = 2 + i;
  const after = Math.min(-2, start + 14);
  plan.step(household.id, after, 'nareis', (id, day) => {
    return new ChangePersons(official(municipality), id, {
      household: household.id,
      municipality,
      persons: persons + extra,
      cause: 'nareis',
      on: day,
    });
  });
  plan.placements.push({ municipality, on: plan.day(plan.workday(after)), persons: extra, kind: 'regular' });
}

/** The father first, the others when the school year is over. */
export function inParts(towns: Towns, i: number): void {
  const { plan } = towns;
  const { household, on } = housed(towns, `partly ${i}`, 3);
  const start = Math.max(Math.min(on, -16), listDay(household.coupled) + 4);
  plan.place(household, start, { persons: 1 });
  if (i > 0) return;
  const { municipality, persons } = household;
  const after = Math.min(-2, start + 10);
  plan.step(household.id, after, 'the rest follows', (id, day) => {
    return new CompletePlacement(official(municipality), id, { household: household.id, municipality, on: day });
  });
  plan.placements.push({
    municipality,
    on: plan.day(plan.workday(after)),
    persons: persons - 1,
    kind: 'regular',
  });
}

const REFUSALS = ['too-small', 'distance-to-work', 'distance-to-family', 'neighbourhood', 'rent'] as const;

export function refused(towns: Towns, i: number): void {
  const { plan } = towns;
  const household = arrive(towns, `refused ${i}`, -60 - 9 * i);
  const { municipality } = household;
  const owned = { household: household.id, municipality };
  const reason = REFUSALS[i % REFUSALS.length] ?? 'other';
  plan.step(household.id, -30 - 4 * i, 'refuse', (id, on) => {
    return new RefuseDwelling(official(municipality), id, { ...owned, dwelling: null, on, reason });
  });
  if (i % 2 === 1) return;
  const judgement = i === 0 ? 'justified' : 'not-justified';
  plan.step(household.id, -16 - 4 * i, 'judge', (id, on) => {
    return new JudgeRefusal(official(municipality), id, { ...owned, judgement, on });
  });
}

const ENDS = ['own-dwelling', 'own-dwelling', 'left-country', 'withdrawn-by-coa', 'permit-lost', 'died'] as const;

export function ended(towns: Towns, i: number): void {
  const household = arrive(towns, `ended ${i}`, -110 + 8 * i, i === 5 ? { persons: 1 } : {});
  const { municipality } = household;
  towns.plan.step(household.id, -50 + 6 * i, 'end', (id, on) => {
    return new EndKoppeling(official(municipality), id, {
      household: household.id,
      municipality,
      on,
      reason: ENDS[i] ?? 'own-dwelling',
    });
  });
}

/** Housed, and gone from there: a worry on a list, not a subtraction. */
export function withoutStay(towns: Towns, i: number): void {
  const { plan } = towns;
  const household = arrive(towns, `stay ended ${i}`, -130 - i, { needs: false });
  const { municipality } = household;
  plan.place(household, -95 - i, { kind: 'har', until: 40 });
  plan.step(household.id, -12 - i, 'stay ends', (id, on) => {
    return new EndStay(official(municipality), id, {
      household: household.id,
      municipality,
      on,
      reason: i === 0 ? 'left' : 'term-over',
    });
  });
}

/** Booked too soon: the household did not move after all. */
export function reversed(towns: Towns, i: number): void {
  const { plan } = towns;
  const household = arrive(towns, `reversed ${i}`, -64);
  const { municipality } = household;
  plan.place(household, -26, { counts: false });
  plan.step(household.id, -15, 'reverse', (id) => {
    return new CorrectPlacement(official(municipality), id, {
      household: household.id,
      municipality,
      of: null,
      becomes: null,
      reason: 'did-not-happen',
    });
  });
}

/** Moved a few days earlier than was booked first. */
export function redated(towns: Towns, i: number): void {
  const { plan } = towns;
  const household = arrive(towns, `redated ${i}`, -75 - i);
  const { municipality, persons } = household;
  const truly = plan.workday(-37 - i);
  plan.place(household, -33 - i, { counts: false });
  plan.step(household.id, -20, 'redate', (id) => {
    const movedOn = plan.day(truly);
    return new CorrectPlacement(official(municipality), id, {
      household: household.id,
      municipality,
      of: null,
      becomes: { movedOn, persons, kind: 'regular' },
      reason: 'wrong-date',
    });
  });
  plan.placements.push({ municipality, on: plan.day(truly), persons, kind: 'regular' });
}

export function grown(towns: Towns, i: number): void {
  const household = arrive(towns, `grown ${i}`, -70 - 5 * i, { atLeast: 2 });
  const { municipality, persons } = household;
  towns.plan.step(household.id, -14 - i, 'birth', (id, on) => {
    return new ChangePersons(official(municipality), id, {
      household: household.id,
      municipality,
      persons: persons + 1,
      cause: 'birth',
      on,
    });
  });
}

/** Minors under guardianship: never exchanged, and by hand, since the list does not tell them from others. */
export function minors({ plan, next }: Towns, coupled: number): DemoHousehold {
  const household = plan.household({ municipality: next(), persons: 1, coupled, permit: coupled - 20, kind: 'nidos' });
  plan.step(household.id, coupled, 'couple', (id) => {
    return new ReceiveKoppeling(demoPerson('coa-liaison'), id, {
      household: household.id,
      municipality: household.municipality,
      persons: household.persons,
      kind: 'nidos',
      permitOn: household.permitOn,
      coupledOn: plan.day(plan.workday(coupled)),
      source: 'Verzonnen voor de demo',
    });
  });
  return household;
}

export function nidos(towns: Towns, i: number): void {
  const { plan } = towns;
  const household = minors(towns, -150 + 12 * i);
  plan.place(household, -130 + 12 * i, { kind: 'nidos-kso' });
  if (i > 0) return;
  const { municipality } = household;
  const to = plan.municipalities.find(({ code }) => code !== municipality)?.code ?? municipality;
  plan.step(household.id, -40, 'move elsewhere', (id, on) => {
    return new MoveMinors(official(municipality), id, {
      household: household.id,
      municipality,
      livesIn: to,
      kind: 'nidos-kso',
      movedOn: on,
      reportedOn: on,
    });
  });
  const day = plan.day(plan.workday(-40));
  plan.placements.push(
    { municipality, on: day, persons: -1, kind: 'nidos-kso' },
    { municipality: to, on: day, persons: 1, kind: 'nidos-kso' },
  );
}
