import type { MunicipalityCode } from '#libs/kernel';
import { codeOf, openDesk, who, type Desk } from '../testing/desk.js';
import { PROFILE } from '../testing/profile.js';
import { about, EDE, SOEST, UTRECHT, ZEIST } from '../testing/told.js';
import { HouseholdResolver } from './household.resolver.js';

const soest = who('municipality', SOEST);
const zeist = who('municipality', ZEIST);
const coordinator = who('coordinator', 'PV26');
const h = about('h-1');

describe('one household', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk('2023-06-01T10:00:00Z');
  });
  afterEach(() => desk.close());
  const household = (identity = soest, more: { id?: string; toMunicipality?: MunicipalityCode } = {}) =>
    desk.app.get(HouseholdResolver).household(identity, { id: 'h-1', ...more });
  const withProfile = async () => h.profiled((await desk.keyOf('h-1')).seal('profile', PROFILE));

  beforeEach(async () => {
    await desk.tell(h.received({ permitOn: '2023-03-01', coupledOn: '2023-03-08' }), await withProfile());
  });

  it('shows its own municipality everything, opened', async () => {
    const key = await desk.keyOf('h-1');
    await desk.tell(
      h.refused('2023-04-01', key.seal('reason', 'distance-to-care'), key.seal('note', 'te klein voor vier')),
      h.judged('2023-04-20'),
    );
    expect(await household()).toMatchObject({
      view: 'all',
      id: 'h-1',
      status: 'coupled',
      persons: 4,
      toHouse: 4,
      version: 4,
      permitOn: '2023-03-01',
      profile: PROFILE,
      needs: { bedrooms: 3, access: 'step-free', ties: null },
      history: {
        koppelingen: [{ on: '2023-03-08', municipality: SOEST, persons: 4 }],
        refusals: [{ on: '2023-04-01', reason: 'distance-to-care', judgement: 'justified', judgedOn: '2023-04-20' }],
        notes: [{ about: 'DwellingRefused', text: 'te klein voor vier' }],
      },
    });
  });

  it('shows who matches in the region size and needs, and nothing else', async () => {
    const seen = await household(coordinator, { toMunicipality: SOEST });
    expect(seen).toMatchObject({
      view: 'needs',
      persons: 4,
      needs: { bedrooms: 3, access: 'step-free', ties: [{ km: 15, maxKm: 20, hard: true, within: true }] },
      version: null,
      kind: null,
      permitOn: null,
      coupledOn: null,
      profile: null,
      hold: null,
      stay: null,
      coa: null,
      source: null,
      history: null,
    });
    // No place, no rent, no excluded municipality, in whatever form.
    for (const hidden of ['52.09', '5.12', '80000', EDE, 'lijst']) expect(JSON.stringify(seen)).not.toContain(hidden);
  });

  it('tells distances to where one looks for dwellings only', async () => {
    expect((await household(coordinator, { toMunicipality: EDE })).needs?.ties).toBeNull();
    expect((await household(soest, { toMunicipality: EDE })).needs?.ties).toMatchObject([{ km: 45, within: false }]);
  });

  it('is seen by a partner while an exchange that holds it is open, and by no other municipality', async () => {
    expect(await codeOf(household(zeist))).toBe('NOT_FOUND');
    desk.partners.set('h-1', [SOEST, ZEIST]);
    expect(await household(zeist, { toMunicipality: ZEIST })).toMatchObject({
      view: 'needs',
      needs: { ties: [{ km: 10 }] },
    });
    // Not even as a partner, the distance to a third municipality.
    expect((await household(zeist, { toMunicipality: UTRECHT })).needs?.ties).toBeNull();
    desk.partners.clear();
    expect(await codeOf(household(zeist))).toBe('NOT_FOUND');
  });

  it('is seen by the coordinator of a region that crosses provinces', async () => {
    const region = who('coordinator', 'RG-U10');
    expect(await codeOf(household(region))).toBe('NOT_FOUND');
    await desk.define('RG-U10', [SOEST, EDE]);
    expect(await household(region)).toMatchObject({ view: 'needs' });
  });

  it('cannot be told from one that does not exist by who may not see it', async () => {
    const errorOf = async (answer: Promise<unknown>) => {
      const error = (await answer.catch((e: unknown) => e)) as Error & { extensions: unknown };
      return [error.message, error.extensions];
    };
    for (const identity of [zeist, who('public', null), who('supervisor', 'PV26'), who('coordinator', 'PV25')]) {
      const hidden = await errorOf(household(identity));
      expect(hidden).toEqual(await errorOf(household(identity, { id: 'h-none' })));
      expect(hidden).toEqual(await errorOf(household(identity, { id: 'h\u0000' })));
      expect(hidden).toEqual(['Niet gevonden', expect.objectContaining({ code: 'NOT_FOUND' })]);
    }
  });

  it('goes out of sight of the municipality that it left', async () => {
    await desk.tell(h.moved(SOEST, ZEIST, '2023-04-01'));
    expect(await codeOf(household(soest))).toBe('NOT_FOUND');
    expect(await household(zeist)).toMatchObject({ view: 'all', municipality: ZEIST });
  });

  it('keeps minors under Nidos from everybody but their own municipality', async () => {
    await desk.tell(about('h-2').received({ permitOn: '2023-03-01', kind: 'nidos' }));
    expect(await household(soest, { id: 'h-2' })).toMatchObject({ kind: 'nidos' });
    desk.partners.set('h-2', [ZEIST]);
    expect(await codeOf(household(coordinator, { id: 'h-2' }))).toBe('NOT_FOUND');
    expect(await codeOf(household(zeist, { id: 'h-2' }))).toBe('NOT_FOUND');
  });

  it('takes a claim past its time for none', async () => {
    await desk.tell(h.claimed('x-1', '2023-06-02T10:00:00Z'));
    expect(await household()).toMatchObject({ held: true, hold: { exchange: 'x-1', kind: 'claim' } });
    desk.clock.set('2023-06-02T10:00:00Z');
    expect(await household()).toMatchObject({ held: false, hold: null });
  });

  it('waits for the position that is asked for, and refuses one that the log does not hold', async () => {
    const position = await desk.tell(h.ended('2023-05-01'));
    const resolver = desk.app.get(HouseholdResolver);
    expect(await resolver.household(soest, { id: 'h-1', atLeast: position })).toMatchObject({ status: 'ended' });
    expect(await codeOf(resolver.household(soest, { id: 'h-1', atLeast: position + 1 }))).toBe('POSITION_BEYOND_HEAD');
  });

  it('after forgetting shows what stays, and nothing that was written', async () => {
    const stay = h.stayed('s-1', '2023-05-01');
    const key = await desk.keyOf('h-1');
    await desk.tell(
      h.refused('2023-04-01', key.seal('reason', 'distance-to-care')),
      h.placed(stay, 4, { note: key.seal('note', 'blij met de tuin') }),
    );
    await desk.keys.destroy('h-1');
    await desk.tell(h.forgotten(), h.refused('2023-06-01', null));
    const seen = await household();
    expect(seen).toMatchObject({
      forgotten: true,
      profile: null,
      needs: null,
      history: {
        refusals: [
          { on: '2023-04-01', reason: null },
          { on: '2023-06-01', reason: null },
        ],
        notes: [{ text: null }],
        counted: [{ persons: 4, municipality: SOEST, on: '2023-05-01' }],
      },
    });
  });
});
