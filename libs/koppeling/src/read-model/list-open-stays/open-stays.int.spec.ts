import { localDate } from '#libs/kernel';
import { codeOf, openDesk, who, type Desk } from '../testing/desk.js';
import { about, SOEST, ZEIST } from '../testing/told.js';
import { OpenStaysResolver } from './open-stays.resolver.js';

const soest = who('municipality', SOEST);
const zeist = who('municipality', ZEIST);
const coordinator = who('coordinator', 'PV26');
const h = about('h-1');

describe('stays to worry about', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk('2023-06-01T10:00:00Z');
  });
  afterEach(() => desk.close());

  const worries = async (identity = soest, more: Record<string, unknown> = {}) =>
    (await desk.app.get(OpenStaysResolver).openStays(identity, { municipality: SOEST, ...more })).edges.map(
      ({ node }) => [node.household, node.worry, node.on],
    );
  const until = (day: string) => ({ until: localDate(day), kind: 'har' });

  beforeEach(async () => {
    const [a, b, c, d, e] = [about('w-a'), about('w-b'), about('w-c'), about('w-d'), about('w-e')];
    await desk.tell(...[a, b, c, d, e].map((one) => one.received({ permitOn: '2023-01-01' })));
    await desk.tell(
      a.placed(h.stayed('s-a', '2023-02-01', until('2023-08-01'))),
      a.stayEnded('s-a', '2023-05-15'),
      b.placed(h.stayed('s-b', '2023-02-01', until('2023-05-20'))),
      c.placed(h.stayed('s-c', '2023-02-01', until('2023-07-31'))),
      d.placed(h.stayed('s-d', '2023-02-01', until('2023-08-01'))),
      e.placed(h.stayed('s-e', '2023-02-01', until('2023-05-01'))),
      e.stayEnded('s-e', '2023-05-01'),
      e.movedHome(h.stayed('s-e2', '2023-05-10')),
    );
  });

  it('are those that ended without a next one, and those whose end passed or comes near', async () => {
    expect(await worries()).toEqual([
      ['w-a', 'ended', '2023-05-15'],
      ['w-b', 'term-over', '2023-05-20'],
      ['w-c', 'term-ends', '2023-07-31'],
    ]);
    expect(await worries(soest, { withinDays: 61 })).toHaveLength(4);
    expect(await worries(soest, { withinDays: 0 })).toHaveLength(2);
  });

  it('are none once the placement was reversed or the koppeling ended', async () => {
    await desk.tell(about('w-a').reversed(h.row('2023-02-01', 4)), about('w-b').reversed(h.row('2023-02-01', 4)));
    await desk.tell(about('w-b').ended('2023-05-21'));
    expect(await worries()).toEqual([['w-c', 'term-ends', '2023-07-31']]);
  });

  it('tell where people live, so that they are for their own municipality only', async () => {
    expect(await codeOf(worries(coordinator))).toBe('NOT_FOUND');
    expect(await codeOf(worries(zeist))).toBe('NOT_FOUND');
    expect(await codeOf(worries(soest, { withinDays: 400 }))).toBe('NUMBER_OUT_OF_RANGE');
  });
});
