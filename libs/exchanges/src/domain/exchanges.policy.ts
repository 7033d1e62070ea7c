import { addDays, startOfDay, type Instant, type LocalDate } from '#libs/kernel';
import { z } from 'zod';

/** Name of the policy in `PolicyAdopted`. */
export const EXCHANGES_POLICY = 'exchanges';

const days = z.int().min(1).max(365);
const tolerance = z.int().min(0).max(10_000).nullable();

/** Everything about exchanges that those who take part can agree otherwise. All terms in whole days; null: no limit. */
export const exchangesPolicy = z
  .strictObject({
    /** To answer a proposal. */
    answerDays: days,
    /** So many days before that term is over, who has not answered is reminded. */
    remindDaysBefore: z.int().min(0).max(365),
    /** To inform the households, once every municipality accepted. */
    informDays: days,
    /** For a household to object, from the day on which it was told. */
    objectionDays: days,
    /** For COA to answer. */
    coaDays: days,
    /** To move, from settlement on. */
    moveDays: days,
    maxMunicipalities: z.int().min(2).max(20),
    maxLegs: z.int().min(1).max(20),
    /** What both sides check when a household goes. */
    checklist: z.array(z.string().regex(/^[a-z][a-z-]{1,39}$/)).max(20),
    /**
     * How far what a municipality gave and what it received may lie apart, either way, and how fast that is forgotten. The tolerances
     * bind the matcher. A person may propose beyond them, and is shown it.
     */
    balance: z.strictObject({
      households: tolerance,
      persons: tolerance,
      /** Whole percentage of a balance that is forgotten a year. */
      decayPercentPerYear: z.int().min(0).max(100),
    }),
  })
  .refine(({ answerDays, remindDaysBefore }) => remindDaysBefore < answerDays, {
    path: ['remindDaysBefore'],
    message: 'een herinnering komt binnen de termijn om te antwoorden',
  });
export type ExchangesPolicy = z.infer<typeof exchangesPolicy>;

/** The moment at which a term of so many days that began on a day is over: the end of its last day, in Amsterdam. */
export const endOfTerm = (from: LocalDate, termDays: number): Instant => startOfDay(addDays(from, termDays + 1));

/** When those who have not answered are reminded. */
export const remindAt = (proposedOn: LocalDate, { answerDays, remindDaysBefore }: ExchangesPolicy): Instant =>
  startOfDay(addDays(proposedOn, answerDays - remindDaysBefore));

/**
 * The last day on which the households of an exchange move when every term is used. Kept with it: where it goes faster, or the terms
 * change, it does not fit less.
 */
export const expectedBy = (proposedOn: LocalDate, policy: ExchangesPolicy): LocalDate =>
  addDays(proposedOn, policy.answerDays + policy.informDays + policy.objectionDays + policy.coaDays + policy.moveDays);
