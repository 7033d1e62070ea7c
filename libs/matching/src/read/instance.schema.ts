import { field, inputs, ok, orNull, refuse } from '#libs/kernel';
import { z } from 'zod';
import { ACCESS_NEEDS, DWELLING_ACCESS } from '../compatibility/housing.js';
import { GOALS } from '../model/goals.js';

/** More households or dwellings than all that wait in the country, several times. */
const MOST_STRUCTURED = 100_000;
/** Beyond this a balance is a slip of the hand, and sums of it would no longer be exact. */
const MOST_BALANCE = 1_000_000_000;
/** Five times the euro cents of the highest regulated rent, and more than fits no dwelling. */
const MOST_RENT = 1_000_000;

const id = field<string>((text, path) =>
  text === '' ? refuse('FIELD_EMPTY', 'dit veld mag niet leeg zijn', path) : ok(text),
);
const word = z.string().min(1).max(40);
const persons = z.int().min(1).max(25);
const bedrooms = z.int().min(0).max(25);
const balance = z.int().min(-MOST_BALANCE).max(MOST_BALANCE).default(0);
const tolerance = z.int().min(0).max(MOST_BALANCE).nullable();
const most = z.int().min(0).max(MOST_BALANCE).nullable();
const rent = orNull(z.int().min(0).max(MOST_RENT));
const day = orNull(inputs.date);
const lat = z.number().min(-90).max(90);
const lon = z.number().min(-180).max(180);

const roundPolicy = z.strictObject({
  maxMunicipalities: most.default(null),
  maxChain: most.default(0),
  householdTolerance: tolerance.default(0),
  personsTolerance: tolerance.default(null),
  neverWorseOff: z.boolean().default(false),
  goals: z.array(z.enum(GOALS)).min(1).optional(),
  /** A multiplier of the work that may be done: from a hundredth to a thousand times what is usual. */
  effort: z.number().min(0.01).max(1000).default(1),
});

const municipality = z.strictObject({
  code: id,
  householdBalance: balance,
  personsBalance: balance,
  /** Absent: that of the policy of the file; null: no limit. */
  householdTolerance: tolerance.optional(),
  personsTolerance: tolerance.optional(),
});
const household = z.strictObject({ id, municipality: id, persons });
const dwelling = z.strictObject({ id, municipality: id });

const head = { version: z.literal(1), policy: roundPolicy.prefault({}) };

/** With given pairs. The pairs themselves may be a million, and are read by hand. */
export const rawInstance = z.strictObject({
  ...head,
  municipalities: z.array(municipality),
  households: z.array(household),
  dwellings: z.array(dwelling),
  pairs: z.unknown(),
});
export type RawInstance = z.output<typeof rawInstance>;

const tie = z.strictObject({ lat, lon, maxKm: z.number().min(0).max(20_000), hard: z.boolean() });

const structuredHousehold = household.extend({
  bedrooms,
  access: z.enum(ACCESS_NEEDS).default('none'),
  /** Euro cents a month. */
  maxRent: rent,
  readyOn: day,
  dueOn: day,
  excluded: z.array(id).max(1000).default([]),
  ties: z.array(tie).max(20).default([]),
  /** Lawful conditions that its municipality stated it meets, where a profile cannot tell. */
  meets: z.array(word).max(20).default([]),
});

const structuredDwelling = dwelling.extend({
  bedrooms,
  minPersons: persons.default(1),
  maxPersons: persons.default(25),
  access: z.enum(DWELLING_ACCESS).default('stairs'),
  /** Euro cents a month. */
  rent,
  from: day,
  until: day,
  conditions: z.array(word).max(20).default([]),
});

const structuredMunicipality = municipality.extend({
  lat,
  lon,
  /** Of a thousand exchanges asked, how many it agrees to. Absent: the prior of policy; never below its floor. */
  acceptance: z.int().min(0).max(1000).optional(),
});

/** Without pairs: compatibility, weights and fit follow from the matching policy. */
export const structuredInstance = z.strictObject({
  ...head,
  /** The day of the round. Absent: the latest `readyOn` of the households. */
  on: day,
  municipalities: z.array(structuredMunicipality),
  households: z.array(structuredHousehold).max(MOST_STRUCTURED),
  dwellings: z.array(structuredDwelling).max(MOST_STRUCTURED),
  /** A household and a dwelling that somebody said no to. */
  vetoes: z.array(z.tuple([id, id])).default([]),
});
export type StructuredInstance = z.output<typeof structuredInstance>;

/** As it stands in a file: what has a default may be left out. */
export type StructuredDocument = z.input<typeof structuredInstance>;
