import type { Chain, Difference } from '../explanation.js';
import type { Catalogue } from './catalogue.js';

/** More chains than this are a list for a program. */
const MOST_CHAINS = 6;

/** Who moves, a line for each chain, those of what was asked first. */
export function chainsTold(words: Catalogue, { chains }: Difference, about: readonly string[]): string[] {
  const concerns = (chain: Chain): number =>
    chain.some(({ household, to }) => about.includes(household) || (to !== null && about.includes(to))) ? 0 : 1;
  const ordered = chains.toSorted((one, other) => concerns(one) - concerns(other));
  const lines = ordered
    .slice(0, MOST_CHAINS)
    .map((chain, at) => words.chain(words.number(at + 1), movesOf(words, chain).join('; ')));
  return chains.length > MOST_CHAINS ? [...lines, words.moreChains(chains.length - MOST_CHAINS)] : lines;
}

function movesOf(words: Catalogue, chain: Chain): string[] {
  const first = chain[0]!;
  const last = chain.at(-1)!;
  const round = last.to !== null && last.to === first.from;
  const moves = chain.map(({ household, to }, at) => {
    if (to === null) return words.isWithout(household);
    const next = chain[at + 1];
    if (next !== undefined) return words.takesFrom(household, to, next.household);
    return round ? words.takesGivenUp(household, to, first.household) : words.takesEmpty(household, to);
  });
  return first.from === null || round ? moves : [...moves, words.staysEmpty(first.from)];
}
