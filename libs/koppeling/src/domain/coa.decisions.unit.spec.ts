import type { Sealed } from '#libs/secrets';
import fc from 'fast-check';
import { differenceNow } from './coa-difference.js';
import type { HouseholdCommand } from './household.commands.js';
import { COA_RESOLUTIONS, type CoaResolution } from './household.events.js';
import {
  became,
  claimed,
  coupled,
  day,
  ended,
  known,
  now,
  placed,
  recoupled,
  reserved,
  soest,
  told,
  zeist,
} from './testing/story.js';

type Row = Parameters<typeof coupled>[0];

/** A list of COA that says itself of which day it is. */
const listed = (koppeling: Row = {}, on = day(10, 1)): HouseholdCommand => ({
  ...coupled(koppeling, on, true),
  isDated: true,
});
const inZeist = (on = day(10, 1)) => listed({ municipality: zeist }, on);
const missed = (on = day(10, 1)): HouseholdCommand => ({ type: 'MissFromList', of: soest, on, source: 'COA-lijst' });
const NOTE = `s1.${'n'.repeat(16)}.${'x'.repeat(32)}` as Sealed;
const resolved = (resolution: CoaResolution, note: Sealed | null = null, by = soest): HouseholdCommand => ({
  type: 'ResolveDifference',
  by,
  resolution,
  note,
  now,
});
const standing = (...commands: readonly HouseholdCommand[]) => {
  const state = known(told(...commands));
  return [differenceNow(state), state.resolved?.resolution ?? null];
};

describe('what COA states of a koppeling', () => {
  it('is of a later list that says again what we know by the first one, once we went on', () => {
    // Settled or recoupled here, and not there: the row is the very same.
    expect(standing(coupled(), recoupled(zeist, day(8, 1)), listed())).toEqual(['other-municipality', null]);
    expect(standing(coupled(), ended('own-dwelling', day(8, 1)), listed())).toEqual(['only-theirs', null]);
    expect(told(coupled(), recoupled(zeist, day(8, 1)), listed({}, day(7, 1))).events).toEqual([]);
  });

  it('said again about a koppeling that became another since, is news', () => {
    const back = recoupled(soest, day(9, 1));
    expect(standing(coupled(), inZeist(day(7, 1)), recoupled(zeist, day(8, 1)), back)).toEqual([null, null]);
    expect(standing(coupled(), inZeist(day(7, 1)), recoupled(zeist, day(8, 1)), back, inZeist())).toEqual([
      'other-municipality',
      null,
    ]);
  });

  it('is not undone by an older list that comes in late', () => {
    expect(told(coupled(), inZeist(day(10, 2)), missed(day(10, 1))).events).toEqual([]);
    expect(told(coupled(), listed({ persons: 5 }, day(10, 1)), missed(day(10, 2))).events).toMatchObject([
      { municipality: null },
    ]);
  });

  it('to a third municipality stands when a whole list of this one does not hold the household', () => {
    const toZeist = [coupled(), inZeist(day(10, 1)), resolved('ours-is-right')];
    for (const on of [day(10, 1), day(10, 2)]) {
      expect(told(...toZeist, missed(on)).events).toEqual([]);
      expect(standing(...toZeist, missed(on))).toEqual(['other-municipality', 'ours-is-right']);
    }
    // What COA said of an earlier koppeling says nothing of this one.
    const back = [coupled(), inZeist(day(7, 1)), recoupled(zeist, day(8, 1)), recoupled(soest, day(9, 1))];
    expect(told(...back, missed()).events).toMatchObject([{ municipality: null }]);
  });

  it('leaves out of whole lists whom a list of those who wait need not hold', () => {
    expect(told(coupled(), missed()).events).toMatchObject([{ type: 'CoaKoppelingStated', municipality: null }]);
    expect(told(coupled(), placed(), missed()).events).toEqual([]);
    expect(told(coupled(), placed(day(9, 1), { persons: 2 }), missed()).events).toHaveLength(1);
    expect(told(coupled(), ended(), missed()).events).toEqual([]);
    expect(told(coupled({ kind: 'nidos' }), missed()).events).toEqual([]);
    expect(told(coupled({ coupledOn: day(10, 2) }), missed()).events).toEqual([]);
    expect(told(coupled(), recoupled(), missed()).events).toEqual([]);
    expect(told(missed())).toMatchObject({ events: [], codes: [] });
  });

  it('may answer the exchange that reserved the household, where it is not what we say', () => {
    const held = [coupled(), claimed(), reserved()];
    expect(told(...held, inZeist()).events).toMatchObject([{ mayAnswer: 'e-1' }]);
    expect(told(...held, missed()).events).toMatchObject([{ mayAnswer: null }]);
    expect(told(...held, listed({ persons: 5 })).events).toMatchObject([{ mayAnswer: null }]);
    expect(told(coupled(), claimed(), inZeist()).events).toMatchObject([{ mayAnswer: null }]);
  });

  it('before it was asked is no answer when it says it again, until it said otherwise', () => {
    // Moved for an earlier exchange that ended, and not moved back yet.
    const heard: HouseholdCommand = {
      type: 'StateCoa',
      municipality: zeist,
      persons: null,
      on: day(9, 1),
      source: 'uitwisseling',
    };
    const ofFirst = [coupled(), claimed(), reserved(), heard];
    const released: HouseholdCommand = { type: 'Release', exchange: 'e-1', reason: 'exchange-ended' };
    const ofSecond = [...ofFirst, released, claimed('e-2'), reserved('e-2')];
    expect(told(...ofSecond, inZeist()).events).toMatchObject([{ persons: 4, mayAnswer: null }]);
    expect(told(...ofSecond, inZeist(), inZeist(day(10, 2))).events).toEqual([]);
    const movedBack = [...ofSecond, inZeist(), listed({}, day(10, 5))];
    expect(told(...movedBack, inZeist(day(10, 10))).events).toMatchObject([{ mayAnswer: 'e-2' }]);
  });

  it('by the exchange itself answers it not again, and says nothing of persons', () => {
    const heard: HouseholdCommand = {
      type: 'StateCoa',
      municipality: zeist,
      persons: null,
      on: day(10, 1),
      source: 'uitwisseling',
    };
    expect(told(coupled(), claimed(), reserved(), heard).events).toMatchObject([{ mayAnswer: null }]);
    expect(told(coupled(), inZeist(), heard).events).toEqual([]);
  });
});

describe('a difference with COA', () => {
  it('is resolved with what came of it, as both stood', () => {
    expect(told(coupled(), inZeist(), resolved('ours-is-right', NOTE)).events).toEqual([
      {
        type: 'CoaDifferenceResolved',
        household: 'h-1',
        municipality: soest,
        difference: 'other-municipality',
        ours: soest,
        persons: 4,
        theirs: zeist,
        theirPersons: 4,
        statedOn: day(10, 1),
        resolution: 'ours-is-right',
        note: NOTE,
      },
    ]);
    expect(told(coupled(), inZeist(), resolved('timing'), resolved('timing')).events).toEqual([]);
    expect(standing(coupled(), inZeist(), resolved('timing'), resolved('ours-is-right'))).toEqual([
      'other-municipality',
      'ours-is-right',
    ]);
  });

  it.each([
    ['that is none', [coupled(), resolved('timing')], 'NO_DIFFERENCE input.household'],
    ['of which COA said nothing', [coupled(), resolved('theirs-is-right')], 'NO_DIFFERENCE input.household'],
    [
      'that agreed all along',
      [coupled(), became(5, 'birth'), listed({ persons: 5 }), resolved('theirs-is-right')],
      'NO_DIFFERENCE input.household',
    ],
    ['that is there still', [coupled(), missed(), resolved('theirs-is-right')], 'STILL_DIFFERS input.resolution'],
    [
      'that this does not explain',
      [coupled(), inZeist(), resolved('other-pseudonym')],
      'RESOLUTION_UNFIT input.resolution',
    ],
    [
      'of another municipality',
      [coupled(), inZeist(), resolved('timing', null, zeist)],
      'HOUSEHOLD_UNKNOWN input.household',
    ],
    ['of nobody', [resolved('timing')], 'HOUSEHOLD_UNKNOWN input.household'],
  ])('is not resolved %s', (_, commands, refusal) => {
    expect(told(...commands).codes).toEqual([refusal]);
  });

  it('of which COA was right is resolved once ours shows it, and tells what ours was', () => {
    const corrected = [coupled(), listed({ persons: 5 }), became(5, 'list-corrected'), resolved('theirs-is-right')];
    expect(told(...corrected).events).toMatchObject([{ difference: 'persons', persons: 4, theirPersons: 5 }]);
    const gone = [coupled(), missed(day(9, 1)), ended('withdrawn-by-coa', day(9, 2)), resolved('theirs-is-right')];
    expect(told(...gone).events).toMatchObject([{ difference: 'only-ours', ours: soest, theirs: null }]);
  });

  it('is open again when COA says something new, and of a matter of time when it says the same later', () => {
    const right = [coupled(), inZeist(day(9, 1)), resolved('ours-is-right')];
    expect(standing(...right, inZeist())).toEqual(['other-municipality', 'ours-is-right']);
    expect(standing(...right, listed({ municipality: zeist, persons: 5 }))).toEqual(['other-municipality', null]);
    const timing = [coupled(), inZeist(day(9, 1)), resolved('timing')];
    expect(standing(...timing, inZeist(day(9, 1)))).toEqual(['other-municipality', 'timing']);
    expect(standing(...timing, inZeist())).toEqual(['other-municipality', null]);
  });

  it('is resolved as something that was one, whatever lists say and people do, and never stays so through a new statement', () => {
    const anything = fc.oneof(
      fc
        .record({ m: fc.constantFrom(soest, zeist), persons: fc.integer({ min: 3, max: 5 }), on: fc.nat(20) })
        .map(({ m, persons, on }) => listed({ municipality: m, persons }, day(9, 1 + on))),
      fc.nat(20).map((on) => missed(day(9, 1 + on))),
      fc.constantFrom(...COA_RESOLUTIONS).map((resolution) => resolved(resolution)),
      fc.constantFrom(
        recoupled(zeist, day(9, 5)),
        recoupled(soest, day(9, 10)),
        became(5, 'birth'),
        ended('died', day(9, 15)),
      ),
    );
    let resolutions = 0;
    fc.assert(
      fc.property(fc.array(anything, { minLength: 4, maxLength: 14 }), (commands) => {
        const done: HouseholdCommand[] = [coupled()];
        for (const command of commands) {
          const before = known(told(...done));
          const { events, codes, state } = told(...done, command);
          if (codes.length > 0) continue;
          done.push(command);
          for (const event of events) {
            if (event.type === 'CoaKoppelingStated') expect(known(told(...done)).resolved).toBeNull();
            if (event.type !== 'CoaDifferenceResolved') continue;
            resolutions++;
            expect(event.resolution === 'theirs-is-right').toBe(differenceNow(before) === null);
            expect(state).toMatchObject({ municipality: before.municipality, persons: before.persons });
          }
        }
      }),
      { numRuns: 150, seed: 344 },
    );
    expect(resolutions).toBeGreaterThan(50);
  });
});
