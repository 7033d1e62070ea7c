import type { LocalDate } from '#libs/kernel';
import { z } from 'zod';
import { PERSONS_CHANGES } from './household.events.js';

/** Name of the policy in `PolicyAdopted`. */
export const KOPPELING_POLICY = 'koppeling';

/** Days of a stay that are kept; one of them decides the period in which it counts [domain.md §2]. */
export const DATES_THAT_COUNT = ['ready', 'moved', 'registered'] as const;
export type DateThatCounts = (typeof DATES_THAT_COUNT)[number];

const days = z.int().min(1).max(1_000);

/** Everything about koppelingen and their clock that a law, a circular or COA can change. */
export const koppelingPolicy = z.strictObject({
  /** From the permit to a dwelling, in days: the legal clock, which no recoupling restarts. */
  housingTermDays: days,
  /** The steps on the way, in days: permit → koppeling → dwelling → move. */
  steps: z.strictObject({ koppeling: days, dwelling: days, move: days }),
  dateThatCounts: z.enum(DATES_THAT_COUNT),
  /** Causes by which a household that was placed before counts for more persons. */
  countsAfterPlacement: z.array(z.enum(PERSONS_CHANGES)),
});
export type KoppelingPolicy = z.infer<typeof koppelingPolicy>;

/** What a decision about housing must know of the policies that hold in the period of the move. */
export interface HousingRules {
  readonly dateThatCounts: DateThatCounts;
  readonly countsAfterPlacement: KoppelingPolicy['countsAfterPlacement'];
  /** Kinds of housing by the figures policy, and whether they count. */
  readonly kinds: ReadonlyMap<string, boolean>;
}

/** The rules that hold on a day. */
export type RulesOn = (day: LocalDate) => HousingRules;
