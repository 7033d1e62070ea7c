import { ok, type Result } from '#libs/kernel';
import { hindsightOf } from './hindsight.js';
import { MEASURES, outcomeOf, type Measure, type Outcome } from './outcome.js';
import { runPolicy, type Simulated } from './policies.js';
import type { SimulationRules } from './simulation-rules.js';
import { estimateOf, type Estimate } from './statistics.js';
import { inventWorld } from './world.js';

/** What one seed gave under each policy that was asked. */
export interface SeedResult {
  readonly seed: number;
  readonly outcomes: Readonly<Partial<Record<Simulated, Outcome>>>;
}

/** One half year under each policy, with the same arrivals and the same answers. Refuses only as `match` does, which would be a fault of ours. */
export async function simulateSeed(
  seed: number,
  policies: readonly Simulated[],
  rules: SimulationRules,
): Promise<Result<SeedResult>> {
  const world = inventWorld(seed, rules);
  if (!world.ok) return world;
  const outcomes: Partial<Record<Simulated, Outcome>> = {};
  for (const policy of policies) {
    const outcome =
      policy === 'hindsight' ? await hindsightOf(world.value) : await runPolicy(world.value, policy).then(outcomeOfRan);
    if (!outcome.ok) return outcome;
    outcomes[policy] = outcome.value;
  }
  return ok({ seed, outcomes });
}

const outcomeOfRan = (ran: Awaited<ReturnType<typeof runPolicy>>): Result<Outcome> =>
  ran.ok ? ok(outcomeOf(ran.value)) : ran;

/** What is compared with each other policy, seed by seed: the differences vary less than the policies do. */
const AGAINST = 'local';

export interface PolicySummary {
  readonly policy: Simulated;
  /** Whether no policy can do better, by each measure alone, and it is no policy itself. */
  readonly bound: boolean;
  readonly measures: Readonly<Record<Measure, Estimate | null>>;
  /** Less what `local` gave with the same seed; null where that was not asked, and of itself. */
  readonly lessLocal: Readonly<Record<Measure, Estimate | null>> | null;
}

export interface SimulationDocument {
  readonly rules: SimulationRules;
  readonly seeds: readonly number[];
  readonly policies: readonly PolicySummary[];
  readonly results: readonly SeedResult[];
}

/** Brings the seeds together, whatever the order in which they came. */
export function summarise(
  given: readonly SeedResult[],
  policies: readonly Simulated[],
  rules: SimulationRules,
): SimulationDocument {
  const results = given.toSorted((one, other) => one.seed - other.seed);
  const over = (valueOf: (result: SeedResult, measure: Measure) => number | null): Record<Measure, Estimate | null> => {
    const estimates = MEASURES.map((measure) => {
      const values = results.map((result) => valueOf(result, measure)).filter((value) => value !== null);
      // A mean over fewer seeds than were run would compare one half year with another.
      return [measure, values.length === results.length ? estimateOf(values) : null] as const;
    });
    return Object.fromEntries(estimates) as Record<Measure, Estimate | null>;
  };
  const of = ({ outcomes }: SeedResult, policy: Simulated, measure: Measure): number | null =>
    outcomes[policy]?.[measure] ?? null;
  const less = (policy: Simulated) => (result: SeedResult, measure: Measure) => {
    const [own, local] = [of(result, policy, measure), of(result, AGAINST, measure)];
    return own === null || local === null ? null : own - local;
  };
  return {
    rules,
    seeds: results.map(({ seed }) => seed),
    policies: policies.map((policy) => ({
      policy,
      bound: policy === 'hindsight',
      measures: over((result, measure) => of(result, policy, measure)),
      lessLocal: policy === AGAINST || !policies.includes(AGAINST) ? null : over(less(policy)),
    })),
    results,
  };
}
