import { openReversals } from './exchange.js';
import {
  baarn,
  failed,
  informed,
  may,
  placed,
  proposed,
  repaired,
  reversed,
  soest,
  told,
  untilReserved,
  untilSettled,
  zeist,
} from './testing/story.js';

describe('after settlement', () => {
  it('it is completed when the last household has moved in', () => {
    expect(told(untilSettled, placed('soest-4')).types).toEqual(['LegPlaced']);
    expect(told(untilSettled, placed('soest-4'), placed('zeist-1')).types).toEqual(['LegPlaced', 'ExchangeCompleted']);
  });

  it('a placement is known once, and only of who takes part', () => {
    expect(told(untilSettled, placed('soest-4'), placed('soest-4')).types).toEqual([]);
    expect(told(untilSettled, placed('soest-4'), placed('soest-4', may(21))).codes).toEqual(['ALREADY_PLACED']);
    expect(told(untilSettled, placed('baarn-1')).codes).toEqual(['LEG_UNKNOWN']);
    expect(told(untilReserved, placed('soest-4')).codes).toEqual(['EXCHANGE_NOT_SETTLED']);
  });

  it('a leg fails, the rest stands', () => {
    const { types, state } = told(untilSettled, placed('zeist-1'), failed(1));
    expect(types).toEqual(['LegFailed']);
    expect(state).toMatchObject({ status: 'settled', legs: [{ course: { status: 'failed' } }, {}] });
    expect(told(untilReserved, failed(1)).codes).toEqual(['EXCHANGE_NOT_SETTLED']);
    expect(told(untilSettled, failed(1, { on: may(15) })).codes).toEqual(['BEFORE_SETTLEMENT']);
    expect(told(untilSettled, failed(1), failed(1)).types).toEqual([]);
    expect(told(untilSettled, failed(1), failed(1, { reason: 'dwelling-lost' })).codes).toEqual(['ALREADY_FAILED']);
    expect(told(untilSettled, placed('soest-4'), failed(1)).codes).toEqual(['ALREADY_PLACED']);
  });

  it('a leg whose household is no longer coupled fails by itself', () => {
    const ended = { type: 'EndUsed', used: { household: 'soest-4' }, on: may(18) } as const;
    expect(told(untilSettled, ended).events).toMatchObject([{ type: 'LegFailed', leg: 1, reason: 'household-ended' }]);
  });

  it('another dwelling lets the leg go on', () => {
    const again = repaired(1, { repair: 'another-dwelling', dwelling: 'zeist-flat' });
    const { types, state } = told(untilSettled, failed(1), again);
    expect(types).toEqual(['LegRepaired']);
    expect(state).toMatchObject({
      status: 'settled',
      legs: [{ dwelling: 'zeist-flat', course: { status: 'open' } }, {}],
    });
    expect(told(untilSettled, failed(1), again, placed('soest-4'), placed('zeist-1')).types).toContain(
      'ExchangeCompleted',
    );
  });

  it('a return asks COA back too, and completes when nothing else is to be done', () => {
    const { events, state } = told(untilSettled, placed('zeist-1'), failed(1), repaired(1, { repair: 'return' }));
    expect(events).toMatchObject([
      { type: 'LegRepaired', repair: 'return', from: soest, to: zeist },
      { type: 'RecouplingReversalRequested', legs: [1] },
      { type: 'ExchangeCompleted' },
    ]);
    expect(state.status !== 'unknown' && openReversals(state)).toEqual([1]);
    expect(
      told(untilSettled, placed('zeist-1'), failed(1), repaired(1, { repair: 'return' }), reversed(1)).types,
    ).toEqual(['RecouplingReversed']);
  });

  it('an entry in the balance asks nothing of COA', () => {
    expect(told(untilSettled, failed(1), repaired(1)).types).toEqual(['LegRepaired']);
    expect(told(untilSettled, failed(1), repaired(1), failed(2), repaired(2)).types).toEqual([
      'LegRepaired',
      'ExchangeCompleted',
    ]);
  });

  it.each([
    ['what did not fail', [], repaired(1), 'LEG_NOT_FAILED'],
    ['what was repaired', [failed(1), repaired(1)], repaired(1), 'LEG_REPAIRED'],
    ['without the dwelling', [failed(1)], repaired(1, { repair: 'another-dwelling' }), 'DWELLING_REQUIRED'],
    [
      'by the same dwelling',
      [failed(1)],
      repaired(1, { repair: 'another-dwelling', dwelling: 'zeist-home' }),
      'SAME_DWELLING',
    ],
    ['by a dwelling that is not asked for', [failed(1)], repaired(1, { dwelling: 'zeist-flat' }), 'DWELLING_NOT_ASKED'],
  ])('one cannot repair %s', (_, story, repair, code) => {
    expect(told(untilSettled, story, repair).codes).toEqual([code]);
  });
});

describe('the checklist', () => {
  const answer = (municipality: typeof soest, school: boolean) =>
    ({ type: 'AnswerChecklist', leg: 1, municipality, answers: { school }, known: ['school', 'care'] }) as const;

  it('is answered by both sides of a leg from the last acceptance on, and corrected by answering again', () => {
    expect(told(untilReserved, answer(soest, false)).types).toEqual(['ChecklistAnswered']);
    expect(told(untilReserved, answer(soest, false), answer(zeist, true), answer(soest, true)).types).toEqual([
      'ChecklistAnswered',
    ]);
    expect(told(untilReserved, answer(soest, true), answer(soest, true)).types).toEqual([]);
  });

  it('is not for outsiders, not for a proposal, and holds what policy lists', () => {
    expect(told(untilReserved, answer(baarn, true)).codes).toEqual(['NOT_A_PARTY']);
    expect(told(proposed(), answer(soest, true)).codes).toEqual(['EXCHANGE_NOT_RESERVED']);
    expect(told(untilReserved, informed(1), { ...answer(soest, true), known: ['care'] }).codes).toEqual([
      'CHECKLIST_ITEM_UNKNOWN',
    ]);
  });
});
