import type { Catalogue } from './catalogue.js';

const number = (value: number): string => value.toLocaleString('nl-NL').replace('-', '−');
const euros = (cents: number): string =>
  `€ ${(cents / 100).toLocaleString('nl-NL', { minimumFractionDigits: cents % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 })}`;
const of = (count: number, one: string, more: string): string => `${number(count)} ${count === 1 ? one : more}`;

const fitting = (count: number, one: string, more: string): string =>
  count === 0
    ? `past dan geen enkel${one === 'woning' ? 'e' : ''} ${one}`
    : `${count === 1 ? 'past' : 'passen'} dan ${of(count, one, more)}`;

/** In Dutch, in the words of GLOSSARY.md. */
export const NL: Catalogue = {
  number,
  signed: (value) => (value > 0 ? `+${number(value)}` : number(value)),
  amount: {
    km: (by) => `${number(by)} km`,
    persons: (by) => of(by, 'persoon', 'personen'),
    bedrooms: (by) => of(by, 'slaapkamer', 'slaapkamers'),
    cents: (by) => `${euros(by)} per maand`,
    days: (by) => of(by, 'dag', 'dagen'),
  },
  goals: {
    weight: 'gewicht',
    overdueHouseholds: 'huishoudens over hun uiterste datum geplaatst',
    households: 'huishoudens geplaatst',
    persons: 'personen geplaatst',
    nearTermHouseholds: 'huishoudens geplaatst die hun uiterste datum naderen',
    expectedHouseholds: 'verwachte huishoudens, naar de kans dat gemeenten instemmen',
    fit: 'punten voor passendheid',
    fewestMoves: 'verhuizingen over een gemeentegrens',
    fewestMunicipalities: 'gemeenten in uitwisselingen',
  },
  predicates: {
    VETOED: 'dit paar is afgewezen',
    MUNICIPALITY_EXCLUDED: 'de gemeente is uitgesloten',
    MUNICIPALITY_TOO_FAR: 'de gemeente ligt te ver',
    HARD_TIE: 'een vaste binding ligt te ver',
    PERSONS_TOO_MANY: 'te veel personen voor de woning',
    PERSONS_TOO_FEW: 'te weinig personen voor de woning',
    BEDROOMS_TOO_FEW: 'te weinig slaapkamers',
    ACCESS: 'de toegankelijkheid',
    CONDITION_NOT_MET: 'een voorwaarde van de woning',
    RENT_TOO_HIGH: 'de huur is te hoog',
    AVAILABLE_TOO_LATE: 'de woning komt te laat',
    AVAILABLE_ENDED: 'de woning is dan niet meer beschikbaar',
  },
  parts: {
    rightSize: () => 'precies de slaapkamers die nodig zijn',
    spareBedroom: (times) => `slaapkamers over: ${times}`,
    rentSlack: () => 'de huur ligt ruim onder het hoogste bedrag',
    softTie: (times) => `wensen om dichtbij te wonen vervuld: ${times}`,
    soonLost: () => 'de woning is snel niet meer beschikbaar',
    crossing: () => 'de woning staat in een andere gemeente',
  },
  shapes: { 'take-over': 'een overname', chain: 'een keten', swap: 'een ruil', ring: 'een ring' },
  lists: { households: 'huishouden', dwellings: 'woning' },
  fields: {
    municipality: 'gemeente',
    persons: 'personen',
    bedrooms: 'slaapkamers',
    access: 'toegankelijkheid',
    maxRent: 'hoogste huur',
    readyOn: 'klaar om te verhuizen op',
    dueOn: 'uiterste datum',
    excluded: 'uitgesloten gemeenten',
    ties: 'bindingen',
    meets: 'voldoet aan',
    minPersons: 'minste personen',
    maxPersons: 'meeste personen',
    rent: 'huur',
    from: 'beschikbaar vanaf',
    until: 'beschikbaar tot',
    conditions: 'voorwaarden',
  },
  and: 'en',
  absent: 'niets',

  placedHere: (household, dwelling) => `Huishouden ${household} krijgt woning ${dwelling}, in de eigen gemeente.`,
  placedByExchange: (household, dwelling, shape, legs) =>
    `Huishouden ${household} krijgt woning ${dwelling}, door ${shape}: ${legs}.`,
  leg: (household, from, dwelling, to) => `${household} gaat van ${from} naar ${dwelling} in ${to}`,
  fits: (points, parts) => `Dat past voor ${points} punten: ${parts}.`,
  weighs: (weight) => `Dit paar heeft gewicht ${weight}.`,
  part: (part, points) => `${part} (${points})`,
  noneBetter: 'Geen andere woning past dit huishouden beter.',
  better: (count, dwelling, points) =>
    count === 1
      ? `Eén woning past beter: ${dwelling} (${points}).`
      : `${number(count)} woningen passen beter; het best past ${dwelling} (${points}).`,
  takenBy: (dwelling, household) => `Woning ${dwelling} is in dit plan voor ${household}.`,
  leftEmpty: (dwelling) => `Woning ${dwelling} blijft in dit plan leeg.`,

  householdWaits: (household) => `Huishouden ${household} wordt in dit plan niet geplaatst.`,
  dwellingEmpty: (dwelling) => `Woning ${dwelling} blijft in dit plan leeg.`,
  dwellingsFit: (count, candidates) =>
    `${count === 0 ? 'Geen enkele woning past' : count === 1 ? 'Eén woning past' : `${number(count)} woningen passen`}${candidates === null ? '' : ` (van ${candidates})`}.`,
  householdsFit: (count, candidates) =>
    `${count === 0 ? 'Geen enkel huishouden past' : count === 1 ? 'Eén huishouden past' : `${number(count)} huishoudens passen`}${candidates === null ? '' : ` (van ${candidates})`}.`,
  failing: (list) => `Wat in de weg staat: ${list}.`,
  failsOn: (predicate, count) => `${predicate} (${number(count)} keer)`,
  relaxDwellings: (count, predicates, single, id, amounts) =>
    `${of(count, 'woning valt', 'woningen vallen')} ${single ? 'alleen ' : ''}af op: ${predicates}. De dichtstbijzijnde is ${id}${amounts === '' ? '' : `, op ${amounts}`}.`,
  relaxHouseholds: (count, predicates, single, id, amounts) =>
    `${of(count, 'huishouden valt', 'huishoudens vallen')} ${single ? 'alleen ' : ''}af op: ${predicates}. Het dichtstbij komt ${id}${amounts === '' ? '' : `, op ${amounts}`}.`,
  more: (count) => `nog ${number(count)}`,
  moreWays: (count) => `Zo zijn er nog ${number(count)} andere combinaties.`,

  possible: (household, dwelling) => `Het kan, met ${household} in ${dwelling}.`,
  costs: (goal, before, after) => `De reden dat het niet gebeurt: ${goal}, van ${before} naar ${after}.`,
  equal:
    'Zo’n plan is voor elk doel precies evenveel waard. Dat het dit plan werd, besliste alleen de vaste rekenvolgorde.',
  gains: (goal, before, after) =>
    `Dat plan is zelfs beter: ${goal}, van ${before} naar ${after}. Van dit plan was niet bewezen dat het het beste is.`,
  goalsChange: (list) => `Wat er dan verandert: ${list}.`,
  goalsStay: 'Geen doel verandert.',
  goal: (goal, before, after) => `${goal} ${before} → ${after}`,
  notProven: 'Niet van beide plannen is bewezen dat ze de beste zijn: het verschil kan anders uitvallen.',
  fewest: 'Met minder huishoudens die verschuiven kan het niet zo goed; dat is bewezen.',
  undecided: 'Of het kan, is niet uitgezocht: daarvoor was het werk dat een ronde mag doen niet genoeg.',
  rules: {
    'household-band': 'bandbreedte in huishoudens',
    'persons-band': 'bandbreedte in personen',
    'ring-size': 'grens aan het aantal gemeenten in een ring',
    'path-size': 'grens aan het aantal gemeenten in een overname of keten',
    'never-worse-off': 'de regel dat geen gemeente slechter af is dan met alleen lokale plaatsingen',
  },
  foundWithout: (rule) => `Zonder ${rule} is er wel een plan gevonden.`,
  impossible: 'Geen enkel plan binnen de regels kan het; dat is bewezen.',
  allowedBy: {
    'household-band': (municipality, least, one) =>
      `met een bandbreedte die ${municipality === null ? 'bij alle gemeenten samen elk' : `bij ${municipality}`} ${least ?? 'veel'} ${one ? 'huishouden' : 'huishoudens'} ruimer is`,
    'persons-band': (municipality, least, one) =>
      `met een bandbreedte die ${municipality === null ? 'bij alle gemeenten samen elk' : `bij ${municipality}`} ${least ?? 'veel'} ${one ? 'persoon' : 'personen'} ruimer is`,
    'ring-size': (_, least) => `als een ring uit ${least ?? 'meer'} gemeenten mag bestaan`,
    'path-size': (_, least) => `als een overname of keten langs ${least ?? 'meer'} gemeenten mag gaan`,
    'never-worse-off': () => 'zonder de regel dat geen gemeente slechter af is dan met alleen lokale plaatsingen',
  },
  wouldBe: (sentence) => `Het zou wel kunnen ${sentence}.`,
  noRuleAllows: 'Eén regel ruimer maken helpt niet.',
  rulesUndecided: (count) => `Van ${of(count, 'regel', 'regels')} is niet uitgezocht of ruimer helpt.`,
  municipalitiesTried: (tried) => `Een voor een is het geprobeerd bij ${tried} gemeenten.`,

  takesFrom: (household, dwelling, other) => `${household} krijgt ${dwelling}, dat nu voor ${other} is`,
  takesEmpty: (household, dwelling) => `${household} krijgt ${dwelling}, dat nu leeg blijft`,
  takesGivenUp: (household, dwelling, other) => `${household} krijgt ${dwelling} van ${other}, en zo is het rond`,
  isWithout: (household) => `${household} is dan niet geplaatst`,
  staysEmpty: (dwelling) => `${dwelling} blijft dan leeg`,
  chain: (at, moves) => `${at}. ${moves}.`,
  moreChains: (count) => `… en nog ${of(count, 'zo’n verschuiving', 'zulke verschuivingen')}.`,

  whatIf: (changes) => `Stel: ${changes}.`,
  change: (list, id, field, from, to) => `${list} ${id} met ${field} ${to} in plaats van ${from}`,
  nowFits: {
    households: (id, before, after) =>
      `Voor ${id} ${fitting(after, 'woning', 'woningen')} in plaats van ${number(before)}.`,
    dwellings: (id, before, after) =>
      `Voor ${id} ${fitting(after, 'huishouden', 'huishoudens')} in plaats van ${number(before)}.`,
  },
  worthMore: (goal, before, after) => `Het beste plan wordt dan beter: ${goal}, van ${before} naar ${after}.`,
  worthLess: (goal, before, after) => `Het beste plan wordt dan slechter: ${goal}, van ${before} naar ${after}.`,
  worthSame: 'Het beste plan blijft voor elk doel evenveel waard.',
  gained: (households) => `Dan wel geplaatst: ${households}.`,
  lost: (households) => `Dan niet meer geplaatst: ${households}.`,
  nothingMoves: 'Niemand verschuift.',
};
