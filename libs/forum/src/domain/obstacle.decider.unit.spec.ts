import { addDays, localDate, municipalityCodeSchema, type LocalDate } from '#libs/kernel';
import fc from 'fast-check';
import { MOST_FOLLOW_UPS, OBSTACLE_OUTCOMES, SUPPORT_TEAMS, type ObstacleEvent } from './forum.events.js';
import { obstacleDecider, type Obstacle, type ObstacleCommand } from './obstacle.decider.js';

const { decide, evolve, initial } = obstacleDecider;
const today = localDate('2023-10-27');
const day = (text: string): LocalDate => localDate(text);

const raise = (on = '2023-10-01'): ObstacleCommand => ({
  type: 'Raise',
  today,
  raised: {
    obstacle: 'o',
    municipality: municipalityCodeSchema.parse('GM0342'),
    kind: 'permit-procedure',
    title: 'Vergunning voor flexwoningen',
    text: 'De procedure duurt langer dan gedacht.',
    dwellings: 40,
    places: null,
    on: day(on),
  },
});
const refer = (team: (typeof SUPPORT_TEAMS)[number] = 'kansenmakersteam', on = '2023-10-05'): ObstacleCommand => ({
  type: 'Refer',
  obstacle: 'o',
  team,
  on: day(on),
  today,
});
const followUp = (on = '2023-10-10', term: string | null = '2023-11-10'): ObstacleCommand => ({
  type: 'FollowUp',
  obstacle: 'o',
  text: 'Gesproken met de omgevingsdienst.',
  nextStep: term === null ? null : { text: 'Besluit op de aanvraag', term: day(term) },
  on: day(on),
  today,
});
const close = (on = '2023-10-20'): ObstacleCommand => ({
  type: 'Close',
  obstacle: 'o',
  outcome: 'solved',
  on: day(on),
  today,
});

const eventsOf = (commands: readonly ObstacleCommand[]): readonly ObstacleEvent[] => {
  const events: ObstacleEvent[] = [];
  let state: Obstacle = initial;
  for (const command of commands) {
    const decision = decide(command, state);
    if (!decision.ok) continue;
    events.push(...decision.value);
    state = decision.value.reduce(evolve, state);
  }
  return events;
};
const after = (...commands: readonly ObstacleCommand[]): Obstacle => eventsOf(commands).reduce(evolve, initial);
const outcomeOf = (command: ObstacleCommand, state: Obstacle): readonly string[] => {
  const decision = decide(command, state);
  return decision.ok
    ? decision.value.map(({ type }) => type)
    : decision.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
};

describe('an obstacle', () => {
  it('is raised, referred, followed up and closed', () => {
    expect(eventsOf([raise(), refer(), followUp(), close()]).map(({ type }) => type)).toEqual([
      'ObstacleRaised',
      'ObstacleReferred',
      'ObstacleFollowedUp',
      'ObstacleClosed',
    ]);
    expect(outcomeOf(raise(), after(raise()))).toEqual([]);
  });

  it('can go on to another team, not to the same one', () => {
    expect(outcomeOf(refer('versnelling-woningbouw'), after(raise(), refer()))).toEqual(['ObstacleReferred']);
    expect(outcomeOf(refer(), after(raise(), refer()))).toEqual(['ALREADY_REFERRED input.team']);
  });

  it('is followed up by a team that has it', () => {
    expect(outcomeOf(followUp(), initial)).toEqual(['OBSTACLE_UNKNOWN input.obstacle']);
    expect(outcomeOf(followUp(), after(raise()))).toEqual(['OBSTACLE_NOT_REFERRED input.obstacle']);
    const many = Array.from({ length: MOST_FOLLOW_UPS }, () => followUp());
    expect(outcomeOf(followUp(), after(raise(), refer(), ...many))).toEqual(['TOO_MANY_FOLLOW_UPS input.obstacle']);
  });

  it('may be closed without having been referred, and is then done with', () => {
    expect(outcomeOf(close(), after(raise()))).toEqual(['ObstacleClosed']);
    for (const command of [refer('other'), followUp(), close()]) {
      expect(outcomeOf(command, after(raise(), refer(), close('2023-10-05')))).toEqual([
        'OBSTACLE_CLOSED input.obstacle',
      ]);
    }
  });

  it('moves neither tomorrow nor before the step that came last', () => {
    expect(outcomeOf(raise('2023-10-28'), initial)).toEqual(['DATE_IN_FUTURE input.on']);
    expect(outcomeOf(raise('2023-10-27'), initial)).toEqual(['ObstacleRaised']);
    const referred = after(raise(), refer('other', '2023-10-05'));
    expect(outcomeOf(followUp('2023-10-04'), referred)).toEqual(['BEFORE_LAST_STEP input.on']);
    expect(outcomeOf(followUp('2023-10-05'), referred)).toEqual(['ObstacleFollowedUp']);
    expect(outcomeOf(close('2023-10-28'), referred)).toEqual(['DATE_IN_FUTURE input.on']);
  });

  it('has a next step whose term is not over before it was agreed', () => {
    const referred = after(raise(), refer());
    expect(outcomeOf(followUp('2023-10-10', '2023-10-09'), referred)).toEqual([
      'TERM_BEFORE_FOLLOW_UP input.nextStep.term',
    ]);
    expect(outcomeOf(followUp('2023-10-10', '2023-10-10'), referred)).toEqual(['ObstacleFollowedUp']);
    expect(outcomeOf(followUp('2023-10-10', null), referred)).toEqual(['ObstacleFollowedUp']);
  });

  it('tells its story in the order of the days, ends at most once and never after it ended, whatever people do', () => {
    const days = fc.integer({ min: -30, max: 2 }).map((n) => addDays(today, n));
    const commands: fc.Arbitrary<ObstacleCommand> = fc.oneof(
      days.map((on) => raise(on)),
      fc.tuple(fc.constantFrom(...SUPPORT_TEAMS), days).map(([team, on]) => refer(team, on)),
      fc.tuple(days, fc.option(days)).map(([on, term]) => followUp(on, term)),
      fc
        .tuple(fc.constantFrom(...OBSTACLE_OUTCOMES), days)
        .map(([outcome, on]): ObstacleCommand => ({ type: 'Close', obstacle: 'o', outcome, on, today })),
    );
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 15 }), (history) => {
        const events = eventsOf(history);
        const told = events.map(({ on }) => on);
        expect(told).toEqual([...told].sort());
        expect(told.every((on) => on <= today)).toBe(true);
        const types = events.map(({ type }) => type);
        expect(types.lastIndexOf('ObstacleRaised')).toBeLessThanOrEqual(0);
        expect([-1, types.length - 1]).toContain(types.indexOf('ObstacleClosed'));
        const followed = types.indexOf('ObstacleFollowedUp');
        if (followed >= 0) expect(types.slice(0, followed)).toContain('ObstacleReferred');
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});
