import {
  accepted,
  baarn,
  coaRefused,
  confirmed,
  declined,
  informed,
  may,
  noon,
  objected,
  placed,
  proposed,
  requested,
  reversed,
  settled,
  share,
  soest,
  toDoorstroom,
  told,
  toSoest,
  toZeist,
  untilConfirmed,
  untilInformed,
  untilRequested,
  untilReserved,
  untilSettled,
  withdrawn,
  zeist,
} from './testing/story.js';
import { openReversals } from './exchange.js';

const shares = (...changes: readonly [typeof soest, number][]) =>
  changes.map(([municipality, change]) => share(municipality, change));

describe('a proposal', () => {
  it('names what each household and dwelling does, and until when it can be answered', () => {
    expect(told(proposed()).events).toMatchObject([{ type: 'ExchangeProposed', answerBy: noon(6) }]);
  });

  it.each([
    ['nobody', { legs: [] }, 'NO_LEGS'],
    ['a household twice', { legs: [toZeist, { ...toZeist, leg: 2, dwelling: 'other' }] }, 'HOUSEHOLD_TWICE'],
    ['a dwelling twice', { legs: [toZeist, { ...toZeist, leg: 2, household: 'other' }] }, 'DWELLING_TWICE'],
    ['a move within a municipality', { legs: [{ ...toZeist, to: soest }] }, 'LEG_WITHIN_MUNICIPALITY'],
    ['more legs than agreed', { most: { legs: 1, municipalities: 3 } }, 'TOO_MANY_LEGS'],
    [
      'more municipalities than agreed',
      { legs: [toZeist, { ...toSoest, from: baarn }], most: { legs: 6, municipalities: 2 } },
      'TOO_MANY_MUNICIPALITIES',
    ],
    ['taakstellingen whose sum changes', { redistribution: shares([soest, 2], [zeist, -1]) }, 'SUM_CHANGED'],
    ['the taakstelling of an outsider', { redistribution: shares([soest, 1], [baarn, -1]) }, 'NOT_A_PARTY'],
    ['a taakstelling twice', { redistribution: shares([soest, 1], [soest, -1]) }, 'MUNICIPALITY_TWICE'],
  ])('is refused with %s', (_, command, code) => {
    expect(told(proposed(command)).codes).toContain(code);
  });

  it('may carry an agreed change of taakstellingen with sum 0', () => {
    expect(told(proposed({ redistribution: shares([soest, 3], [zeist, -3]) })).codes).toEqual([]);
  });
});

describe('the answers', () => {
  it('reserve everything with the last one, and not before', () => {
    expect(told(proposed(), accepted(zeist)).types).toEqual(['ExchangeAccepted']);
    expect(told(proposed(), accepted(zeist), accepted(soest)).types).toEqual(['ExchangeAccepted', 'ExchangeReserved']);
  });

  it('are given once, by who takes part, and in time', () => {
    expect(told(proposed(), accepted(zeist), accepted(zeist)).codes).toEqual(['ALREADY_ANSWERED']);
    expect(told(proposed(), accepted(zeist), declined(zeist)).codes).toEqual(['ALREADY_ANSWERED']);
    expect(told(proposed(), accepted(baarn)).codes).toEqual(['NOT_A_PARTY']);
    expect(told(proposed(), accepted(zeist, { now: noon(6) })).codes).toEqual(['EXCHANGE_EXPIRED']);
    expect(told(proposed(), declined(zeist, { now: noon(6) })).codes).toEqual(['EXCHANGE_EXPIRED']);
    expect(told(untilReserved, declined(zeist)).codes).toEqual(['EXCHANGE_NOT_OPEN']);
  });

  it('end it with the first decline, for all', () => {
    const { state, events } = told(proposed(), accepted(soest), declined(zeist));
    expect(events).toMatchObject([{ type: 'ExchangeEnded', end: 'DECLINED', by: zeist, reason: 'dwelling-lost' }]);
    expect(state).toMatchObject({ status: 'ended', end: 'DECLINED' });
    expect(told(proposed(), declined(zeist), accepted(soest)).codes).toEqual(['EXCHANGE_NOT_OPEN']);
  });

  it('that never came let it expire, once the term is over', () => {
    const expire = (dueAt = noon(6)) => ({ type: 'Expire', dueAt, on: may(6) }) as const;
    expect(told(proposed(), expire()).events).toMatchObject([{ type: 'ExchangeEnded', end: 'EXPIRED' }]);
    expect(told(proposed(), expire(noon(5))).codes).toEqual(['EXCHANGE_NOT_DUE']);
    expect(told(untilReserved, expire()).codes).toEqual(['EXCHANGE_NOT_OPEN']);
  });
});

describe('informing households', () => {
  it('comes after every acceptance: a term before that was no term', () => {
    expect(told(proposed(), informed(1)).codes).toEqual(['EXCHANGE_NOT_RESERVED']);
    expect(told(untilReserved, informed(1, { on: may(1) })).codes).toEqual(['INFORMED_TOO_EARLY']);
    expect(told(untilReserved, informed(1, { on: may(4) })).codes).toEqual(['DATE_IN_FUTURE']);
    expect(told(untilReserved, informed(3)).codes).toEqual(['LEG_UNKNOWN']);
  });

  it('is recorded once: the same again says nothing, another day is a contradiction', () => {
    expect(told(untilReserved, informed(1), informed(1)).types).toEqual([]);
    expect(told(untilReserved, informed(1), informed(1, { on: may(2) })).codes).toEqual(['ALREADY_INFORMED']);
  });

  it('lets a household object until settlement, and that ends it', () => {
    const { events } = told(untilInformed, objected(2));
    expect(events).toMatchObject([
      { type: 'HouseholdObjected', leg: 2, municipality: zeist },
      // On what ground stays sealed: the end does not repeat it in clear.
      { type: 'ExchangeEnded', end: 'OBJECTION', by: zeist, reason: null, leg: 2 },
    ]);
    expect(told(untilRequested, objected(1, { on: may(12), today: may(12) })).types).toContain('ExchangeEnded');
    expect(told(untilReserved, objected(1)).codes).toEqual(['NOT_INFORMED']);
    expect(told(untilSettled, objected(1)).codes).toEqual(['EXCHANGE_NOT_ENDABLE']);
    expect(told(untilInformed, objected(1, { on: may(2) })).codes).toEqual(['BEFORE_INFORMED']);
  });
});

describe('recoupling at COA', () => {
  it('is asked for all legs at once, when all were told and none can object any more', () => {
    expect(told(untilInformed, requested()).events).toMatchObject([{ type: 'RecouplingRequested', legs: [1, 2] }]);
    expect(told(untilReserved, informed(1), requested()).codes).toEqual(['NOT_INFORMED']);
    expect(told(untilInformed, requested({ reached: noon(9) })).codes).toEqual(['OBJECTIONS_OPEN']);
    expect(told(untilRequested, requested()).types).toEqual([]);
  });

  it('is not asked of a place in a shared doorstroomlocatie', () => {
    const both = told(proposed({ legs: [toZeist, toDoorstroom] }), untilInformed.slice(1), requested());
    expect(both.events).toMatchObject([{ legs: [1] }]);
    const alone = [proposed({ legs: [{ ...toDoorstroom, leg: 1 }] }), accepted(soest), accepted(zeist), informed(1)];
    expect(told(alone, requested()).codes).toEqual(['NOTHING_TO_RECOUPLE']);
    expect(told(alone, settled({ reached: noon(9) })).codes).toEqual(['OBJECTIONS_OPEN']);
    expect(told(alone, settled()).types).toEqual(['ExchangeSettled']);
  });

  it('takes an answer per leg, once; the very same again says nothing', () => {
    expect(told(untilInformed, confirmed(1)).codes).toEqual(['EXCHANGE_NOT_REQUESTED']);
    expect(told(untilRequested, confirmed(1), confirmed(1)).types).toEqual([]);
    expect(told(untilRequested, confirmed(1), confirmed(1, { reference: 'COA-2' })).codes).toEqual([
      'ALREADY_ANSWERED',
    ]);
    expect(told(untilRequested, confirmed(1), coaRefused(1)).codes).toEqual(['ALREADY_ANSWERED']);
    expect(told(untilRequested, confirmed(1, { on: may(16) })).codes).toEqual(['DATE_IN_FUTURE']);
  });

  it('that refuses one leg ends it, and asks back what it had moved', () => {
    const { events, state } = told(untilRequested, confirmed(1), coaRefused(2));
    expect(events).toMatchObject([
      { type: 'RecouplingRefused', leg: 2 },
      { type: 'ExchangeEnded', end: 'COA_REFUSED', leg: 2, reason: 'hard-tie' },
      { type: 'RecouplingReversalRequested', legs: [1] },
    ]);
    expect(state.status !== 'unknown' && openReversals(state)).toEqual([1]);
  });

  it.each([
    ['a withdrawal', withdrawn()],
    ['an objection', objected(2, { on: may(16), today: may(16) })],
    ['a household that was used', { type: 'EndUsed', used: { household: 'soest-4' }, on: may(16) } as const],
  ])('is asked back after %s as well', (_, end) => {
    expect(told(untilRequested, confirmed(1), end).types).toContain('RecouplingReversalRequested');
  });

  it('that confirms after the end is heard, and asked back at once', () => {
    const late = told(untilRequested, withdrawn(), confirmed(1));
    expect(late.types).toEqual(['RecouplingConfirmed', 'RecouplingReversalRequested']);
    expect(told(untilRequested, withdrawn(), coaRefused(1)).types).toEqual(['RecouplingRefused']);
  });

  it('shows a reversal as open until COA moved the koppeling back', () => {
    const ended = [...untilRequested, confirmed(1), withdrawn()];
    const back = told(ended, reversed(1));
    expect(back.types).toEqual(['RecouplingReversed']);
    expect(back.state.status !== 'unknown' && openReversals(back.state)).toEqual([]);
    expect(told(ended, reversed(1), reversed(1)).types).toEqual([]);
    expect(told(ended, reversed(1), reversed(1, { on: may(21) })).codes).toEqual(['ALREADY_ANSWERED']);
    expect(told(ended, reversed(2)).codes).toEqual(['REVERSAL_NOT_REQUESTED']);
  });
});

describe('settlement', () => {
  it('is for all legs or none, with the persons that there are now', () => {
    expect(told(untilRequested, confirmed(1), settled()).codes).toEqual(['RECOUPLING_OPEN']);
    expect(told(untilConfirmed, settled()).events).toMatchObject([
      {
        type: 'ExchangeSettled',
        legs: [
          { leg: 1, persons: 5 },
          { leg: 2, persons: 1 },
        ],
      },
    ]);
    expect(told(untilSettled, settled()).codes).toEqual(['EXCHANGE_NOT_REQUESTED']);
  });

  it('is the last moment at which it can end', () => {
    expect(told(untilConfirmed, withdrawn()).types[0]).toBe('ExchangeEnded');
    expect(told(untilSettled, withdrawn()).codes).toEqual(['EXCHANGE_NOT_ENDABLE']);
    expect(told(proposed(), withdrawn({ by: baarn })).codes).toEqual(['NOT_A_PARTY']);
    expect(told(proposed(), withdrawn({ by: null }), withdrawn()).codes).toEqual(['EXCHANGE_NOT_ENDABLE']);
  });

  it('does not come when the owner used what was claimed, or when it no longer fits', () => {
    const used = told(proposed(), { type: 'EndUsed', used: { dwelling: 'zeist-home' }, on: may(2) });
    expect(used.events).toMatchObject([{ end: 'OWNER_USED', by: zeist, leg: 1 }]);
    const recheck = (misfits: readonly { leg: number; reason: string }[]) =>
      told(untilReserved, { type: 'Recheck', misfits, on: may(3) });
    expect(recheck([]).types).toEqual([]);
    expect(recheck([{ leg: 2, reason: 'PERSONS_TOO_MANY' }]).events).toMatchObject([
      { end: 'NO_LONGER_FITS', leg: 2, reason: 'PERSONS_TOO_MANY' },
    ]);
    expect(told(untilSettled, { type: 'Recheck', misfits: [], on: may(17) }).codes).toEqual(['EXCHANGE_NOT_ENDABLE']);
  });
});

describe('a reminder', () => {
  it.each([
    ['to answer', [proposed(), accepted(zeist)], 'answer', [soest]],
    ['to inform', [...untilReserved, informed(1)], 'inform', [zeist]],
    ['of COA', [...untilRequested, confirmed(2)], 'coa', [soest, zeist]],
    ['to move', [...untilSettled, placed('soest-4')], 'move', [soest]],
  ] as const)('%s is for those whose turn it is, and comes once', (_, story, deadline, whom) => {
    const remind = { type: 'Remind', deadline, dueAt: noon(25) } as const;
    expect(told(story, remind).events).toMatchObject([{ type: 'ExchangeReminded', municipalities: whom, deadline }]);
    expect(told(story, remind, remind).types).toEqual([]);
  });

  it('is for nobody once the step is over', () => {
    const remind = { type: 'Remind', deadline: 'answer', dueAt: noon(4) } as const;
    expect(told(untilReserved, remind).codes).toEqual(['NOBODY_TO_REMIND']);
  });
});
