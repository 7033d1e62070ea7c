import type { Identity } from '#libs/access';
import { DefineRegion } from '#libs/municipalities';
import { CloseObstacle, type CloseInput } from './close-obstacle/close-obstacle.command.js';
import { FollowUpObstacle } from './follow-up-obstacle/follow-up-obstacle.command.js';
import { RaiseObstacle, type RaiseInput } from './raise-obstacle/raise-obstacle.command.js';
import { ReferObstacle } from './refer-obstacle/refer-obstacle.command.js';
import { openDesk, type Desk } from './testing/desk.js';
import { AMSTERDAM, GOOI, people, SOEST, ZEIST } from './testing/people.js';

const permit: RaiseInput = {
  municipality: SOEST,
  kind: 'permit-procedure',
  title: 'Vergunning voor flexwoningen',
  text: 'De procedure duurt langer dan gedacht.',
  dwellings: 40,
};
let n = 0;
const raise = (who: Identity, input: Partial<RaiseInput> = {}) =>
  new RaiseObstacle(who, `c${++n}`, { ...permit, ...input });
const refer = (who: Identity, obstacle: string) =>
  new ReferObstacle(who, `c${++n}`, { obstacle, team: 'kansenmakersteam' });
const followUp = (who: Identity, obstacle: string, text = 'Gesproken met de omgevingsdienst.') =>
  new FollowUpObstacle(who, `c${++n}`, { obstacle, text, nextStep: { text: 'Besluit', term: '2023-11-10' } });
const close = (who: Identity, obstacle: string, outcome: CloseInput['outcome'] = 'solved') =>
  new CloseObstacle(who, `c${++n}`, { obstacle, outcome });

describe('an obstacle', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  it('goes from the municipality by the coordinator to a support team, and ends', async () => {
    const obstacle = await desk.idOf(raise(people.soest));
    const states = [
      await desk.run(refer(people.coordinator, obstacle)),
      await desk.run(followUp(people.team, obstacle)),
      await desk.run(close(people.team, obstacle)),
    ].map((outcome) => outcome.ok && outcome.value.result);
    expect(states).toEqual([
      { id: obstacle, state: 'referred' },
      { id: obstacle, state: 'referred' },
      { id: obstacle, state: 'closed' },
    ]);
    expect((await desk.events()).map(({ type, effectiveOn }) => [type, effectiveOn])).toEqual([
      ['ObstacleRaised', '2023-10-27'],
      ['ObstacleReferred', '2023-10-27'],
      ['ObstacleFollowedUp', '2023-10-27'],
      ['ObstacleClosed', '2023-10-27'],
    ]);
  });

  it('is of today by the clock in Amsterdam, and the same command is the same the day after', async () => {
    desk.clock.set('2023-10-27T22:30:00Z');
    const command = raise(people.soest);
    await desk.idOf(command);
    expect((await desk.events())[0]?.effectiveOn).toBe('2023-10-28');
    desk.clock.set('2023-10-29T12:00:00Z');
    expect(await desk.run(command)).toMatchObject({ ok: true, value: { repeated: true } });
  });

  it('is raised by the municipality itself', async () => {
    expect(await desk.refusals(raise(people.soest, { municipality: ZEIST }))).toEqual(['NOT_ALLOWED ']);
    for (const who of [people.coordinator, people.team, people.supervisor, people.anyone]) {
      expect(await desk.refusals(raise(who))).toEqual(['NOT_ALLOWED ']);
    }
  });

  it('is referred by the coordinator of the region, and does not exist for one elsewhere', async () => {
    const obstacle = await desk.idOf(raise(people.soest));
    expect(await desk.refusals(refer(people.soest, obstacle))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(refer(people.coordinatorElsewhere, obstacle))).toEqual(['NOT_FOUND ']);
    expect(await desk.refusals(refer(people.coordinatorElsewhere, 'nowhere'))).toEqual(['NOT_FOUND ']);
    expect(await desk.refusals(refer(people.coordinator, obstacle))).toEqual([]);
  });

  it('is referred by the coordinator of a region that holds the municipality, from the day that it does', async () => {
    const obstacle = await desk.idOf(raise(people.soest));
    const name = 'Eemland en omgeving';
    const region = {
      region: GOOI,
      name,
      municipalities: [SOEST, AMSTERDAM],
      validFrom: '2023-10-28',
      source: 'besluit',
    };
    await desk.run(new DefineRegion(people.operator, 'region', region));
    expect(await desk.refusals(refer(people.coordinatorOfRegion, obstacle))).toEqual(['NOT_FOUND ']);
    desk.clock.set('2023-10-27T22:00:00Z');
    expect(await desk.refusals(refer(people.coordinatorOfRegion, obstacle))).toEqual([]);
    const outside = await desk.idOf(raise(people.zeist, { municipality: ZEIST }));
    expect(await desk.refusals(refer(people.coordinatorOfRegion, outside))).toEqual(['NOT_FOUND ']);
  });

  it('does not exist for a support team before it was referred', async () => {
    const obstacle = await desk.idOf(raise(people.soest));
    expect(await desk.refusals(followUp(people.team, obstacle))).toEqual(['NOT_FOUND ']);
    expect(await desk.refusals(close(people.team, obstacle))).toEqual(['NOT_FOUND ']);
    await desk.run(refer(people.coordinator, obstacle));
    expect(await desk.refusals(followUp(people.team, obstacle))).toEqual([]);
  });

  it('is taken back by the municipality that raised it, which does not say how help ended', async () => {
    const obstacle = await desk.idOf(raise(people.soest));
    expect(await desk.refusals(close(people.zeist, obstacle, 'withdrawn'))).toEqual(['NOT_FOUND ']);
    expect(await desk.refusals(close(people.soest, obstacle, 'solved'))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(close(people.coordinator, obstacle, 'withdrawn'))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(close(people.soestManager, obstacle, 'withdrawn'))).toEqual([]);
    expect(await desk.refusals(refer(people.coordinator, obstacle))).toEqual(['OBSTACLE_CLOSED input.obstacle']);
  });

  it.each<[string, Partial<RaiseInput>, string]>([
    ['somebody by name', { text: 'De heer Voorbeeld wil niet meewerken.' }, 'PERSONAL_DATA_SUSPECTED input.text'],
    ['fewer dwellings than none', { dwellings: -1 }, 'NUMBER_OUT_OF_RANGE input.dwellings'],
    ['more places than the country has', { places: 1_000_000 }, 'NUMBER_OUT_OF_RANGE input.places'],
    ['a municipality that is none', { municipality: 'Soestduinen' }, 'MUNICIPALITY_UNKNOWN input.municipality'],
    ['tomorrow', { on: '2023-10-28' }, 'DATE_IN_FUTURE input.on'],
  ])('is refused with %s', async (_, input, refusal) => {
    expect(await desk.refusals(raise(people.soest, input))).toEqual([refusal]);
    expect(await desk.events()).toEqual([]);
  });

  it('takes no note that names a person', async () => {
    const obstacle = await desk.idOf(raise(people.soest));
    await desk.run(refer(people.coordinator, obstacle));
    expect(await desk.refusals(followUp(people.team, obstacle, 'Mail naam@voorbeeld.nl'))).toEqual([
      'PERSONAL_DATA_SUSPECTED input.text',
    ]);
  });
});
