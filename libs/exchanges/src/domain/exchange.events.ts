import { instantSchema, localDateSchema, municipalityCodeSchema, periodSchema } from '#libs/kernel';
import { sealedSchema } from '#libs/secrets';
import { z } from 'zod';

/** Why a municipality declines. */
export const DECLINES = [
  'dwelling-promised',
  'dwelling-lost',
  'household-placed',
  'household-has-tie',
  'needs-have-changed',
  'balance',
  'timing',
  'other',
] as const;
export type Decline = (typeof DECLINES)[number];

/** On what ground a household objects: sealed, for it stays with the municipality of the household. */
export const OBJECTIONS = ['work', 'study', 'treatment', 'family', 'dwelling', 'other'] as const;
export type Objection = (typeof OBJECTIONS)[number];

export const WITHDRAWALS = ['better-match', 'by-mistake', 'asked-by-municipality', 'stopped-by-coa', 'other'] as const;
export type Withdrawal = (typeof WITHDRAWALS)[number];

/** Why COA does not move a koppeling. */
export const COA_REFUSALS = ['hard-tie', 'household-refuses', 'permit', 'dwelling', 'administrative', 'other'] as const;
export type CoaRefusal = (typeof COA_REFUSALS)[number];

/** How an exchange ended without being settled. */
export const EXCHANGE_ENDS = [
  'DECLINED',
  'OBJECTION',
  'EXPIRED',
  'WITHDRAWN',
  'COA_REFUSED',
  'OWNER_USED',
  'NO_LONGER_FITS',
] as const;
export type ExchangeEnd = (typeof EXCHANGE_ENDS)[number];

/** A recoupling leg needs COA; one into a shared doorstroomlocatie leaves the koppeling where it is. */
export const LEG_KINDS = ['recoupling', 'doorstroom'] as const;
export type LegKind = (typeof LEG_KINDS)[number];

/** Why a leg fails after settlement. */
export const LEG_FAILURES = [
  'household-refused',
  'dwelling-lost',
  'household-ended',
  'needs-have-changed',
  'other',
] as const;
export type LegFailure = (typeof LEG_FAILURES)[number];

/** How a failed leg is mended: another dwelling there, back to where it came from, or a debt in the exchange balance. */
export const REPAIRS = ['another-dwelling', 'return', 'balance'] as const;
export type Repair = (typeof REPAIRS)[number];

/** What one is reminded of, and what expires. */
export const EXCHANGE_DEADLINES = ['answer', 'inform', 'objection', 'coa', 'move'] as const;
export type ExchangeDeadline = (typeof EXCHANGE_DEADLINES)[number];

const exchange = z.string().min(1).max(100).describe('Id of the exchange.');
const leg = z.int().min(1).max(20).describe('Number of the leg, from 1.');
const household = z.string().min(1).max(64).describe('Pseudonym of the household.');
const dwelling = z.string().min(1).max(100).describe('Id of the dwelling.');
const municipality = municipalityCodeSchema.describe('CBS code of the municipality.');
const municipalities = z.array(municipalityCodeSchema).max(20).describe('Every municipality that takes part.');
const sealedNote = sealedSchema
  .nullable()
  .describe('Free text, sealed with the key of the household of the leg; null: none.');
const on = (what: string) => localDateSchema.describe(what);

/** Household h, from municipality A, to dwelling d of municipality B. */
export const exchangeLeg = z.object({
  leg,
  kind: z.enum(LEG_KINDS).describe('doorstroom: without recoupling.'),
  household,
  persons: z.int().min(1).max(25).describe('Persons in the household when it was proposed.'),
  from: municipalityCodeSchema.describe('CBS code of the municipality that the household leaves.'),
  dwelling,
  to: municipalityCodeSchema.describe('CBS code of the municipality whose dwelling it is.'),
});
export type ExchangeLeg = z.infer<typeof exchangeLeg>;

/** One side of a joint change of taakstellingen that goes with the exchange [Huisvestingswet 2014, art. 29(2)]. */
const redistributionShare = z.object({
  municipality,
  period: periodSchema.describe('Half-year.'),
  change: z.int().describe('Persons more, or fewer, in its taakstelling.'),
});

export type RedistributionShare = z.infer<typeof redistributionShare>;

export const exchangeProposed = z.object({
  type: z.literal('ExchangeProposed'),
  exchange,
  region: z
    .string()
    .min(1)
    .max(40)
    .nullable()
    .describe('Code of the region that matches; null: between those who take part.'),
  legs: z.array(exchangeLeg).min(1).max(20).describe('In travel order.'),
  suggestion: z
    .string()
    .min(1)
    .max(100)
    .nullable()
    .describe('The suggestion that it was made of; null: thought of by a person.'),
  remindAt: instantSchema.describe('When those who have not answered by then are reminded.'),
  answerBy: instantSchema.describe('When it expires without every answer.'),
  expectedBy: on('Last day on which the households move when every term is used.'),
  redistribution: z
    .array(redistributionShare)
    .max(20)
    .describe(
      'Agreed change of taakstellingen, with sum 0; recorded by the supervisor as a decision of its own. Empty: none.',
    ),
});

/** The decision on what its municipalities agreed for a period: in the same commit, the taakstellingen change. */
export const redistributionRecorded = z.object({
  type: z.literal('RedistributionRecorded'),
  exchange,
  period: periodSchema.describe('Half-year of the taakstellingen.'),
  redistribution: z.string().min(1).max(100).describe('Of the decision, as in TaakstellingRedistributed.'),
  municipalities: municipalities.describe('Whose taakstelling it changes.'),
  on: on('Day from which it holds.'),
});

export const exchangeAccepted = z.object({
  type: z.literal('ExchangeAccepted'),
  exchange,
  municipality,
});

/** Every municipality accepted: households and dwellings are reserved, in the same commit. */
export const exchangeReserved = z.object({
  type: z.literal('ExchangeReserved'),
  exchange,
  municipalities,
  on: on('Day of the last acceptance: before it no household is told.'),
  informBy: instantSchema.describe('When every household should know.'),
});

export const exchangeReminded = z.object({
  type: z.literal('ExchangeReminded'),
  exchange,
  municipalities: municipalities.describe('Whose turn it is.'),
  deadline: z.enum(EXCHANGE_DEADLINES).describe('Of what.'),
  dueAt: instantSchema.describe('When it is due.'),
});

export const householdInformed = z.object({
  type: z.literal('HouseholdInformed'),
  exchange,
  leg,
  municipality,
  on: on('Day on which the household was told.'),
  objectBy: instantSchema.describe('Until when it can object.'),
});

export const householdObjected = z.object({
  type: z.literal('HouseholdObjected'),
  exchange,
  leg,
  municipality,
  reason: sealedSchema
    .nullable()
    .describe(
      'Kind of reason (work, study, treatment, family, dwelling, other), sealed with the key of the household of the leg; null: the household was forgotten.',
    ),
  on: on('Day of the objection.'),
  note: sealedNote,
});

/** The exchange ended before settlement: everything is free again, in the same commit. */
export const exchangeEnded = z.object({
  type: z.literal('ExchangeEnded'),
  exchange,
  municipalities,
  end: z.enum(EXCHANGE_ENDS).describe('How.'),
  by: municipalityCodeSchema.nullable().describe('The municipality that it came from; null: none in particular.'),
  reason: z
    .string()
    .min(1)
    .max(40)
    .nullable()
    .describe(
      'Code of the reason: of a decline, withdrawal, refusal or misfit; null: none, or sealed in the objection.',
    ),
  leg: leg.nullable().describe('The leg that it was about; null: the whole.'),
  on: on('Day of the end.'),
  note: sealedNote,
});

/** The legs of which COA is asked to move the koppeling. */
export const recouplingRequested = z.object({
  type: z.literal('RecouplingRequested'),
  exchange,
  legs: z.array(leg).min(1).max(20).describe('Numbers of the legs.'),
  municipalities,
  on: on('Day of the request.'),
  answerBy: instantSchema.describe('When an answer is expected.'),
});

export const recouplingConfirmed = z.object({
  type: z.literal('RecouplingConfirmed'),
  exchange,
  leg,
  on: on('Day of the answer.'),
  reference: z.string().min(1).max(200).nullable().describe('Mark of the answer at COA, or the list that says it.'),
});

export const recouplingRefused = z.object({
  type: z.literal('RecouplingRefused'),
  exchange,
  leg,
  on: on('Day of the answer.'),
  reason: z.enum(COA_REFUSALS).describe('Why.'),
  reference: z.string().min(1).max(80).nullable().describe('Mark of the answer at COA.'),
});

/** COA had moved these koppelingen for an exchange that is not to be: it is asked to move them back. */
export const recouplingReversalRequested = z.object({
  type: z.literal('RecouplingReversalRequested'),
  exchange,
  legs: z.array(leg).min(1).max(20).describe('Numbers of the legs.'),
  on: on('Day of the request.'),
});

export const recouplingReversed = z.object({
  type: z.literal('RecouplingReversed'),
  exchange,
  leg,
  on: on('Day of the answer.'),
  reference: z.string().min(1).max(80).nullable().describe('Mark of the answer at COA.'),
});

/** Every koppeling moved and every dwelling assigned, in the same commit: from here on the exchange is done. */
export const exchangeSettled = z.object({
  type: z.literal('ExchangeSettled'),
  exchange,
  region: z.string().min(1).max(40).nullable().describe('Code of the region.'),
  legs: z.array(exchangeLeg).min(1).max(20).describe('With the persons that moved.'),
  on: on('Day of the settlement.'),
  moveBy: instantSchema.describe('When every household should live there.'),
});

/** What the two sides check when a household goes: courses begun, school, care, benefit. */
export const checklistAnswered = z.object({
  type: z.literal('ChecklistAnswered'),
  exchange,
  leg,
  municipality,
  answers: z.record(z.string().min(1).max(40), z.boolean()).describe('Item of the checklist: taken care of or not.'),
});

export const legPlaced = z.object({
  type: z.literal('LegPlaced'),
  exchange,
  leg,
  on: on('Day of the move.'),
});

export const legFailed = z.object({
  type: z.literal('LegFailed'),
  exchange,
  leg,
  reason: z.enum(LEG_FAILURES).describe('Why.'),
  on: on('Day on which it was known.'),
  note: sealedNote,
});

export const legRepaired = z.object({
  type: z.literal('LegRepaired'),
  exchange,
  leg,
  repair: z.enum(REPAIRS).describe('How.'),
  dwelling: dwelling.nullable().describe('The other dwelling; null: none.'),
  from: municipalityCodeSchema.describe('Municipality that had given the household.'),
  to: municipalityCodeSchema.describe('Municipality that had taken it.'),
  persons: z.int().min(1).max(25).describe('Persons in the household.'),
  on: on('Day of the repair.'),
  note: sealedNote,
});

export const exchangeCompleted = z.object({
  type: z.literal('ExchangeCompleted'),
  exchange,
  municipalities,
  on: on('Day on which the last leg was done.'),
});

export const exchangeEvent = z.discriminatedUnion('type', [
  exchangeProposed,
  exchangeAccepted,
  exchangeReserved,
  exchangeReminded,
  householdInformed,
  householdObjected,
  exchangeEnded,
  recouplingRequested,
  recouplingConfirmed,
  recouplingRefused,
  recouplingReversalRequested,
  recouplingReversed,
  exchangeSettled,
  checklistAnswered,
  legPlaced,
  legFailed,
  legRepaired,
  exchangeCompleted,
  redistributionRecorded,
]);
export type ExchangeEvent = z.infer<typeof exchangeEvent>;

/** Stream of one exchange, named once. */
export const exchangeStream = (exchange: string): string => `exchange-${exchange}`;
