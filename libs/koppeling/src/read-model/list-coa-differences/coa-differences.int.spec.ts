import { HouseholdResolver } from '../read-household/household.resolver.js';
import { codeOf, openDesk, who, type Desk } from '../testing/desk.js';
import { about, SOEST, ZEIST } from '../testing/told.js';
import { CoaDifferencesResolver } from './coa-differences.resolver.js';

const soest = who('municipality', SOEST);
const zeist = who('municipality', ZEIST);
const h = about('h-1');

describe('differences with COA', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk('2023-06-01T10:00:00Z');
  });
  afterEach(() => desk.close());
  const household = () => desk.app.get(HouseholdResolver).household(soest, { id: 'h-1' });

  const differences = async (identity = soest, municipality = SOEST) =>
    (await desk.app.get(CoaDifferencesResolver).coaDifferences(identity, { municipality })).edges.map(
      ({ node }) => node,
    );

  it('are where its last statement is not what we say now', async () => {
    await desk.tell(
      ...['c-1', 'c-2', 'c-3', 'c-4', 'c-5', 'c-6'].map((id) => about(id).received({ permitOn: '2023-03-01' })),
      about('c-1').statedByCoa(SOEST, '2023-05-01', 4),
      about('c-2').statedByCoa(ZEIST, '2023-05-01'),
      about('c-3').statedByCoa(SOEST, '2023-05-01', 5),
      about('c-4').statedByCoa(null, '2023-05-01'),
      about('c-5').ended('2023-04-01'),
      about('c-5').statedByCoa(SOEST, '2023-05-01'),
      about('c-6').placed(h.stayed('s-1', '2023-04-01')),
      about('c-6').statedByCoa(null, '2023-05-01'),
    );
    expect((await differences()).map(({ household: id, kind }) => [id, kind])).toEqual([
      ['c-2', 'other-municipality'],
      ['c-3', 'persons'],
      ['c-4', 'only-ours'],
      ['c-5', 'only-theirs'],
    ]);
    // They agree again: what was stated then was not about what is now.
    await desk.tell(about('c-2').moved(SOEST, ZEIST, '2023-05-02'), about('c-4').ended('2023-05-02'));
    expect((await differences()).map(({ household: id }) => id)).toEqual(['c-3', 'c-5']);
    expect(await differences(zeist, ZEIST)).toEqual([]);
  });

  it('show a municipality that COA names what COA says, and not what another has', async () => {
    await desk.tell(h.received({ permitOn: '2023-03-01' }), h.statedByCoa(ZEIST, '2023-05-01', 5));
    expect(await differences(zeist, ZEIST)).toMatchObject([
      { household: 'h-1', kind: 'other-municipality', ours: null, persons: null, theirs: ZEIST, theirPersons: 5 },
    ]);
    expect(await differences()).toMatchObject([{ ours: SOEST, persons: 4, theirs: ZEIST }]);
    expect(await differences(who('coa-liaison', null), ZEIST)).toMatchObject([{ ours: SOEST, persons: 4 }]);
    expect(await codeOf(differences(zeist, SOEST))).toBe('NOT_FOUND');
  });

  it('hold a household that only COA speaks of', async () => {
    await desk.tell(h.statedByCoa(SOEST, '2023-05-01', 3));
    expect(await differences()).toMatchObject([{ kind: 'only-theirs', ours: null, theirPersons: 3 }]);
    expect(await codeOf(household())).toBe('NOT_FOUND');
  });
});
