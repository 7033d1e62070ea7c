import type { HouseholdCommand } from './household.commands.js';
import { became, claimed, coupled, day, ended, now, placed, reserved, soest, told, zeist } from './testing/story.js';

const split = (persons: number, on = day(7, 1)): HouseholdCommand => ({
  type: 'Split',
  by: soest,
  into: 'h-2',
  persons,
  on,
  knownAt: null,
  now,
});
const merge = (into = 'h-2', on = day(7, 1)): HouseholdCommand => ({
  type: 'MergeInto',
  by: soest,
  into,
  on,
  note: null,
  knownAt: null,
  now,
});

describe('a household that grows or shrinks', () => {
  it('has more or fewer to be housed before it is placed', () => {
    expect(told(coupled(), became(6, 'nareis')).events).toMatchObject([{ was: 4, persons: 6, open: 2, counted: null }]);
    expect(told(coupled(), became(3, 'left')).events).toMatchObject([{ open: -1, counted: null }]);
  });

  it('counts for more when nareis follows after placement, in the period of that day', () => {
    const { events, state } = told(coupled(), placed(day(6, 20)), became(6, 'nareis', day(7, 2)));
    expect(events).toMatchObject([
      { open: 0, counted: { municipality: soest, on: day(7, 2), persons: 2, kind: 'regular' } },
    ]);
    expect(state).toMatchObject({ status: 'placed', persons: 6, toHouse: 0 });
  });

  it('counts for no more by a birth after placement, and for no less by a death', () => {
    expect(told(coupled(), placed(), became(5, 'birth', day(10, 1))).events).toMatchObject([
      { open: 0, counted: null },
    ]);
    expect(told(coupled(), placed(), became(3, 'died', day(10, 1))).events).toMatchObject([{ open: 0, counted: null }]);
  });

  it('loses first those who were still to be housed', () => {
    const partly = [coupled(), placed(day(6, 20), { persons: 3 })];
    expect(told(...partly, became(2, 'left')).state).toMatchObject({ status: 'placed', persons: 2, toHouse: 0 });
    expect(told(...partly, became(5, 'birth')).state).toMatchObject({ status: 'partly-placed', toHouse: 2 });
  });

  it('tells the exchange that holds it', () => {
    expect(told(coupled(), claimed(), reserved(), became(5, 'birth')).events).toMatchObject([{ heldBy: 'e-1' }]);
  });

  it.each<[string, readonly HouseholdCommand[], string]>([
    ['grow by a death', [coupled(), became(5, 'died')], 'CAUSE_CONTRADICTS input.cause'],
    ['shrink by a birth', [coupled(), became(3, 'birth')], 'CAUSE_CONTRADICTS input.cause'],
    ['stay the same', [coupled(), became(4, 'birth')], 'NOTHING_CHANGED input.persons'],
    ['be more than its events can tell', [coupled(), became(26, 'nareis')], 'TOO_MANY_PERSONS input.persons'],
    ['change before its koppeling', [coupled(), became(5, 'birth', day(6, 1))], 'CHANGED_BEFORE_KOPPELING input.on'],
    ['change tomorrow', [coupled(), became(5, 'birth', day(10, 28))], 'DATE_IN_FUTURE input.on'],
    ['change once it ended', [coupled(), ended(), became(5, 'birth')], 'NOT_COUPLED input.household'],
    [
      'be changed by another',
      [coupled({ municipality: zeist }), became(5, 'birth')],
      'HOUSEHOLD_UNKNOWN input.household',
    ],
  ])('cannot %s', (_, commands, code) => {
    expect(told(...commands).codes).toEqual([code]);
  });
});

describe('a household that splits', () => {
  it('gives away persons who were still to be housed', () => {
    const { events, state } = told(coupled(), split(1));
    expect(events).toMatchObject([{ type: 'HouseholdSplit', into: 'h-2', was: 4, persons: 3, open: -1 }]);
    expect(state).toMatchObject({ persons: 3, toHouse: 3 });
    expect(told(coupled(), placed(day(6, 20), { persons: 3 }), split(1)).state).toMatchObject({ status: 'placed' });
  });

  it('keeps somebody, and keeps those who were housed', () => {
    expect(told(coupled(), split(4)).codes).toEqual(['SPLIT_TOO_MANY input.persons']);
    expect(told(coupled(), placed(day(6, 20), { persons: 3 }), split(2)).details).toEqual({ most: 1 });
    expect(told(coupled(), placed(), split(1)).codes).toEqual(['ALREADY_PLACED input.household']);
  });
});

describe('a household that merges into another', () => {
  it('ends there', () => {
    expect(told(coupled(), merge()).events).toMatchObject([
      { type: 'KoppelingEnded', reason: 'merged', into: 'h-2', persons: 4 },
    ]);
  });

  it('breaks a claim, and is refused where it is reserved, placed or itself', () => {
    expect(told(coupled(), claimed(), merge()).events).toMatchObject([{ broke: 'e-1' }]);
    expect(told(coupled(), claimed(), reserved(), merge()).codes).toEqual(['HOUSEHOLD_RESERVED input.household']);
    expect(told(coupled(), placed(), merge()).codes).toEqual(['ALREADY_PLACED input.household']);
    expect(told(coupled(), merge('h-1')).codes).toEqual(['SAME_HOUSEHOLD input.into']);
  });

  it('does so no earlier than the last of its persons came', () => {
    const grown = [coupled(), became(5, 'birth', day(8, 20))];
    expect(told(...grown, merge('h-2', day(8, 19))).codes).toEqual(['MERGED_BEFORE_CHANGE input.on']);
    expect(told(...grown, merge('h-2', day(8, 20))).events).toMatchObject([{ persons: 5 }]);
  });

  it('makes the other one larger, as long as it is a household', () => {
    const takeIn = (persons: number, kind: 'regular' | 'nidos' = 'regular'): HouseholdCommand => ({
      type: 'TakeIn',
      by: soest,
      persons,
      kind,
      on: day(7, 1),
      knownAt: null,
      now,
    });
    expect(told(coupled(), takeIn(2)).events).toMatchObject([{ persons: 6, open: 2, cause: 'partner-joined' }]);
    expect(told(coupled({ persons: 24 }), takeIn(2)).codes).toEqual(['TOO_MANY_PERSONS input.persons']);
    expect(told(coupled(), takeIn(2, 'nidos')).codes).toEqual(['KINDS_DIFFER input.into']);
    expect(told(coupled(), placed(), takeIn(2)).codes).toEqual(['ALREADY_PLACED input.into']);
  });
});
