import type { JsonValue } from '#libs/kernel';
import type { Facts, Field, WhatIf, WhyNot, WhyThis } from '../explanation.js';
import { alternativeTold } from './alternative.js';
import type { Catalogue, Language } from './catalogue.js';
import { chainsTold } from './chains.js';
import { EN } from './en.js';
import { NL } from './nl.js';
import { obstaclesTold } from './obstacles.js';
import { goalsTold, named, placed, reached } from './phrases.js';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { nl: NL, en: EN };

/** An explanation for people, a line for each sentence. Long lists are cut off with their number; the facts hold all. */
export function tellFacts(facts: Facts, language: Language): string[] {
  const words = CATALOGUES[language];
  switch (facts.kind) {
    case 'placed':
      return whyThis(words, facts);
    case 'household-waits':
    case 'dwelling-empty':
      return whyNot(words, facts);
    case 'what-if':
      return whatIf(words, facts);
  }
}

function whyThis(words: Catalogue, { placing, worth, better: { count, best } }: WhyThis): string[] {
  const points = words.signed(worth.points);
  const parts = worth.parts?.map((part) =>
    words.part(words.parts[part.part](words.number(part.times)), words.signed(part.points)),
  );
  const reason = parts === undefined ? words.weighs(words.number(worth.points)) : words.fits(points, parts.join(', '));
  if (best === null) return [placed(words, placing), reason, words.noneBetter];
  return [
    placed(words, placing),
    reason,
    words.better(count, best.dwelling, words.signed(best.points)),
    best.takenBy === null ? words.leftEmpty(best.dwelling) : words.takenBy(best.dwelling, best.takenBy),
    ...alternativeTold(words, best.alternative, [placing.household, best.dwelling]),
  ];
}

function whyNot(words: Catalogue, { kind, id, fitting, obstacles, alternative }: WhyNot): string[] {
  const ofHousehold = kind === 'household-waits';
  const candidates = obstacles === null ? null : words.number(obstacles.candidates);
  return [
    ofHousehold ? words.householdWaits(id) : words.dwellingEmpty(id),
    ofHousehold ? words.dwellingsFit(fitting, candidates) : words.householdsFit(fitting, candidates),
    // What is in the way of the others matters only where there is nothing.
    ...(fitting > 0 || obstacles === null ? [] : obstaclesTold(words, obstacles, ofHousehold)),
    ...(alternative === null ? [] : alternativeTold(words, alternative, [id])),
  ];
}

function whatIf(words: Catalogue, { changes, fits, verdict, reason, proven, difference }: WhatIf): string[] {
  const first = difference.goals.find(({ goal }) => goal === reason);
  const worth = verdict === 'gains' ? words.worthMore : words.worthLess;
  const suppose = changes.map(({ list, id, field, from, to }) =>
    words.change(words.lists[list], id, words.fields[field], shown(words, field, from), shown(words, field, to)),
  );
  const { gained, lost, chains, goals, fewest } = difference;
  return [
    words.whatIf(suppose.join('; ')),
    ...fits.map(({ list, id, before, after }) => words.nowFits[list](id, before, after)),
    first === undefined
      ? words.worthSame
      : worth(
          words.goals[first.goal],
          reached(words, first.goal, first.before),
          reached(words, first.goal, first.after),
        ),
    ...(goals.filter(({ before, after }) => before !== after).length > 1 ? [goalsTold(words, goals)] : []),
    ...(gained.length > 0 ? [words.gained(named(words, gained))] : []),
    ...(lost.length > 0 ? [words.lost(named(words, lost))] : []),
    ...(chains.length === 0
      ? [words.nothingMoves]
      : chainsTold(
          words,
          difference,
          changes.map(({ id }) => id),
        )),
    ...(fewest && chains.length > 0 ? [words.fewest] : []),
    ...(proven ? [] : [words.notProven]),
  ];
}

function shown(words: Catalogue, field: Field, value: JsonValue): string {
  if (value === null) return words.absent;
  if (typeof value === 'number' && (field === 'maxRent' || field === 'rent')) return words.amount.cents(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
