import { codeOf, openDesk, who, type Desk } from '../testing/desk.js';
import { PROFILE } from '../testing/profile.js';
import { about, SOEST, ZEIST } from '../testing/told.js';
import { HouseholdsResolver } from './households.resolver.js';

const soest = who('municipality', SOEST);
const zeist = who('municipality', ZEIST);
const coordinator = who('coordinator', 'PV26');
const h = about('h-1');

describe('the households of a municipality', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk('2023-06-01T10:00:00Z');
  });
  afterEach(() => desk.close());

  const list = (identity = soest, more: Record<string, unknown> = {}) =>
    desk.app.get(HouseholdsResolver).households(identity, { municipality: SOEST, ...more });

  it('stand by permit, each once over all pages, of every status or one', async () => {
    const ids = Array.from({ length: 7 }, (_, i) => `p-${i}`);
    for (const [i, id] of ids.entries()) await desk.tell(about(id).received({ permitOn: `2023-03-0${1 + (i % 3)}` }));
    await desk.tell(about('p-1').placed(h.stayed('s-1', '2023-05-01')), about('p-2').ended('2023-05-01'));
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: Awaited<ReturnType<typeof list>> = await list(soest, { first: 3, after });
      seen.push(...page.edges.map(({ node }) => node.id));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }
    expect(seen).toEqual(['p-0', 'p-3', 'p-6', 'p-1', 'p-4', 'p-2', 'p-5']);
    const idsOf = async (status: string) => (await list(soest, { status })).edges.map(({ node }) => node.id);
    expect([await idsOf('placed'), await idsOf('ended'), await idsOf('partly-placed')]).toEqual([['p-1'], ['p-2'], []]);
  });

  it('are opened together, each with its own key', async () => {
    for (const id of ['p-1', 'p-2']) {
      const profile = { ...PROFILE, bedrooms: id === 'p-1' ? 1 : 2 };
      const sealed = (await desk.keyOf(id)).seal('profile', profile);
      await desk.tell(about(id).received({ permitOn: '2023-03-01' }), about(id).profiled(sealed));
    }
    const { edges } = await list();
    expect(edges.map(({ node }) => [node.id, node.profile?.bedrooms, node.history])).toEqual([
      ['p-1', 1, null],
      ['p-2', 2, null],
    ]);
  });

  it('are no business of a partner, who sees the one household of the exchange', async () => {
    await desk.tell(h.received({ permitOn: '2023-03-01' }));
    desk.partners.set('h-1', [ZEIST]);
    expect(await codeOf(list(zeist))).toBe('NOT_FOUND');
    expect((await list(coordinator)).edges).toMatchObject([{ node: { id: 'h-1', view: 'needs', profile: null } }]);
  });
});
