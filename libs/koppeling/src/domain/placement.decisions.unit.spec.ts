import type { HouseholdCommand } from './household.commands.js';
import {
  assigned,
  became,
  claimed,
  corrected,
  coupled,
  day,
  known,
  movedHome,
  now,
  placed,
  recoupled,
  reserved,
  restFollowed,
  rules,
  soest,
  stayOn,
  told,
  zeist,
} from './testing/story.js';

describe('a placement', () => {
  it('counts the household for the municipality of its koppeling, on the day of the move', () => {
    const { events, state } = told(coupled(), placed(day(9, 1)));
    expect(events).toMatchObject([
      { type: 'HouseholdPlaced', counted: { municipality: soest, on: day(9, 1), persons: 4 }, open: 4, broke: null },
    ]);
    expect(state).toMatchObject({ status: 'placed', toHouse: 0 });
  });

  it('counts on the day that the policy says, which must be known', () => {
    const byRegistration = { ...rules, dateThatCounts: 'registered' } as const;
    const stay = stayOn(day(6, 30), { registeredOn: day(7, 3) });
    expect(told(coupled(), placed(day(6, 30), { stay, rules: byRegistration })).events).toMatchObject([
      { counted: { on: day(7, 3) }, stay: { movedOn: day(6, 30) } },
    ]);
    expect(told(coupled(), placed(day(6, 30), { rules: byRegistration })).codes).toEqual([
      'DATE_THAT_COUNTS_MISSING input.registeredOn',
    ]);
  });

  it('is for the municipality of the koppeling, at the moment of housing', () => {
    const history = [coupled(), recoupled(zeist, day(8, 1))];
    expect(told(...history, placed()).codes).toEqual(['COUPLED_ELSEWHERE input.household']);
    expect(told(...history, placed(day(7, 15), { by: zeist })).codes).toEqual([
      'PLACED_BEFORE_KOPPELING input.movedOn',
    ]);
    expect(told(...history, placed(day(8, 1), { by: zeist })).events).toMatchObject([
      { counted: { municipality: zeist } },
    ]);
    // COA took the recoupling back: on 15 July it was Soest's.
    const back = recoupled(soest, day(9, 1));
    expect(told(...history, back, placed(day(7, 15))).events).toMatchObject([{ counted: { municipality: soest } }]);
    expect(told(...history, back, placed(day(8, 15))).codes).toEqual(['PLACED_BEFORE_KOPPELING input.movedOn']);
  });

  it('breaks a claim, is refused in a reservation, and after settlement goes where the exchange says', () => {
    const inDwelling = (dwelling: string) => placed(day(9, 1), { stay: stayOn(day(9, 1), { dwelling }) });
    expect(told(coupled(), claimed(), placed()).events).toMatchObject([{ broke: 'e-1', exchange: null }]);
    expect(told(coupled(), claimed(), reserved(), placed()).codes).toEqual(['HOUSEHOLD_RESERVED input.household']);
    const settled = [coupled(), claimed(), reserved(), assigned('d-1')];
    expect(told(...settled, inDwelling('d-2')).codes).toEqual(['ASSIGNED_ELSEWHERE input.dwelling']);
    expect(told(...settled, placed()).codes).toEqual(['ASSIGNED_ELSEWHERE input.dwelling']);
    expect(told(...settled, inDwelling('d-1')).events).toMatchObject([{ exchange: 'e-1', broke: null }]);
    expect(known(told(...settled, inDwelling('d-1'))).hold).toBeNull();
  });

  it('counts once: a follow-up stay counts nothing', () => {
    const har = placed(day(7, 1), { stay: stayOn(day(7, 1), { kind: 'har', until: day(12, 31) }) });
    const { events, state } = told(coupled(), har, movedHome(stayOn(day(10, 1))));
    expect(events).toMatchObject([{ type: 'HouseholdMovedHome', stay: { kind: 'regular' } }]);
    expect(known({ state, events, codes: [], details: undefined }).counted).toMatchObject([
      { persons: 4, kind: 'har' },
    ]);
    expect(told(coupled(), har, placed(day(10, 1))).codes).toEqual(['ALREADY_PLACED input.household']);
  });

  it('is none while the household stays with hosts, and follows from there', () => {
    const withHosts = placed(day(7, 1), { stay: stayOn(day(7, 1), { kind: 'logeer' }) });
    expect(told(coupled(), withHosts).events).toMatchObject([{ type: 'HouseholdMovedHome' }]);
    expect(told(coupled(), withHosts).state).toMatchObject({ status: 'coupled', toHouse: 4 });
    expect(told(coupled(), withHosts, placed(day(6, 30))).codes).toEqual(['MOVED_BEFORE_STAY input.movedOn']);
    expect(told(coupled(), withHosts, placed()).state).toMatchObject({ status: 'placed' });
    expect(told(coupled(), movedHome(stayOn(day(7, 1)))).codes).toEqual(['NOT_PLACED input.household']);
  });

  it('of part of the household leaves the rest to be housed, who count when they follow', () => {
    const partly = [coupled(), placed(day(9, 1), { persons: 3 })];
    expect(told(...partly).state).toMatchObject({ status: 'partly-placed', toHouse: 1 });
    const { events, state } = told(...partly, restFollowed(day(10, 1)));
    expect(events).toMatchObject([
      { type: 'RestPlaced', counted: { on: day(10, 1), persons: 1, municipality: soest } },
    ]);
    expect(state).toMatchObject({ status: 'placed', toHouse: 0 });
    expect(told(...partly, restFollowed(day(8, 1))).codes).toEqual(['BEFORE_PLACEMENT input.on']);
    expect(told(...partly, restFollowed(day(10, 1), { persons: 2 })).codes).toEqual([
      'MORE_THAN_TO_HOUSE input.persons',
    ]);
  });

  it('is not undone when the stay ends', () => {
    const left = { type: 'EndStay', by: soest, on: day(10, 1), reason: 'left', note: null, now } as const;
    const { state } = told(coupled(), placed(), left);
    expect(state).toMatchObject({ status: 'placed', stay: null, counted: [{ persons: 4 }] });
    expect(told(coupled(), placed(), left, left).codes).toEqual(['NO_STAY input.household']);
  });
});

describe('a correction of a placement', () => {
  it('takes back what it was and counts what it becomes', () => {
    const { events } = told(coupled(), placed(day(7, 1)), corrected({ movedOn: day(6, 30) }));
    expect(events).toMatchObject([
      {
        type: 'PlacementCorrected',
        was: { on: day(7, 1), persons: 4 },
        becomes: { on: day(6, 30), persons: 4, municipality: soest },
        stay: { movedOn: day(6, 30) },
        open: 0,
      },
    ]);
  });

  it('brings the count to the municipality of the koppeling on the right day', () => {
    const history = [coupled(), recoupled(zeist, day(8, 1)), placed(day(8, 15), { by: zeist })];
    expect(told(...history, corrected({ movedOn: day(7, 15) }, { by: zeist })).events).toMatchObject([
      { was: { municipality: zeist }, becomes: { municipality: soest } },
    ]);
    expect(told(...history, corrected({ movedOn: day(6, 10) }, { by: zeist })).codes).toEqual([
      'PLACED_BEFORE_KOPPELING input.becomes.movedOn',
    ]);
  });

  it('leaves to be housed who did not move after all', () => {
    const { events, state } = told(coupled(), placed(), corrected({ persons: 3 }));
    expect(events).toMatchObject([{ open: 1 }]);
    expect(state).toMatchObject({ status: 'partly-placed', toHouse: 1 });
    // Of one who died since, nobody waits for a dwelling.
    expect(told(coupled(), placed(), became(3, 'died', day(10, 1)), corrected({ persons: 3 })).events).toMatchObject([
      { open: 0 },
    ]);
    expect(told(coupled(), placed(), corrected({ persons: 5 })).codes).toEqual([
      'MORE_THAN_TO_HOUSE input.becomes.persons',
    ]);
  });

  it('corrects a list that was wrong in two steps', () => {
    const really = [coupled(), placed(), became(5, 'list-corrected', day(10, 1))];
    expect(told(...really).state).toMatchObject({ status: 'partly-placed', toHouse: 1 });
    expect(told(...really, corrected({ persons: 5 })).state).toMatchObject({
      status: 'placed',
      counted: [{ persons: 5 }],
    });
    const fewer = became(3, 'list-corrected', day(10, 1));
    expect(told(coupled(), placed(), fewer).codes).toEqual(['PERSONS_COUNTED input.persons']);
    expect(told(coupled(), placed(), corrected({ persons: 3 }), fewer).state).toMatchObject({
      status: 'placed',
      persons: 3,
      toHouse: 0,
    });
  });

  it('that reverses it takes back every row and opens the koppeling again, for all who are there now', () => {
    const history = [
      coupled(),
      placed(day(7, 1), { persons: 3 }),
      restFollowed(day(8, 1)),
      became(6, 'nareis', day(9, 1)),
      corrected(null, { reason: 'did-not-happen' }),
    ];
    const { events, state } = told(...history);
    expect(events).toMatchObject([
      { was: { persons: 3 }, becomes: null, stay: null, open: 3 },
      { was: { persons: 1 }, becomes: null, stay: null, open: 1 },
      { was: { persons: 2 }, becomes: null, stay: null, open: 2 },
    ]);
    expect(state).toMatchObject({ status: 'coupled', persons: 6, toHouse: 6, counted: [], stay: null });
    expect(told(...history, placed(day(10, 1))).events).toMatchObject([{ counted: { persons: 6 } }]);
  });

  it('that reverses it opens the koppeling for who was born since as well, and not for who died', () => {
    const reversed = (persons: number, cause: 'birth' | 'died') =>
      told(coupled(), placed(), became(persons, cause, day(10, 1)), corrected(null));
    expect(reversed(5, 'birth').events).toMatchObject([{ was: { persons: 4 }, open: 5 }]);
    expect(reversed(3, 'died').events).toMatchObject([{ was: { persons: 4 }, open: 3 }]);
    expect(reversed(3, 'died').state).toMatchObject({ status: 'coupled', persons: 3, toHouse: 3 });
  });

  it('names a later row by its day', () => {
    const history = [coupled(), placed(day(7, 1)), became(6, 'nareis', day(9, 1))];
    expect(told(...history, corrected({ movedOn: day(9, 15), persons: 2 }, { of: day(9, 1) })).events).toMatchObject([
      { was: { on: day(9, 1), persons: 2 }, becomes: { on: day(9, 15) }, stay: { movedOn: day(7, 1) } },
    ]);
    expect(told(...history, corrected({}, { of: day(9, 2) })).codes).toEqual(['COUNT_NOT_FOUND input.of']);
  });

  it.each<[string, HouseholdCommand, string]>([
    ['that changes nothing', corrected({}), 'NOTHING_CHANGED input.becomes'],
    ['into a kind that does not count', corrected({ kind: 'logeer' }), 'KIND_DOES_NOT_COUNT input.becomes.kind'],
    ['into the future', corrected({ movedOn: day(10, 28) }), 'DATE_IN_FUTURE input.becomes.movedOn'],
    ['by another municipality', corrected({}, { by: zeist }), 'HOUSEHOLD_UNKNOWN input.household'],
  ])('is refused %s', (_, command, code) => {
    expect(told(coupled(), placed(), command).codes).toEqual([code]);
  });

  it('cannot be known before what it corrects', () => {
    const knownAt = now;
    expect(told(coupled(), placed(), corrected({ persons: 3 }, { knownAt })).codes).toEqual([
      'KNOWN_BEFORE_ROW input.knownAt',
    ]);
  });

  it('does not take away a placement under the feet of the stay that followed', () => {
    const history = [coupled(), placed(day(7, 1)), movedHome(stayOn(day(9, 1), { id: 'next' }))];
    expect(told(...history, corrected(null)).codes).toEqual(['MOVED_ON_SINCE input.household']);
    expect(told(...history, corrected({ movedOn: day(9, 2) })).codes).toEqual([
      'MOVED_AFTER_NEXT input.becomes.movedOn',
    ]);
  });

  it('is not of before the household came to where it lived until then', () => {
    const withHosts = movedHome(stayOn(day(7, 15), { id: 'hosts', kind: 'logeer' }));
    const history = [coupled(), withHosts, placed()];
    expect(told(...history, corrected({ movedOn: day(7, 1) })).codes).toEqual([
      'MOVED_BEFORE_STAY input.becomes.movedOn',
    ]);
    expect(told(...history, corrected({ movedOn: day(7, 15) })).codes).toEqual([]);
    const twice = [...history, corrected({ movedOn: day(8, 1) }), corrected({ movedOn: day(7, 14) })];
    expect(told(...twice).codes).toEqual(['MOVED_BEFORE_STAY input.becomes.movedOn']);
  });
});

describe('minors who move', () => {
  const minors = coupled({ kind: 'nidos' });
  const inGroup = placed(day(7, 1), { stay: stayOn(day(7, 1), { kind: 'nidos-kso' }) });
  const move = (to = zeist): HouseholdCommand => ({
    type: 'MoveMinors',
    by: soest,
    stay: stayOn(day(9, 20), { municipality: to }),
    reportedOn: day(10, 5),
    knownAt: null,
    rules,
    now,
  });

  it('are taken back from the old municipality and counted for the new one when COA was told', () => {
    const { events, state } = told(minors, inGroup, move());
    expect(events).toMatchObject([
      {
        type: 'MinorsMoved',
        debited: { municipality: soest, on: day(10, 5), persons: -4, kind: 'nidos-kso' },
        credited: { municipality: zeist, on: day(10, 5), persons: 4, kind: 'regular' },
      },
    ]);
    expect(state).toMatchObject({ status: 'placed', municipality: zeist });
  });

  it('leave behind what a correction may no longer take from under them', () => {
    const history = [minors, inGroup, move()];
    const fewer = corrected({ movedOn: day(7, 1), persons: 2, kind: 'nidos-kso' }, { by: zeist });
    expect(told(...history, fewer).codes).toContain('MOVED_ON_SINCE input.becomes');
    const sooner = corrected({ movedOn: day(6, 28), kind: 'nidos-kso' }, { by: zeist });
    expect(told(...history, sooner).events).toMatchObject([{ becomes: { municipality: soest, on: day(6, 28) } }]);
  });

  it.each<[string, readonly HouseholdCommand[], string]>([
    ['grown-ups', [coupled(), placed(), move()], 'NOT_NIDOS input.household'],
    ['who were not housed', [minors, move()], 'NOT_PLACED input.household'],
    ['within the municipality', [minors, inGroup, move(soest)], 'SAME_MUNICIPALITY input.livesIn'],
  ])('are not %s', (_, commands, code) => {
    expect(told(...commands).codes).toEqual([code]);
  });
});
