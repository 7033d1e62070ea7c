import { MunicipalityRegistry } from '#libs/municipalities';
import type { LocalDate } from '#libs/kernel';
import { DemoPlan, FIRST_LIST, LIST_HOUR } from './demo-plan.js';
import { planDwellings } from './dwellings-at-large.js';
import { planExchanges } from './exchange-stories.js';
import { planForum } from './forum.js';
import { planHouseholds } from './households-at-large.js';
import { planLists } from './lists.js';
import { planRegions } from './regions.js';

export const DEMO_HOUSEHOLDS = 300;
export const DEMO_DWELLINGS = 160;

let invented: DemoPlan | null = null;

/**
 * Everything that the people of the demo do in the half-year before `today`: a pure function of the day. Households of any one municipality,
 * their dwellings, exchanges in every state, and what is said about it.
 */
export function demoLife(today: LocalDate): DemoPlan {
  // Asked for its steps and for its placements, of the same day.
  if (invented?.today !== today) invented = invent(today);
  return invented;
}

function invent(today: LocalDate): DemoPlan {
  const plan = new DemoPlan(today);
  const registry = MunicipalityRegistry.load();
  const places = plan.municipalities.flatMap(({ code }) => registry.byCode(code) ?? []);
  planRegions(plan);
  planExchanges(plan);
  planHouseholds(plan, places, DEMO_HOUSEHOLDS);
  planDwellings(plan, DEMO_DWELLINGS);
  planLists(plan);
  planForum(plan);
  return plan;
}

/** The moment at which the life of a demo begins, before anything in it happens. */
export const beginningOf = (today: LocalDate) => new DemoPlan(today).at(FIRST_LIST, LIST_HOUR - 1);
