import type { Identity } from '#libs/access';
import { DefineRegion } from '#libs/municipalities';
import { CloseObstacle } from './close-obstacle/close-obstacle.command.js';
import { FollowUpObstacle, type FollowUpInput } from './follow-up-obstacle/follow-up-obstacle.command.js';
import { ListObstaclesResolver } from './list-obstacles/list-obstacles.resolver.js';
import type { ObstaclesArgs } from './list-obstacles/list-obstacles.types.js';
import { RaiseObstacle } from './raise-obstacle/raise-obstacle.command.js';
import { ReferObstacle } from './refer-obstacle/refer-obstacle.command.js';
import { ShowObstacleResolver } from './show-obstacle/show-obstacle.resolver.js';
import { openForum, orCode, type Forum } from './testing/open-forum.js';
import { AMSTERDAM, GOOI, people, SOEST, ZEIST } from './testing/people.js';

const amsterdam: Identity = { actor: 'test:amsterdam', role: 'municipality', organisation: AMSTERDAM };

describe('the obstacles of municipalities', () => {
  let forum: Forum;
  let n = 0;
  beforeEach(async () => {
    forum = await openForum();
  });
  afterEach(() => forum.close());

  const raise = async (who: Identity, title: string): Promise<string> => {
    const { id } = await forum.done<{ id: string }>(
      new RaiseObstacle(who, `raise-${++n}`, {
        municipality: String(who.organisation),
        kind: 'housing-supply',
        title,
        text: 'Er zijn te weinig kleine woningen.',
        dwellings: 30,
        on: '2023-10-01',
      }),
    );
    return id;
  };
  const refer = (obstacle: string) =>
    forum.done(
      new ReferObstacle(people.coordinator, `refer-${++n}`, { obstacle, team: 'kansenmakersteam', on: '2023-10-02' }),
    );
  const followUp = (obstacle: string, input: Partial<FollowUpInput> = {}) =>
    forum.done(
      new FollowUpObstacle(people.team, `follow-${++n}`, { obstacle, text: 'Gesproken.', on: '2023-10-03', ...input }),
    );
  const close = (obstacle: string) =>
    forum.done(new CloseObstacle(people.team, `close-${++n}`, { obstacle, outcome: 'partly-solved' }));
  const list = (args: ObstaclesArgs = {}, who: Identity = people.coordinator) =>
    forum.app.get(ListObstaclesResolver).obstacles(who, { atLeast: forum.reached(), ...args });
  const titles = async (args: ObstaclesArgs = {}, who: Identity = people.coordinator) =>
    (await list(args, who)).edges.map(({ node }) => node.title);
  const show = (id: string, who: Identity = people.coordinator) =>
    forum.app.get(ShowObstacleResolver).obstacle(who, id, forum.reached());

  it('tell what was done about them and what is to happen next', async () => {
    const id = await raise(people.soest, 'Kleine woningen');
    await refer(id);
    await followUp(id, { nextStep: { text: 'Locaties in kaart', term: '2023-10-20' } });
    await followUp(id, {
      text: 'Drie locaties gevonden.',
      on: '2023-10-18',
      nextStep: { text: 'Besluit', term: '2023-11-30' },
    });
    expect(await show(id)).toEqual({
      position: expect.any(Number) as number,
      obstacle: {
        id,
        position: expect.any(Number) as number,
        municipality: SOEST,
        kind: 'housing-supply',
        title: 'Kleine woningen',
        text: 'Er zijn te weinig kleine woningen.',
        dwellings: 30,
        places: null,
        state: 'referred',
        raisedOn: '2023-10-01',
        team: 'kansenmakersteam',
        referredOn: '2023-10-02',
        followUps: 2,
        nextStep: { text: 'Besluit', term: '2023-11-30' },
        overdueSince: null,
        outcome: null,
        closedOn: null,
      },
      followUps: [
        { on: '2023-10-03', text: 'Gesproken.', nextStep: { text: 'Locaties in kaart', term: '2023-10-20' } },
        { on: '2023-10-18', text: 'Drie locaties gevonden.', nextStep: { text: 'Besluit', term: '2023-11-30' } },
      ],
    });
  });

  it('are overdue from the day after the term of the next step, until they are followed up or closed', async () => {
    const id = await raise(people.soest, 'Kleine woningen');
    await refer(id);
    await followUp(id, { nextStep: { text: 'Besluit', term: '2023-10-27' } });
    const overdueSince = async () => (await show(id)).obstacle.overdueSince;
    // The last moment of 27 October in Amsterdam, and the first of 28 October.
    forum.clock.set('2023-10-27T21:59:59Z');
    expect(await overdueSince()).toBeNull();
    forum.clock.set('2023-10-27T22:00:00Z');
    expect(await overdueSince()).toBe('2023-10-28');
    expect((await list()).edges[0]?.node.overdueSince).toBe('2023-10-28');
    await followUp(id, { on: '2023-10-28', nextStep: { text: 'Besluit', term: '2023-10-28' } });
    expect(await overdueSince()).toBeNull();
    forum.clock.set('2023-11-05T12:00:00Z');
    expect(await overdueSince()).toBe('2023-10-29');
    await close(id);
    expect((await show(id)).obstacle).toMatchObject({
      state: 'closed',
      outcome: 'partly-solved',
      closedOn: '2023-11-05',
      nextStep: null,
      overdueSince: null,
    });
  });

  it('are seen by the municipality and its coordinator, by a support team once referred, and by no supervisor', async () => {
    const raised = await raise(people.soest, 'Alleen gemeld');
    const referred = await raise(people.zeist, 'Verwezen');
    await refer(referred);
    const elsewhere = await raise(amsterdam, 'Elders');
    const region = { region: GOOI, name: 'Over de grens', municipalities: [SOEST, AMSTERDAM], validFrom: '2023-01-01' };
    await forum.done(new DefineRegion(people.operator, 'region', { ...region, source: 'besluit' }));
    const seen: readonly (readonly [Identity, readonly string[]])[] = [
      [people.soest, ['Alleen gemeld']],
      [people.soestManager, ['Alleen gemeld']],
      [people.zeist, ['Verwezen']],
      [people.coordinator, ['Verwezen', 'Alleen gemeld']],
      [people.coordinatorOfRegion, ['Elders', 'Alleen gemeld']],
      [people.coordinatorElsewhere, []],
      [people.team, ['Verwezen']],
      [people.auditor, ['Elders', 'Verwezen', 'Alleen gemeld']],
    ];
    for (const [who, expected] of seen) {
      expect([who.actor, await titles({}, who)]).toEqual([who.actor, expected]);
      for (const [id, title] of [
        [raised, 'Alleen gemeld'],
        [referred, 'Verwezen'],
        [elsewhere, 'Elders'],
      ] as const) {
        const answer = await orCode(show(id, who).then(({ obstacle }) => obstacle.title));
        expect([who.actor, title, answer]).toEqual([who.actor, title, expected.includes(title) ? title : 'NOT_FOUND']);
      }
    }
    for (const who of [people.supervisor, people.approver, people.reader, people.corporation, people.anyone]) {
      expect(await orCode(list({}, who))).toBe('NOT_FOUND');
      expect(await orCode(show(referred, who))).toBe('NOT_FOUND');
    }
    expect(await orCode(show('\u0000'))).toBe('NOT_FOUND');
  });

  it('stay visible to the team after they are closed, and those that were never referred do not become so', async () => {
    const helped = await raise(people.soest, 'Geholpen');
    await refer(helped);
    await close(helped);
    const alone = await raise(people.soest, 'Zelf opgelost');
    await forum.done(new CloseObstacle(people.soest, 'own', { obstacle: alone, outcome: 'withdrawn' }));
    expect(await titles({}, people.team)).toEqual(['Geholpen']);
    expect(await titles({ state: 'closed' })).toEqual(['Zelf opgelost', 'Geholpen']);
  });

  it('are narrowed by municipality and state, and paged without a trace of what one may not see', async () => {
    for (let k = 0; k < 4; k++) {
      const id = await raise(people.soest, `Soest ${k}`);
      if (k >= 2) await refer(id);
      await raise(people.zeist, `Zeist ${k}`);
    }
    expect(await titles({ municipality: ZEIST, first: 2 })).toEqual(['Zeist 3', 'Zeist 2']);
    expect(await titles({ municipality: ZEIST }, people.soest)).toEqual([]);
    expect(await titles({ state: 'referred' })).toEqual(['Soest 3', 'Soest 2']);
    const first = await list({ first: 1 }, people.team);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await list({ first: 1, after: first.pageInfo.endCursor }, people.team);
    expect(second.edges.map(({ node }) => node.title)).toEqual(['Soest 2']);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });
});
