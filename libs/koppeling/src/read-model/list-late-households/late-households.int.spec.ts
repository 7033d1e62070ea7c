import { codeOf, openDesk, who, type Desk } from '../testing/desk.js';
import { about, EDE, SOEST, ZEIST } from '../testing/told.js';
import { LateHouseholdsResolver } from './late-households.resolver.js';

const soest = who('municipality', SOEST);
const zeist = who('municipality', ZEIST);
const coordinator = who('coordinator', 'PV26');
const h = about('h-1');

describe('who is late', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk('2023-06-01T10:00:00Z');
  });
  afterEach(() => desk.close());

  const late = (identity = soest, more: Record<string, unknown> = { municipality: SOEST }) =>
    desk.app.get(LateHouseholdsResolver).lateHouseholds(identity, more);
  const idsOf = async (answer: ReturnType<typeof late>) => (await answer).edges.map(({ node }) => node.id);

  beforeEach(async () => {
    await desk.tell(
      about('late-2').received({ permitOn: '2023-02-10' }),
      about('late-1').received({ permitOn: '2023-01-02' }),
      about('in-time').received({ permitOn: '2023-03-09' }),
      about('housed').received({ permitOn: '2023-01-02' }),
      about('housed').placed(h.stayed('s-h', '2023-05-20')),
      about('gone').received({ permitOn: '2023-01-02' }),
      about('gone').ended('2023-03-01'),
      about('minor').received({ permitOn: '2023-01-01', kind: 'nidos' }),
      about('partly').received({ permitOn: '2023-02-10' }),
      about('partly').placed(h.stayed('s-p', '2023-04-01'), 1),
      about('zeist').received({ permitOn: '2023-01-01', municipality: ZEIST }),
      about('ede').received({ permitOn: '2023-01-01', municipality: EDE }),
    );
  });

  it('is told worst first', async () => {
    expect(await idsOf(late())).toEqual(['minor', 'late-1', 'late-2', 'partly']);
  });

  it('is told as of another day from what is known now', async () => {
    expect(await idsOf(late(soest, { municipality: SOEST, asOf: '2023-05-19' }))).toEqual([
      'minor',
      'housed',
      'late-1',
      'late-2',
      'partly',
    ]);
    expect(await idsOf(late(soest, { municipality: SOEST, asOf: '2023-03-27' }))).toEqual(['minor']);
    expect(await idsOf(late(soest, { municipality: SOEST, asOf: '2023-06-02' }))).toContain('in-time');
  });

  it('is told of a province to who matches there, by needs and without minors', async () => {
    const { edges } = await late(coordinator, { province: 'PV26' });
    expect(edges.map(({ node }) => [node.id, node.view])).toEqual([
      ['zeist', 'needs'],
      ['late-1', 'needs'],
      ['late-2', 'needs'],
      ['partly', 'needs'],
    ]);
  });

  it('is told to nobody else, and of one extent at a time', async () => {
    for (const [what, identity, more, code] of [
      ['another municipality', zeist, { municipality: SOEST }, 'NOT_FOUND'],
      ['a province, for a municipality', soest, { province: 'PV26' }, 'NOT_FOUND'],
      ['another province', coordinator, { province: 'PV25' }, 'NOT_FOUND'],
      ['the public', who('public', null), { municipality: SOEST }, 'NOT_FOUND'],
      ['supervisors, who sit at the table', who('supervisor', 'PV26'), { province: 'PV26' }, 'NOT_FOUND'],
      ['nothing in particular', soest, {}, 'SCOPE_REQUIRED'],
      ['both', coordinator, { municipality: SOEST, province: 'PV26' }, 'SCOPE_REQUIRED'],
      ['no province', coordinator, { province: 'Utrecht' }, 'SCOPE_UNKNOWN'],
      ['too many at once', soest, { municipality: SOEST, first: 101 }, 'NUMBER_OUT_OF_RANGE'],
      ['a place in no list', soest, { municipality: SOEST, after: 'x' }, 'CURSOR_INVALID'],
    ] as const) {
      expect([what, await codeOf(late(identity, more))]).toEqual([what, code]);
    }
  });

  it('pages stably while households come and go', async () => {
    const first = await late(soest, { municipality: SOEST, first: 2 });
    expect(first.edges.map(({ node }) => node.id)).toEqual(['minor', 'late-1']);
    // The last one seen leaves the list, and one comes in before it.
    await desk.tell(about('late-1').ended('2023-05-30'), about('later').received({ permitOn: '2022-12-01' }));
    const { edges, pageInfo } = await late(soest, { municipality: SOEST, first: 2, after: first.pageInfo.endCursor });
    expect(edges.map(({ node }) => node.id)).toEqual(['late-2', 'partly']);
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });
});
