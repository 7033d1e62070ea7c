import { HouseholdResolver } from './read-household/household.resolver.js';
import { openDesk, who, type Desk } from './testing/desk.js';
import { about, SOEST } from './testing/told.js';

const soest = who('municipality', SOEST);
const h = about('h-1');

describe('where a household lives', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk('2023-06-01T10:00:00Z');
  });
  afterEach(() => desk.close());
  const household = () => desk.app.get(HouseholdResolver).household(soest, { id: 'h-1' });

  it('is the stay that began last, as it was corrected, and nothing after a reversal', async () => {
    await desk.tell(h.received({ permitOn: '2023-01-01' }), h.placed(h.stayed('s-1', '2023-02-01')));
    expect((await household()).stay).toMatchObject({ id: 's-1', movedOn: '2023-02-01' });
    await desk.tell(h.reversed(h.row('2023-02-01', 4)));
    const reversed = await household();
    expect([reversed.stay, reversed.status, reversed.toHouse]).toEqual([null, 'coupled', 4]);
    await desk.tell(h.placed(h.stayed('s-2', '2023-03-01')), h.movedHome(h.stayed('s-3', '2023-04-01')));
    const seen = await household();
    expect(seen.stay).toMatchObject({ id: 's-3' });
    expect(seen.history?.stays.map(({ id, reversed: no }) => [id, no])).toEqual([
      ['s-1', true],
      ['s-2', false],
      ['s-3', false],
    ]);
    expect(seen.history?.counted.map(({ persons, cause }) => [persons, cause])).toEqual([
      [4, 'placed'],
      [-4, 'reversed'],
      [4, 'placed'],
    ]);
  });
});
