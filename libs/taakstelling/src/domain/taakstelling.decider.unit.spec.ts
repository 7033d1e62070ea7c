import { addDays, instantOrThrow, localDate, municipalityCodeSchema, period, startOfDay } from '#libs/kernel';
import fc from 'fast-check';
import { standingOn, taakstellingDecider, type Announce, type Taakstelling } from './taakstelling.decider.js';
import { TAAKSTELLING_STATES, type TaakstellingState } from './taakstelling.events.js';

const FIRST_DAY = localDate('2023-05-02');
const announce = (persons: number, day = 0, state: TaakstellingState | null = null): Announce => ({
  type: 'Announce',
  now: instantOrThrow('2023-12-31T12:00:00Z'),
  announcement: {
    municipality: municipalityCodeSchema.parse('GM0342'),
    period: period('2023-2'),
    persons,
    announcedOn: addDays(FIRST_DAY, day),
    source: 'Stcrt',
    state,
    knownAt: null,
    remark: null,
  },
});

const { decide, evolve, initial } = taakstellingDecider;
const after = (commands: readonly Announce[]): Taakstelling =>
  commands.reduce((state, command) => {
    const decision = decide(command, state);
    return decision.ok ? decision.value.reduce(evolve, state) : state;
  }, initial);
const statesOf = (taakstelling: Taakstelling) => taakstelling.map(({ state }) => state);
const codeOf = (command: Announce, state: Taakstelling): string => {
  const decision = decide(command, state);
  return decision.ok ? `${decision.value.length} events` : (decision.refusals[0]?.code ?? '');
};

describe('the taakstelling of a municipality in a period', () => {
  it('is fixed at first and adjusted after, unless the source says otherwise', () => {
    expect(statesOf(after([announce(85), announce(70, 30)]))).toEqual(['fixed', 'adjusted']);
    expect(statesOf(after([announce(85, 0, 'reserved'), announce(80, 10, 'fixed'), announce(70, 30)]))).toEqual([
      'reserved',
      'fixed',
      'adjusted',
    ]);
  });

  it('is, on a day, what was last announced up to that day', () => {
    const taakstelling = after([announce(85), announce(70, 30)]);
    expect(standingOn(taakstelling, addDays(FIRST_DAY, -1))).toBeUndefined();
    expect(standingOn(taakstelling, FIRST_DAY)?.persons).toBe(85);
    expect(standingOn(taakstelling, addDays(FIRST_DAY, 29))?.persons).toBe(85);
    expect(standingOn(taakstelling, addDays(FIRST_DAY, 30))?.persons).toBe(70);
  });

  it('grows firmer and never looser, also when an announcement comes in late', () => {
    expect(codeOf(announce(70, 30, 'expected'), after([announce(85)]))).toBe('STATE_ORDER');
    expect(codeOf(announce(70, 30), after([announce(85, 0, 'ended')]))).toBe('STATE_ORDER');
    expect(codeOf(announce(70, -30, 'ended'), after([announce(85)]))).toBe('STATE_ORDER');
    expect(statesOf(after([announce(85, 0, 'reserved'), announce(70, -30)]))).toEqual(['reserved', 'reserved']);
  });

  it('has one number per day', () => {
    const recorded = after([announce(85)]);
    expect(codeOf(announce(85), recorded)).toBe('0 events');
    expect(codeOf(announce(85, 0, 'fixed'), recorded)).toBe('0 events');
    expect(codeOf(announce(85, 0, 'reserved'), recorded)).toBe('ANNOUNCEMENT_CONFLICT');
    expect(codeOf(announce(86), recorded)).toBe('ANNOUNCEMENT_CONFLICT');
  });

  it('said again by another source is a fact of its own, once, that leaves the number as it was', () => {
    const again = announce(85);
    const byLetter: Announce = { ...again, announcement: { ...again.announcement, source: 'brief' } };
    const recorded = after([announce(85, 0, 'reserved'), byLetter]);
    expect(recorded.map(({ persons, state, source, knownAt }) => [persons, state, source, knownAt])).toEqual([
      [85, 'reserved', 'Stcrt', '2023-05-01T22:00:00.000Z'],
      [85, 'reserved', 'brief', again.now],
    ]);
    expect([codeOf(announce(85), recorded), codeOf(byLetter, recorded)]).toEqual(['0 events', '0 events']);
    expect(codeOf({ ...byLetter, announcement: { ...byLetter.announcement, persons: 86 } }, recorded)).toBe(
      'ANNOUNCEMENT_CONFLICT',
    );
  });

  it('said again by another source does not undo what municipalities agreed that very day', () => {
    const { municipality, period: of, announcedOn } = announce(85).announcement;
    const pooled = evolve(after([announce(85)]), {
      type: 'TaakstellingRedistributed',
      redistribution: 'r',
      municipality,
      period: of,
      was: 85,
      persons: 80,
      announcedOn,
      source: 'besluit',
      knownAt: startOfDay(announcedOn),
      remark: null,
    });
    const again = announce(85);
    expect(codeOf(again, pooled)).toBe('0 events');
    expect(codeOf({ ...again, announcement: { ...again.announcement, source: 'brief' } }, pooled)).toBe(
      'ANNOUNCEMENT_CONFLICT',
    );
  });

  it('is not pooled by one municipality alone: that takes a redistribution with an unchanged sum', () => {
    expect(codeOf(announce(1, 0, 'pooled'), after([announce(85)]))).toBe('STATE_BY_REDISTRIBUTION');
  });

  it('may be fixed again after it was adjusted', () => {
    expect(codeOf(announce(80, 9, 'fixed'), after([announce(85, 0, 'fixed'), announce(70, 5, 'adjusted')]))).toBe(
      '1 events',
    );
  });

  const announcements = fc.uniqueArray(
    fc.record({
      persons: fc.nat(1000),
      day: fc.nat(100),
      state: fc.option(fc.constantFrom(...TAAKSTELLING_STATES)),
    }),
    { selector: ({ day }) => day, maxLength: 8 },
  );

  it('keeps its standings in order of day and of firmness, whatever comes in', () => {
    const firmness = [['expected'], ['reserved'], ['fixed', 'adjusted', 'pooled'], ['ended']];
    const rank = (state: TaakstellingState) => firmness.findIndex((equals) => equals.includes(state));
    fc.assert(
      fc.property(announcements, (all) => {
        const taakstelling = after(all.map(({ persons, day, state }) => announce(persons, day, state)));
        taakstelling.slice(1).forEach((standing, i) => {
          const earlier = taakstelling[i];
          expect(earlier && earlier.announcedOn < standing.announcedOn).toBe(true);
          expect(earlier && rank(earlier.state) <= rank(standing.state)).toBe(true);
        });
      }),
    );
  });

  it('does not change when all that was accepted is said again', () => {
    fc.assert(
      fc.property(announcements, (all) => {
        const commands = all.map(({ persons, day, state }) => announce(persons, day, state));
        const accepted = commands.filter((command, i) => decide(command, after(commands.slice(0, i))).ok);
        expect(after([...commands, ...accepted])).toEqual(after(commands));
      }),
    );
  });
});
