import { instantSchema, localDateSchema, packageFile } from '#libs/kernel';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { GOALS } from '../model/goals.js';
import { ACCESS_NEEDS } from './housing.js';

/** Name of the policy in `PolicyAdopted`. */
export const MATCHING_POLICY = 'matching';

const days = z.int().min(1).max(365);
const thousandths = z.int().min(0).max(1000);
const persons = z.int().min(1).max(25);
/** So few that a plan of all households of the country is counted exactly, and a pair fits 32 bits. */
const points = z.int().min(-1_000_000).max(1_000_000);

/** What a profile must say for a household to meet a lawful condition; an empty one is met by everyone. */
const condition = z.strictObject({
  minPersons: persons.optional(),
  maxPersons: persons.optional(),
  /** At least so much is needed of the way in. */
  access: z.enum(ACCESS_NEEDS).optional(),
  /** The highest rent that fits the income is known; that the rent is not above it is a predicate of its own. */
  maxRentKnown: z.literal(true).optional(),
  /** A profile cannot tell: met only where the municipality of the household stated it. */
  stated: z.literal(true).optional(),
});

/** Everything about a matching round that people choose. */
export const matchingPolicy = z
  .strictObject({
    /** Where an instance names none. */
    goals: z.array(z.enum(GOALS)).min(1),
    /** From one round to the next. */
    nextRoundDays: days,
    /** Of a thousand exchanges asked, how many a municipality agrees to: where nothing is known, and at the least. */
    acceptance: z.strictObject({ prior: thousandths, floor: thousandths }),
    /** Between the centres of the municipalities of a household and a dwelling; null: no limit. */
    maxKm: z.int().min(1).max(500).nullable(),
    /** A household that can move waits no longer than this for a dwelling to be ready; null: no limit. */
    availableWithinDays: days.nullable(),
    /** By the word as it stands in offers. A word that is not here is refused. */
    conditions: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), condition),
    /** Of `weight` and `fit` (fit.ts says how they add up). */
    points: z.strictObject({
      household: points,
      person: points,
      overdue: points,
      rightSize: points,
      spareBedroom: points,
      rentSlack: points,
      softTie: points,
      soonLost: points,
      crossing: points,
    }),
    /** How far below the maximum a rent earns `rentSlack`. */
    rentSlackPercent: z.int().min(0).max(100),
    /** A dwelling that can be had no longer than this after the round earns `soonLost`. */
    soonLostDays: days,
  })
  .refine(({ goals }) => new Set(goals).size === goals.length, {
    path: ['goals'],
    message: 'een doel staat er eenmaal',
  });
export type MatchingPolicy = z.infer<typeof matchingPolicy>;

const SHIPPED = 'libs/matching/policy/matching-2026-01.json';

const adopted = z.strictObject({
  type: z.literal('PolicyAdopted'),
  policy: z.literal(MATCHING_POLICY),
  version: z.string().min(1),
  validFrom: localDateSchema,
  validUntil: localDateSchema.nullable(),
  content: matchingPolicy,
  source: z.string().min(1),
  approvedBy: z.string().min(1),
  knownAt: instantSchema,
});

let shipped: MatchingPolicy | undefined;

/** The policy that ships with the software. Throws when the file is not what we shipped. */
export const shippedMatchingPolicy = (): MatchingPolicy =>
  (shipped ??= adopted.parse(JSON.parse(readFileSync(packageFile(SHIPPED), 'utf8'))).content);
