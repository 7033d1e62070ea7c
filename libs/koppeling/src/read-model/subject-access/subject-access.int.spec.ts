import { localDate } from '#libs/kernel';
import { codeOf, openDesk, who, type Desk } from '../testing/desk.js';
import { PROFILE } from '../testing/profile.js';
import { about, SOEST, ZEIST } from '../testing/told.js';
import { SubjectAccessResolver } from './subject-access.resolver.js';

const soest = who('municipal-manager', SOEST);
const zeist = who('municipal-manager', ZEIST);
const coordinator = who('coordinator', 'PV26');
const h = about('h-1');

describe('subject access', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk('2023-06-01T10:00:00Z');
  });
  afterEach(() => desk.close());
  const withProfile = async () => h.profiled((await desk.keyOf('h-1')).seal('profile', PROFILE));

  const access = (identity = soest, id = 'h-1') => desk.app.get(SubjectAccessResolver).subjectAccess(identity, id);

  it('is one document in Dutch and opened, and says what is not in it', async () => {
    const key = await desk.keyOf('h-1');
    const note = key.seal('note', 'te klein voor vier');
    const position = await desk.tell(
      h.received({ permitOn: '2023-03-01' }),
      await withProfile(),
      h.refused('2023-04-01', key.seal('reason', 'distance-to-care'), note),
    );
    const document = await access();
    expect(document).toMatchObject({
      household: 'h-1',
      municipality: SOEST,
      position,
      profile: PROFILE,
      forgottenAt: null,
    });
    expect(document.explanation).toContain('Dit is het dossier van uw huishouden');
    expect(document.explanation).toContain('wat bij woningen en uitwisselingen over uw huishouden staat');
    expect(document.facts.map(({ event, texts }) => [event, texts.map(({ what }) => what)])).toEqual([
      ['KoppelingReceived', []],
      ['HouseholdProfileChanged', ['profile']],
      ['DwellingRefused', ['reason', 'note']],
    ]);
    const said = JSON.stringify(document.facts);
    for (const part of [
      'gekoppeld aan Soest met 4 personen',
      '3 slaapkamers',
      '€ 800,00',
      '52.09',
      'afstand tot zorg',
      'te klein voor vier',
    ]) {
      expect(said).toContain(part);
    }
  });

  it('tells what dwellings hold about it, and nothing of who lived there before', async () => {
    const stay = h.stayed('s-1', '2023-05-01', { dwelling: 'd-1' });
    const household = 'h-1';
    const where = { dwelling: 'd-1', municipality: SOEST };
    await desk.tell(h.received({ permitOn: '2023-03-01' }), h.placed(stay));
    await desk.tellDwelling(
      { type: 'DwellingOccupied', ...where, household: 'h-9', persons: 2, on: localDate('2023-01-01'), broke: null },
      { type: 'DwellingVacated', ...where, household: 'h-9', on: localDate('2023-04-01'), undone: false },
      { type: 'DwellingOccupied', ...where, household, persons: 4, on: localDate('2023-05-01'), broke: null },
      { type: 'OccupancyCorrected', ...where, household, was: localDate('2023-05-01'), on: localDate('2023-05-03') },
    );
    const { facts } = await access();
    expect(facts.map(({ held, event }) => [held, event])).toEqual([
      ['household', 'KoppelingReceived'],
      ['household', 'HouseholdPlaced'],
      ['dwelling', 'DwellingOccupied'],
      ['dwelling', 'OccupancyCorrected'],
    ]);
    expect(JSON.stringify(facts)).not.toContain('h-9');
    expect(facts[3]?.description).toContain('2023-05-03');
  });

  it('after forgetting says so, and shows what stays', async () => {
    const stay = h.stayed('s-1', '2023-05-01');
    const note = (await desk.keyOf('h-1')).seal('note', 'blij met de tuin');
    await desk.tell(h.received({ permitOn: '2023-03-01' }), await withProfile(), h.placed(stay, 4, { note }));
    await desk.keys.destroy('h-1');
    expect((await access()).explanation).toContain('Uw huishouden is vergeten');
    await desk.tell(h.forgotten());
    const document = await access();
    expect(document).toMatchObject({ profile: null });
    expect(document.forgottenAt).not.toBeNull();
    expect(document.facts.every(({ texts }) => texts.length === 0)).toBe(true);
    expect(document.facts.map(({ description }) => description).join()).toContain(
      '4 personen voor Soest op 2023-05-01',
    );
  });

  it('is for the managers of the municipality that has the household now', async () => {
    await desk.tell(h.received({ permitOn: '2023-03-01' }), h.moved(SOEST, ZEIST, '2023-04-01'));
    expect(await codeOf(access())).toBe('NOT_FOUND');
    expect((await access(zeist)).municipality).toBe(ZEIST);
    for (const identity of [who('municipality', ZEIST), coordinator, who('public', null), who('coa-liaison', null)]) {
      expect(await codeOf(access(identity))).toBe('NOT_FOUND');
    }
    expect(await codeOf(access(zeist, 'h-none'))).toBe('NOT_FOUND');
  });
});
