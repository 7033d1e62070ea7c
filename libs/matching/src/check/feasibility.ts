import type { Exchange, Leg, Plan } from '../model/plan.js';
import type { Band, Problem } from '../model/problem.js';
import type { Faults } from './fault.js';

/** The number of the pair of a leg, or −1 when the dwelling does not fit the household. */
export function pairOf(problem: Problem, { household, dwelling }: Leg): number {
  let low = problem.firstPair[household]!;
  let high = problem.firstPair[household + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (problem.pairDwelling[middle]! < dwelling) low = middle + 1;
    else high = middle;
  }
  return low < problem.firstPair[household + 1]! && problem.pairDwelling[low] === dwelling ? low : -1;
}

/** The municipalities of an exchange in travel order; of an open one also that where it ends. */
export function municipalitiesOf(problem: Problem, { closed, legs }: Exchange): readonly number[] {
  const visited = legs.map((leg) => problem.householdMunicipality[leg.household]!);
  const last = legs.at(-1);
  return closed || last === undefined ? visited : [...visited, problem.dwellingMunicipality[last.dwelling]!];
}

/** Every rule that a plan keeps whatever its goals: fitting, once each, exchanges as they may be, bands. */
export function checkPlan(problem: Problem, plan: Plan, faults: Faults): void {
  checkLegs(problem, [...plan.local, ...plan.exchanges.flatMap(({ legs }) => legs)], faults);
  for (const leg of plan.local) {
    if (problem.householdMunicipality[leg.household] !== problem.dwellingMunicipality[leg.dwelling])
      faults.add('LOCAL_LEG_CROSSES', 'Een lokale plaatsing gaat over een gemeentegrens.', ...namesOf(problem, leg));
  }
  plan.exchanges.forEach((exchange, number) => checkExchange(problem, exchange, number, faults));
  checkBands(problem, plan, faults);
}

const namesOf = (problem: Problem, { household, dwelling }: Leg): readonly [string, string] => [
  problem.householdIds[household]!,
  problem.dwellingIds[dwelling]!,
];

function checkLegs(problem: Problem, legs: readonly Leg[], faults: Faults): void {
  const placed = new Uint8Array(problem.householdIds.length);
  const used = new Uint8Array(problem.dwellingIds.length);
  for (const leg of legs) {
    const [household, dwelling] = namesOf(problem, leg);
    if (pairOf(problem, leg) < 0)
      faults.add('PAIR_NOT_COMPATIBLE', `Woning ${dwelling} past niet bij ${household}.`, household, dwelling);
    if (placed[leg.household] === 1)
      faults.add('HOUSEHOLD_PLACED_TWICE', `Huishouden ${household} is twee keer geplaatst.`, household);
    if (used[leg.dwelling] === 1)
      faults.add('DWELLING_USED_TWICE', `Woning ${dwelling} is twee keer toegewezen.`, dwelling);
    placed[leg.household] = 1;
    used[leg.dwelling] = 1;
  }
}

function checkExchange(problem: Problem, exchange: Exchange, number: number, faults: Faults): void {
  const concerns = ['plan', 'exchanges', `${number}`];
  const { closed, legs } = exchange;
  const joined = legs.every((leg, index) => {
    const next = legs[index + 1] ?? (closed ? legs[0] : undefined);
    return (
      next === undefined || problem.dwellingMunicipality[leg.dwelling] === problem.householdMunicipality[next.household]
    );
  });
  if (!joined)
    faults.add('EXCHANGE_NOT_JOINED', `De stappen van uitwisseling ${number} sluiten niet aan.`, ...concerns);
  const municipalities = municipalitiesOf(problem, exchange);
  const different = new Set(municipalities).size;
  if (different < 2 || different < municipalities.length)
    faults.add(
      'EXCHANGE_NOT_SIMPLE',
      `Uitwisseling ${number} gaat niet langs twee of meer verschillende gemeenten.`,
      ...concerns,
    );
  const most = closed ? problem.maxMunicipalities : problem.maxChain;
  if (municipalities.length > most)
    faults.add(
      'EXCHANGE_TOO_LARGE',
      `Uitwisseling ${number} telt ${municipalities.length} gemeenten; er mogen er ${Math.max(0, most)} zijn.`,
      ...concerns,
    );
}

/** What exchanges add to a measure of a municipality, the positive and the negative contributions apart. */
interface Contributions {
  readonly up: Float64Array;
  readonly down: Float64Array;
}

function checkBands(problem: Problem, plan: Plan, faults: Faults): void {
  const count = problem.municipalityCodes.length;
  const empty = (): Contributions => ({ up: new Float64Array(count), down: new Float64Array(count) });
  const households = empty();
  const persons = empty();
  for (const { legs } of plan.exchanges) {
    add(
      households,
      netOf(problem, legs, () => 1),
    );
    add(
      persons,
      netOf(problem, legs, (leg) => problem.persons[leg.household]!),
    );
  }
  for (let municipality = 0; municipality < count; municipality += 1) {
    const code = problem.municipalityCodes[municipality]!;
    if (!within(problem.householdBand, households, municipality))
      faults.add('HOUSEHOLD_BAND_EXCEEDED', `${code} geeft of ontvangt te veel huishoudens.`, code);
    if (!within(problem.personsBand, persons, municipality))
      faults.add('PERSONS_BAND_EXCEEDED', `${code} geeft of ontvangt te veel personen.`, code);
  }
}

/** What one exchange adds per municipality: out minus in. */
function netOf(problem: Problem, legs: readonly Leg[], measure: (leg: Leg) => number): ReadonlyMap<number, number> {
  const net = new Map<number, number>();
  for (const leg of legs) {
    const from = problem.householdMunicipality[leg.household]!;
    const to = problem.dwellingMunicipality[leg.dwelling]!;
    net.set(from, (net.get(from) ?? 0) + measure(leg));
    net.set(to, (net.get(to) ?? 0) - measure(leg));
  }
  return net;
}

function add({ up, down }: Contributions, net: ReadonlyMap<number, number>): void {
  for (const [municipality, amount] of net) {
    if (amount > 0) up[municipality]! += amount;
    else down[municipality]! += amount;
  }
}

const within = ({ low, high }: Band, { up, down }: Contributions, municipality: number): boolean =>
  up[municipality]! <= high[municipality]! && down[municipality]! >= low[municipality]!;
