import { ok, type Result } from '#libs/kernel';
import type { Answer } from '../answer/answer.js';
import { match } from '../answer/match.js';
import type { MatchingPolicy } from '../compatibility/matching.policy.js';
import { explainDwelling, explainHousehold, explainWhatIf } from '../explain/explain.js';
import { readExplainable } from '../explain/explainable.js';
import type { Explanation, Facts } from '../explain/explanation.js';
import { readInstance, readInstanceText } from '../read/read-instance.js';
import type { Simulated } from '../simulate/policies.js';
import { simulateSeed, type SeedResult } from '../simulate/simulate.js';
import type { SimulationRules } from '../simulate/simulation-rules.js';

/** An instance (interfaces.md §3) as a document, or as the text of a file; and the policy, if not the shipped one. */
export interface Given {
  readonly instance: unknown;
  readonly policy?: MatchingPolicy;
}

/** What is asked of the best plan. */
export type Question =
  | { readonly about: 'household' | 'dwelling'; readonly id: string }
  /** `changes` as a document. */
  | { readonly about: 'what-if'; readonly changes: unknown };

/** How large an instance is once it is read. */
export interface InstanceSize {
  readonly households: number;
  readonly dwellings: number;
  readonly pairs: number;
}

/** What can be done apart. Plain data both ways, for it is copied. */
export interface Works {
  readonly match: { readonly asks: Given; readonly gives: Answer };
  readonly explain: { readonly asks: Given & { readonly question: Question }; readonly gives: Facts };
  readonly simulate: {
    readonly asks: {
      readonly seed: number;
      readonly policies: readonly Simulated[];
      readonly rules: SimulationRules;
    };
    readonly gives: SeedResult;
  };
}

export type Kind = keyof Works;

type Doing<K extends Kind> = (
  asked: Works[K]['asks'],
  onRead: (size: InstanceSize) => void,
) => Promise<Result<Works[K]['gives']>>;

/** How each is done, in whatever thread. */
export const WORKS: { readonly [K in Kind]: Doing<K> } = {
  async match({ instance, policy }, onRead) {
    const problem = typeof instance === 'string' ? readInstanceText(instance, policy) : readInstance(instance, policy);
    if (!problem.ok) return problem;
    const { householdIds, dwellingIds, pairDwelling } = problem.value;
    onRead({ households: householdIds.length, dwellings: dwellingIds.length, pairs: pairDwelling.length });
    return match(problem.value);
  },

  async explain({ instance, policy, question }) {
    const explanation = await explained(instance, policy, question);
    return explanation.ok ? ok(explanation.value.facts) : explanation;
  },

  simulate: ({ seed, policies, rules }) => simulateSeed(seed, policies, rules),
};

async function explained(
  instance: unknown,
  policy: MatchingPolicy | undefined,
  question: Question,
): Promise<Result<Explanation>> {
  if (question.about === 'what-if') return explainWhatIf(instance, question.changes, policy);
  const explainable = readExplainable(instance, policy);
  if (!explainable.ok) return explainable;
  const explain = question.about === 'household' ? explainHousehold : explainDwelling;
  return explain(explainable.value, question.id);
}
