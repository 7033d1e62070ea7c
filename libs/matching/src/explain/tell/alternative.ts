import type { Alternative, RuleTrial } from '../explanation.js';
import type { Catalogue } from './catalogue.js';
import { chainsTold } from './chains.js';
import { goalsTold, reached } from './phrases.js';

/** What it would take, or why it cannot be. `about`: ids of what was asked. */
export function alternativeTold(words: Catalogue, alternative: Alternative, about: readonly string[]): string[] {
  switch (alternative.kind) {
    case 'undecided':
      return [words.undecided, ...foundWithout(words, alternative.rules)];
    case 'impossible':
      return [words.impossible, ...rulesTold(words, alternative.rules)];
    case 'possible':
      return possibleTold(words, alternative, about);
  }
}

function possibleTold(
  words: Catalogue,
  { placing, difference, verdict, reason, proven }: Extract<Alternative, { kind: 'possible' }>,
  about: readonly string[],
): string[] {
  const first = difference.goals.find(({ goal }) => goal === reason);
  const told =
    first === undefined || verdict === 'equal'
      ? words.equal
      : words[verdict](
          words.goals[first.goal],
          reached(words, first.goal, first.before),
          reached(words, first.goal, first.after),
        );
  return [
    words.possible(placing.household, placing.dwelling),
    told,
    ...(difference.goals.filter(({ before, after }) => before !== after).length > 1
      ? [goalsTold(words, difference.goals)]
      : []),
    ...chainsTold(words, difference, about),
    ...(difference.fewest ? [words.fewest] : []),
    ...(proven ? [] : [words.notProven]),
  ];
}

/** Only what helps, or that nothing does: what does not help is in the data. */
function rulesTold(words: Catalogue, rules: readonly RuleTrial[]): string[] {
  const helps = rules
    .filter(({ outcome }) => outcome === 'allows')
    .map(({ rule, municipality, least }) =>
      words.wouldBe(words.allowedBy[rule](municipality, least === null ? null : words.number(least), least === 1)),
    );
  const undecided = rules.filter(({ outcome }) => outcome === 'undecided').length;
  const tried = new Set(rules.flatMap(({ municipality }) => municipality ?? [])).size;
  return [
    ...(helps.length === 0 && undecided === 0 ? [words.noRuleAllows] : helps),
    ...(undecided > 0 ? [words.rulesUndecided(undecided)] : []),
    ...(tried > 0 ? [words.municipalitiesTried(words.number(tried))] : []),
  ];
}

/** Of what is not decided: without which rule a plan was found. */
const foundWithout = (words: Catalogue, rules: readonly RuleTrial[]): string[] =>
  rules.filter(({ outcome }) => outcome === 'allows').map(({ rule }) => words.foundWithout(words.rules[rule]));
