import { instantSchema, localDateSchema, municipalityCodeSchema } from '#libs/kernel';
import { z } from 'zod';

/** How one gets in: by stairs; without a step; without a step and with room for a wheelchair. */
export const DWELLING_ACCESS = ['stairs', 'step-free', 'wheelchair'] as const;
export type DwellingAccess = (typeof DWELLING_ACCESS)[number];

/** A place in a shared doorstroomlocatie is given to another municipality's household without recoupling. */
export const DWELLING_KINDS = ['dwelling', 'doorstroom'] as const;
export type DwellingKind = (typeof DWELLING_KINDS)[number];

export const DWELLING_WITHDRAWALS = [
  'let-to-others',
  'sold',
  'not-habitable',
  'demolished',
  'condition-not-met',
  'entered-by-mistake',
] as const;
export type DwellingWithdrawal = (typeof DWELLING_WITHDRAWALS)[number];

export const DWELLING_RELEASES = ['exchange-ended', 'owner-used', 'leg-repaired', 'by-hand', 'expired'] as const;
export type DwellingRelease = (typeof DWELLING_RELEASES)[number];

export const MOST_IN_DWELLING = 25;

const dwelling = z.string().min(1).max(100).describe('Id of the dwelling.');
const municipality = municipalityCodeSchema.describe('CBS code of the municipality that offers it.');
const household = z.string().min(1).max(64).describe('Pseudonym of the household.');
const exchange = z.string().min(1).max(100).describe('Id of the exchange.');
const heldBy = exchange.nullable().describe('The exchange that holds the dwelling at that moment; null: none.');
const broke = exchange.nullable().describe('The exchange whose claim the owner broke by this; null: none.');

/** What is on offer. */
export const dwellingOffer = z.object({
  municipality,
  key: z.string().min(1).max(80).describe('Number by which the municipality knows it, as a BAG id.'),
  kind: z.enum(DWELLING_KINDS).describe('doorstroom: a place in a shared doorstroomlocatie.'),
  bedrooms: z.int().min(0).max(12).describe('Bedrooms; 0 for a studio.'),
  minPersons: z.int().min(1).max(MOST_IN_DWELLING).describe('Fewest persons that it is meant for.'),
  maxPersons: z.int().min(1).max(MOST_IN_DWELLING).describe('Most persons that may live there.'),
  access: z.enum(DWELLING_ACCESS).describe('How one gets in.'),
  rent: z.int().min(0).max(1_000_000).nullable().describe('Euro cents a month; null: not known yet.'),
  from: localDateSchema.describe('First day on which somebody can live there.'),
  until: localDateSchema.nullable().describe('First day on which it can no longer be had; null: no end.'),
  conditions: z
    .array(z.string().min(1).max(40))
    .max(10)
    .describe('Lawful conditions only: words of the dwellings policy.'),
  corporation: z
    .string()
    .min(1)
    .max(80)
    .nullable()
    .describe('Code of the housing corporation that lets it; null: another.'),
});
export type DwellingOffer = z.infer<typeof dwellingOffer>;

export const dwellingOffered = z.object({
  type: z.literal('DwellingOffered'),
  dwelling,
  offer: dwellingOffer.describe('What is on offer.'),
  source: z.string().min(1).max(200).describe('Where it comes from: a person, the name of a file.'),
});

export const dwellingChanged = z.object({
  type: z.literal('DwellingChanged'),
  dwelling,
  was: dwellingOffer.describe('The offer until now.'),
  offer: dwellingOffer.describe('The offer from now on.'),
  source: z.string().min(1).max(200).nullable().describe('The name of the list that says so; null: a person did.'),
  heldBy,
});

/** The municipality keeps it for a household of its own, or for somebody it knows, up to a day. */
export const dwellingReserved = z.object({
  type: z.literal('DwellingReserved'),
  dwelling,
  municipality,
  household: household.nullable().describe('For whom; null: not said.'),
  until: localDateSchema.describe('First day on which the reservation no longer holds.'),
  broke,
});

/** An exchange was proposed with it: out of reach of other exchanges, its owner may still use it. */
export const dwellingClaimed = z.object({
  type: z.literal('DwellingClaimed'),
  dwelling,
  municipality,
  exchange,
  household,
  until: instantSchema.describe('When the claim expires.'),
});

/** Every municipality accepted the exchange: the owner may no longer use it for another. */
export const dwellingHeld = z.object({ type: z.literal('DwellingHeld'), dwelling, municipality, exchange, household });

/** The exchange was settled: it is for this household. */
export const dwellingAssigned = z.object({
  type: z.literal('DwellingAssigned'),
  dwelling,
  municipality,
  exchange,
  household,
});

export const dwellingReleased = z.object({
  type: z.literal('DwellingReleased'),
  dwelling,
  municipality,
  exchange: exchange.nullable().describe('The exchange that lets go of it; null: a reservation of the municipality.'),
  reason: z.enum(DWELLING_RELEASES).describe('Why.'),
});

export const dwellingOccupied = z.object({
  type: z.literal('DwellingOccupied'),
  dwelling,
  municipality,
  household,
  persons: z.int().min(1).max(MOST_IN_DWELLING).describe('Persons who live there.'),
  on: localDateSchema.describe('Day of the move.'),
  broke,
});

/** The household that lives there grew or shrank, or the rest of it followed. */
export const occupantsChanged = z.object({
  type: z.literal('OccupantsChanged'),
  dwelling,
  municipality,
  household,
  persons: z.int().min(1).max(MOST_IN_DWELLING).describe('Persons who live there from now on.'),
  on: localDateSchema.describe('Day of the change.'),
});

/** The household that lives there moved in on another day than was told. */
export const occupancyCorrected = z.object({
  type: z.literal('OccupancyCorrected'),
  dwelling,
  municipality,
  household,
  was: localDateSchema.describe('Day of the move as it read until now.'),
  on: localDateSchema.describe('Day of the move as it reads from now on.'),
});

/** Nobody lives there any more. It is on offer again only by a change of the offer. */
export const dwellingVacated = z.object({
  type: z.literal('DwellingVacated'),
  dwelling,
  municipality,
  household,
  on: localDateSchema.describe('First day on which the household no longer lives there.'),
  undone: z.boolean().describe('True: nobody ever lived there, the placement was reversed.'),
});

export const dwellingWithdrawn = z.object({
  type: z.literal('DwellingWithdrawn'),
  dwelling,
  municipality,
  on: localDateSchema.describe('Day of the withdrawal.'),
  reason: z.enum(DWELLING_WITHDRAWALS).describe('Why.'),
  broke,
});

export const dwellingEvent = z.discriminatedUnion('type', [
  dwellingOffered,
  dwellingChanged,
  dwellingReserved,
  dwellingClaimed,
  dwellingHeld,
  dwellingAssigned,
  dwellingReleased,
  dwellingOccupied,
  occupantsChanged,
  occupancyCorrected,
  dwellingVacated,
  dwellingWithdrawn,
]);
export type DwellingEvent = z.infer<typeof dwellingEvent>;

/** Stream of one dwelling, named once. */
export const dwellingStream = (dwelling: string): string => `dwelling-${dwelling}`;
