import { instantSchema, localDateSchema, municipalityCodeSchema, personsSchema } from '#libs/kernel';
import { sealedSchema } from '#libs/secrets';
import { z } from 'zod';
import {
  COA_DIFFERENCES,
  COA_RESOLUTIONS,
  HOUSEHOLD_KINDS,
  KOPPELING_ENDS,
  MOST_IN_HOUSEHOLD,
  PERSONS_CHANGES,
  PLACEMENT_CORRECTIONS,
  REFUSAL_JUDGEMENTS,
  RELEASES,
  STAY_ENDS,
} from './household.words.js';

export * from './household.words.js';

/** Words that several events use. What `describe` says stands in the released schemas and in docs/events.md. */
const household = z.string().min(1).max(64).describe('Pseudonym of the household; the municipality keeps the mapping.');
const municipality = municipalityCodeSchema.describe('CBS code of the municipality of the koppeling.');
const persons = z.int().min(1).max(MOST_IN_HOUSEHOLD).describe('Persons in the household.');
const dwellingOrNull = z
  .string()
  .min(1)
  .max(100)
  .nullable()
  .describe('The dwelling, where it is one on offer here; null: another.');
const source = z.string().min(1).max(200).describe('Where it comes from: a list, a letter, the name of a file.');
const note = sealedSchema.nullable().describe('Free text, sealed with the key of the household; null: none.');
const knownAt = instantSchema.nullable().describe('When it was known; null: at the moment of recording.');
const exchange = z.string().min(1).max(100).describe('Id of the exchange.');
const heldBy = exchange.nullable().describe('The exchange that holds the household at that moment; null: none.');
const on = (what: string) => localDateSchema.describe(what);

/** By how many persons the open koppelingen of a municipality change, from a day on. */
export const openKoppeling = z.object({
  municipality,
  on: on('First day of the change.'),
  persons: z.int().describe('Persons coupled there who are still to be housed, more or fewer.'),
  withoutExchanges: z
    .int()
    .describe(
      'The same as if exchanges had not been: with the municipality that COA coupled them to. What counts through an exchange is taken back here where it counts, and stands where COA had coupled the household.',
    ),
});
export type OpenKoppeling = z.infer<typeof openKoppeling>;
const openKoppelingen = z
  .array(openKoppeling)
  .describe('What it changes in the koppel balance beside what counts, with every recoupling since; empty: nothing.');

/** A row of the ledger: how many persons count, where, from which day. */
export const countedPersons = z.object({
  municipality: municipalityCodeSchema.describe('For whose taakstelling they count.'),
  on: on('The day that decides the period, by the placement policy that holds.'),
  persons: personsSchema.describe('How many; negative takes back.'),
  kind: z.string().min(1).max(40).describe('Kind of housing, a word of the figures policy: regular, har, nidos-kso, …'),
  oneOff: z.string().min(1).max(200).nullable().describe('The named action behind a one-off realisation; null: none.'),
});
export type CountedPersons = z.infer<typeof countedPersons>;

/** A household living somewhere. Where it lives and for whom it counts are two things. */
export const stay = z.object({
  id: z.string().min(1).max(64).describe('Of the stay.'),
  municipality: municipalityCodeSchema.describe('Where the household lives.'),
  dwelling: dwellingOrNull,
  kind: z.string().min(1).max(40).describe('Kind of housing, a word of the figures policy.'),
  readyOn: localDateSchema.nullable().describe('Day on which the dwelling was ready; null: not known.'),
  movedOn: on('Day of the move.'),
  registeredOn: localDateSchema.nullable().describe('Day of registration at COA; null: not known.'),
  until: localDateSchema.nullable().describe('First day on which it ends, for temporary housing; null: no end agreed.'),
});
export type Stay = z.infer<typeof stay>;

/** COA assigns a household to a municipality. First event of every household. */
export const koppelingReceived = z.object({
  type: z.literal('KoppelingReceived'),
  household,
  municipality,
  persons,
  kind: z.enum(HOUSEHOLD_KINDS).describe('nidos: minors under guardianship, never exchanged.'),
  permitOn: on('Day of the permit: the legal clock begins, and no recoupling restarts it.'),
  firstCoupledOn: on('Day of the first koppeling.'),
  coupledOn: on('Day of this koppeling.'),
  split: z
    .object({
      from: household,
      on: on('Day of the split.'),
      byCoa: municipalityCodeSchema.describe('Whereto COA had coupled it; another than now after an exchange.'),
    })
    .nullable()
    .describe(
      'The household of which it was a part; until that day its persons stood in the koppeling of that one. Null: none.',
    ),
  source,
  openKoppelingen,
  knownAt,
});

/** What a dwelling for the household must have: see `HouseholdProfile`. Replaces what was said before. */
export const householdProfileChanged = z.object({
  type: z.literal('HouseholdProfileChanged'),
  household,
  municipality,
  profile: sealedSchema.describe('The profile as canonical JSON, sealed with the key of the household.'),
  heldBy,
});

/** The household grew or shrank. `counted`: the persons that this adds to a placement that counts already. */
export const householdPersonsChanged = z.object({
  type: z.literal('HouseholdPersonsChanged'),
  household,
  municipality,
  was: persons,
  persons,
  cause: z.enum(PERSONS_CHANGES).describe('Why.'),
  on: on('Day of the change.'),
  open: z.int().describe('Change of the persons that are still to be housed; 0 when all of them are.'),
  counted: countedPersons.nullable().describe('What it adds to the count of a placed household; null: nothing.'),
  openKoppelingen,
  note,
  heldBy,
  knownAt,
});

/** Part of the household goes on as one of its own, which begins with a koppeling that names this one. */
export const householdSplit = z.object({
  type: z.literal('HouseholdSplit'),
  household,
  municipality,
  into: household.describe('The new household.'),
  was: persons,
  persons,
  open: z.int().max(0).describe('Change of the persons in an open koppeling; 0 once placed.'),
  on: on('Day of the split.'),
  openKoppelingen,
  heldBy,
  knownAt,
});

/** COA moves the koppeling to another municipality. The clock of the permit goes on. */
export const koppelingMoved = z.object({
  type: z.literal('KoppelingMoved'),
  household,
  from: municipalityCodeSchema.describe('CBS code of the municipality that it leaves.'),
  to: municipalityCodeSchema.describe('CBS code of the municipality that it goes to.'),
  persons,
  open: z.int().min(0).describe('Persons in an open koppeling, which go along; 0 once placed.'),
  on: on('Day of the recoupling.'),
  exchange: exchange.nullable().describe('The exchange that it is part of; null: COA did it of its own accord.'),
  broke: exchange.nullable().describe('Another exchange, whose claim is broken by this; null: none.'),
  source,
  openKoppelingen,
  knownAt,
});

/** The household is no longer to be housed by this municipality. */
export const koppelingEnded = z.object({
  type: z.literal('KoppelingEnded'),
  household,
  municipality,
  persons: z.int().min(0).describe('Persons that were still to be housed.'),
  inHousehold: z
    .int()
    .min(0)
    .describe('Persons in the household after it: of one that partly moved, the others are no longer part of it.'),
  on: on('Day of the end.'),
  reason: z.enum(KOPPELING_ENDS).describe('Why.'),
  into: household.nullable().describe('The household that it merged into; null: none.'),
  broke: exchange.nullable().describe('The exchange that held the household, and no longer can; null: none.'),
  openKoppelingen,
  note,
  knownAt,
});

/** Where COA says that the household is coupled, beside what we say. */
export const coaKoppelingStated = z.object({
  type: z.literal('CoaKoppelingStated'),
  household,
  ours: municipalityCodeSchema.nullable().describe('Municipality of our koppeling at that moment; null: none.'),
  municipality: municipalityCodeSchema.nullable().describe('Municipality according to COA; null: not on its list.'),
  persons: persons.nullable().describe('Persons according to COA; null: not said.'),
  on: on('Day of the list or the answer.'),
  source,
  mayAnswer: exchange
    .nullable()
    .describe(
      'The exchange that may wait for this: it reserved the household, and the municipality is another than ours. Null: none, or the exchange recorded it itself.',
    ),
});

/** What came of a difference between our koppeling and that of COA. It changes nothing of either. */
export const coaDifferenceResolved = z.object({
  type: z.literal('CoaDifferenceResolved'),
  household,
  municipality: municipalityCodeSchema.describe('Whose household it is, or was last.'),
  difference: z.enum(COA_DIFFERENCES).describe('How the two differed.'),
  ours: municipalityCodeSchema.nullable().describe('Municipality of our koppeling; null: none.'),
  persons: z.int().min(0).max(MOST_IN_HOUSEHOLD).describe('Persons in the household by us.'),
  theirs: municipalityCodeSchema.nullable().describe('Municipality according to COA; null: not on its list.'),
  theirPersons: persons.nullable().describe('Persons according to COA; null: not said.'),
  statedOn: on('Day of the list or the answer of COA.'),
  resolution: z.enum(COA_RESOLUTIONS).describe('What came of it.'),
  note,
});

/** The stay by which the household counts, once. */
export const householdPlaced = z.object({
  type: z.literal('HouseholdPlaced'),
  household,
  stay: stay.describe('Where it lives.'),
  counted: countedPersons.describe('For whom it counts. Fewer persons than the household has: partly moved.'),
  open: z.int().min(0).describe('Persons of an open koppeling that are now housed.'),
  openKoppelingen,
  municipality,
  exchange: exchange.nullable().describe('The settled exchange by which the dwelling was assigned; null: none.'),
  broke: exchange.nullable().describe('The exchange whose claim the owner broke by this; null: none.'),
  note,
  knownAt,
});

/** The rest of a household that had partly moved follows. */
export const restPlaced = z.object({
  type: z.literal('RestPlaced'),
  household,
  municipality,
  counted: countedPersons.describe('The persons that followed.'),
  housedOn: on('Day on which the last of the household was housed by the placement.'),
  open: z.int().min(0).describe('Persons of an open koppeling that are now housed.'),
  openKoppelingen,
  knownAt,
});

/** A later stay, or one of a kind that does not count: it counts 0. */
export const householdMovedHome = z.object({
  type: z.literal('HouseholdMovedHome'),
  household,
  stay: stay.describe('Where it lives from now on.'),
  broke: exchange.nullable().describe('The exchange whose claim the owner broke by this; null: none.'),
  note,
});

/** A stay ended without a next one: a worry on a list, not a subtraction. */
export const stayEnded = z.object({
  type: z.literal('StayEnded'),
  household,
  stay: z.string().min(1).max(64).describe('Id of the stay.'),
  on: on('First day on which the household no longer lives there.'),
  reason: z.enum(STAY_ENDS).describe('Why.'),
  note,
});

/**
 * A counted row of the placement is read differently from now on: what it was is taken back, what it becomes is counted. A
 * reversal takes back every row (the placement, the rest, nareis), each by an event of its own in one commit.
 */
export const placementCorrected = z.object({
  type: z.literal('PlacementCorrected'),
  household,
  municipality: municipalityCodeSchema.describe('CBS code of the municipality of the koppeling now.'),
  was: countedPersons.describe('As it was counted until now.'),
  becomes: countedPersons.nullable().describe('As it counts from now on; null: reversed, the koppeling is open again.'),
  stay: stay.nullable().describe('The stay by which it counts, as it reads from now on; null: reversed.'),
  housedOn: localDateSchema
    .nullable()
    .describe('Day on which the last of the household was housed by the placement; null: reversed.'),
  fromOpen: z.int().describe('Persons of the row that had come out of an open koppeling.'),
  open: z.int().describe('Change of the persons in an open koppeling.'),
  openKoppelingen,
  reason: z.enum(PLACEMENT_CORRECTIONS).describe('Why.'),
  note,
  knownAt,
});

/** A minor under Nidos went to another municipality: the old one is debited, the new one credited, when reported to COA. */
export const minorsMoved = z.object({
  type: z.literal('MinorsMoved'),
  household,
  stay: stay.describe('Where they live from now on.'),
  debited: countedPersons.describe('Taken back from the old municipality; negative.'),
  credited: countedPersons.describe('Counted for the new municipality.'),
  knownAt,
});

export const dwellingRefused = z.object({
  type: z.literal('DwellingRefused'),
  household,
  municipality,
  dwelling: dwellingOrNull,
  on: on('Day of the refusal.'),
  // Work, study, care, family: it tells of a person, so it is no code in clear.
  reason: sealedSchema
    .nullable()
    .describe('Why, a code sealed with the key of the household; null: it was forgotten, and has none.'),
  note,
});

export const dwellingRefusalJudged = z.object({
  type: z.literal('DwellingRefusalJudged'),
  household,
  municipality,
  judgement: z.enum(REFUSAL_JUDGEMENTS).describe('What COA found.'),
  on: on('Day of the judgement.'),
});

/** An exchange was proposed with it: out of reach of other exchanges, its owner may still place it. */
export const householdClaimed = z.object({
  type: z.literal('HouseholdClaimed'),
  household,
  municipality,
  exchange,
  until: instantSchema.describe('When the claim expires.'),
});

/** Every municipality accepted: its owner may no longer place it elsewhere. */
export const householdReserved = z.object({ type: z.literal('HouseholdReserved'), household, municipality, exchange });

/** The exchange was settled: this dwelling is for this household. */
export const householdAssigned = z.object({
  type: z.literal('HouseholdAssigned'),
  household,
  municipality,
  exchange,
  dwelling: z.string().min(1).max(100).describe('Id of the dwelling.'),
});

/** An exchange let go of it. */
export const householdReleased = z.object({
  type: z.literal('HouseholdReleased'),
  household,
  municipality,
  exchange,
  reason: z.enum(RELEASES).describe('Why.'),
});

/** One person asks that the household be forgotten; nothing is forgotten until another one approves. A later request takes its place. */
export const householdForgetRequested = z.object({
  type: z.literal('HouseholdForgetRequested'),
  household,
  municipality,
  requestedBy: z.string().min(1).max(200).describe('The actor who asks.'),
  approver: z.string().min(1).max(200).nullable().describe('The actor who is asked to approve; null: any other.'),
});

/** The key of the household was destroyed: what was sealed can no longer be read by anybody. Every count stays. */
export const householdForgotten = z.object({
  type: z.literal('HouseholdForgotten'),
  household,
  approvedBy: z.string().min(1).max(200).describe('The actor of the second person.'),
});

export const householdEvent = z.discriminatedUnion('type', [
  koppelingReceived,
  householdProfileChanged,
  householdPersonsChanged,
  householdSplit,
  koppelingMoved,
  koppelingEnded,
  coaKoppelingStated,
  coaDifferenceResolved,
  householdPlaced,
  restPlaced,
  householdMovedHome,
  stayEnded,
  placementCorrected,
  minorsMoved,
  dwellingRefused,
  dwellingRefusalJudged,
  householdClaimed,
  householdReserved,
  householdAssigned,
  householdReleased,
  householdForgetRequested,
  householdForgotten,
]);
export type HouseholdEvent = z.infer<typeof householdEvent>;
export type HouseholdEventOf<T extends HouseholdEvent['type']> = Extract<HouseholdEvent, { type: T }>;

/** Stream of one household, named once. */
export const householdStream = (household: string): string => `household-${household}`;
