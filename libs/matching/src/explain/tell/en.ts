import type { Catalogue } from './catalogue.js';

const number = (value: number): string => value.toLocaleString('en-GB').replace('-', '−');
const euros = (cents: number): string =>
  `€${(cents / 100).toLocaleString('en-GB', { minimumFractionDigits: cents % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 })}`;
const of = (count: number, one: string, more: string): string => `${number(count)} ${count === 1 ? one : more}`;

/** In English, in the words of GLOSSARY.md. */
export const EN: Catalogue = {
  number,
  signed: (value) => (value > 0 ? `+${number(value)}` : number(value)),
  amount: {
    km: (by) => `${number(by)} km`,
    persons: (by) => of(by, 'person', 'persons'),
    bedrooms: (by) => of(by, 'bedroom', 'bedrooms'),
    cents: (by) => `${euros(by)} a month`,
    days: (by) => of(by, 'day', 'days'),
  },
  goals: {
    weight: 'weight',
    overdueHouseholds: 'households placed that are past their due date',
    households: 'households placed',
    persons: 'persons placed',
    nearTermHouseholds: 'households placed that near their due date',
    expectedHouseholds: 'expected households, by the chance that municipalities agree',
    fit: 'points of fit',
    fewestMoves: 'moves over a municipal border',
    fewestMunicipalities: 'municipalities in exchanges',
  },
  predicates: {
    VETOED: 'this pair was turned down',
    MUNICIPALITY_EXCLUDED: 'the municipality is excluded',
    MUNICIPALITY_TOO_FAR: 'the municipality is too far',
    HARD_TIE: 'a tie that must be kept is too far',
    PERSONS_TOO_MANY: 'too many persons for the dwelling',
    PERSONS_TOO_FEW: 'too few persons for the dwelling',
    BEDROOMS_TOO_FEW: 'too few bedrooms',
    ACCESS: 'access',
    CONDITION_NOT_MET: 'a condition of the dwelling',
    RENT_TOO_HIGH: 'the rent is too high',
    AVAILABLE_TOO_LATE: 'the dwelling comes too late',
    AVAILABLE_ENDED: 'the dwelling is no longer available then',
  },
  parts: {
    rightSize: () => 'just the bedrooms that are needed',
    spareBedroom: (times) => `bedrooms to spare: ${times}`,
    rentSlack: () => 'the rent lies well below the maximum',
    softTie: (times) => `wishes to live near kept: ${times}`,
    soonLost: () => 'the dwelling is soon no longer available',
    crossing: () => 'the dwelling stands in another municipality',
  },
  shapes: { 'take-over': 'a take-over', chain: 'a chain', swap: 'a swap', ring: 'a ring' },
  lists: { households: 'household', dwellings: 'dwelling' },
  fields: {
    municipality: 'municipality',
    persons: 'persons',
    bedrooms: 'bedrooms',
    access: 'access',
    maxRent: 'maximum rent',
    readyOn: 'ready to move on',
    dueOn: 'due date',
    excluded: 'excluded municipalities',
    ties: 'ties',
    meets: 'meets',
    minPersons: 'fewest persons',
    maxPersons: 'most persons',
    rent: 'rent',
    from: 'available from',
    until: 'available until',
    conditions: 'conditions',
  },
  and: 'and',
  absent: 'nothing',

  placedHere: (household, dwelling) => `Household ${household} gets dwelling ${dwelling}, in its own municipality.`,
  placedByExchange: (household, dwelling, shape, legs) =>
    `Household ${household} gets dwelling ${dwelling}, by ${shape}: ${legs}.`,
  leg: (household, from, dwelling, to) => `${household} goes from ${from} to ${dwelling} in ${to}`,
  fits: (points, parts) => `That fits for ${points} points: ${parts}.`,
  weighs: (weight) => `This pair has weight ${weight}.`,
  part: (part, points) => `${part} (${points})`,
  noneBetter: 'No other dwelling fits this household better.',
  better: (count, dwelling, points) =>
    count === 1
      ? `One dwelling fits better: ${dwelling} (${points}).`
      : `${number(count)} dwellings fit better; the best is ${dwelling} (${points}).`,
  takenBy: (dwelling, household) => `In this plan dwelling ${dwelling} is for ${household}.`,
  leftEmpty: (dwelling) => `In this plan dwelling ${dwelling} stays empty.`,

  householdWaits: (household) => `Household ${household} is not placed in this plan.`,
  dwellingEmpty: (dwelling) => `Dwelling ${dwelling} stays empty in this plan.`,
  dwellingsFit: (count, candidates) =>
    `${count === 0 ? 'No dwelling fits' : count === 1 ? 'One dwelling fits' : `${number(count)} dwellings fit`}${candidates === null ? '' : ` (of ${candidates})`}.`,
  householdsFit: (count, candidates) =>
    `${count === 0 ? 'No household fits' : count === 1 ? 'One household fits' : `${number(count)} households fit`}${candidates === null ? '' : ` (of ${candidates})`}.`,
  failing: (list) => `What is in the way: ${list}.`,
  failsOn: (predicate, count) => `${predicate} (${of(count, 'time', 'times')})`,
  relaxDwellings: (count, predicates, single, id, amounts) =>
    `${of(count, 'dwelling fails', 'dwellings fail')} on ${single ? 'this only' : 'these together'}: ${predicates}. The nearest is ${id}${amounts === '' ? '' : `, by ${amounts}`}.`,
  relaxHouseholds: (count, predicates, single, id, amounts) =>
    `${of(count, 'household fails', 'households fail')} on ${single ? 'this only' : 'these together'}: ${predicates}. The nearest is ${id}${amounts === '' ? '' : `, by ${amounts}`}.`,
  more: (count) => `${number(count)} more`,
  moreWays: (count) => `There are ${number(count)} other such combinations.`,

  possible: (household, dwelling) => `It can be done, with ${household} in ${dwelling}.`,
  costs: (goal, before, after) => `The reason that it is not: ${goal}, from ${before} to ${after}.`,
  equal: 'Such a plan is worth exactly as much for every goal. Only the fixed order of computing chose this plan.',
  gains: (goal, before, after) =>
    `That plan is even better: ${goal}, from ${before} to ${after}. This plan was not proven to be the best.`,
  goalsChange: (list) => `What changes then: ${list}.`,
  goalsStay: 'No goal changes.',
  goal: (goal, before, after) => `${goal} ${before} → ${after}`,
  notProven: 'Not both plans are proven to be the best: the difference may turn out otherwise.',
  fewest: 'It cannot be as good with fewer households moving; that is proven.',
  undecided: 'Whether it can be done was not found out: the work that a round may do was not enough.',
  rules: {
    'household-band': 'a tolerance in households',
    'persons-band': 'a tolerance in persons',
    'ring-size': 'a limit to the municipalities of a ring',
    'path-size': 'a limit to the municipalities of a take-over or chain',
    'never-worse-off': 'the rule that no municipality is worse off than with local placements only',
  },
  foundWithout: (rule) => `Without ${rule} a plan was found.`,
  impossible: 'No plan within the rules can do it; that is proven.',
  allowedBy: {
    'household-band': (municipality, least, one) =>
      `with a tolerance that is ${least ?? 'much'} ${one ? 'household' : 'households'} wider ${municipality === null ? 'in every municipality at once' : `in ${municipality}`}`,
    'persons-band': (municipality, least, one) =>
      `with a tolerance that is ${least ?? 'much'} ${one ? 'person' : 'persons'} wider ${municipality === null ? 'in every municipality at once' : `in ${municipality}`}`,
    'ring-size': (_, least) => `if a ring may be of ${least ?? 'more'} municipalities`,
    'path-size': (_, least) => `if a take-over or chain may pass ${least ?? 'more'} municipalities`,
    'never-worse-off': () => 'without the rule that no municipality is worse off than with local placements only',
  },
  wouldBe: (sentence) => `It could be done ${sentence}.`,
  noRuleAllows: 'Making one rule wider does not help.',
  rulesUndecided: (count) => `Of ${of(count, 'rule', 'rules')} it was not found out whether wider helps.`,
  municipalitiesTried: (tried) => `One at a time it was tried for ${tried} municipalities.`,

  takesFrom: (household, dwelling, other) => `${household} gets ${dwelling}, which is now for ${other}`,
  takesEmpty: (household, dwelling) => `${household} gets ${dwelling}, which is now empty`,
  takesGivenUp: (household, dwelling, other) => `${household} gets ${dwelling} of ${other}, which closes the circle`,
  isWithout: (household) => `${household} is not placed then`,
  staysEmpty: (dwelling) => `${dwelling} stays empty then`,
  chain: (at, moves) => `${at}. ${moves}.`,
  moreChains: (count) => `… and ${of(count, 'more chain', 'more chains')} of moves.`,

  whatIf: (changes) => `Suppose: ${changes}.`,
  change: (list, id, field, from, to) => `${list} ${id} with ${field} ${to} instead of ${from}`,
  nowFits: {
    households: (id, before, after) =>
      `Then ${after === 0 ? 'no dwelling fits' : of(after, 'dwelling fits', 'dwellings fit')} ${id} instead of ${number(before)}.`,
    dwellings: (id, before, after) =>
      `Then ${after === 0 ? 'no household fits' : of(after, 'household fits', 'households fit')} ${id} instead of ${number(before)}.`,
  },
  worthMore: (goal, before, after) => `The best plan gets better then: ${goal}, from ${before} to ${after}.`,
  worthLess: (goal, before, after) => `The best plan gets worse then: ${goal}, from ${before} to ${after}.`,
  worthSame: 'The best plan stays worth as much for every goal.',
  gained: (households) => `Placed then: ${households}.`,
  lost: (households) => `No longer placed then: ${households}.`,
  nothingMoves: 'Nobody moves.',
};
