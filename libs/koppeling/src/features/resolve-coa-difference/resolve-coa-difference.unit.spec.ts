import type { Identity } from '#libs/access';
import { coa, openDesk, soest, SOEST, zeist, ZEIST, type Desk } from '../testing/desk.js';
import { ResolveCoaDifference, type ResolveInput } from './resolve-coa-difference.command.js';

const HEADER = 'pseudonym,municipality,persons,permit_on,coupled_on,source';
const ROW = 'h-1,Soest,4,2023-06-01,2023-06-14,COA-lijst';

describe('a difference with COA', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.importing([HEADER, ROW]);
    await desk.importing([HEADER, ROW.replace('Soest', 'Zeist')], { identity: coa });
  });
  afterEach(() => desk.close());

  const resolve = (identity: Identity, more: Partial<ResolveInput> = {}) =>
    new ResolveCoaDifference(identity, 'r1', {
      household: 'h-1',
      municipality: SOEST,
      resolution: 'ours-is-right',
      note: 'COA belde terug: de lijst klopt niet',
      ...more,
    });

  it('is resolved by its own municipality, with a note that nobody can read without the key', async () => {
    expect(await desk.run(resolve(soest))).toMatchObject({ ok: true, value: { result: { municipality: SOEST } } });
    const event = (await desk.events()).at(-1);
    expect(event).toMatchObject({
      type: 'CoaDifferenceResolved',
      data: { difference: 'other-municipality', theirs: ZEIST, resolution: 'ours-is-right' },
      meta: { actor: 'demo:soest' },
    });
    expect(JSON.stringify(await desk.events())).not.toContain('belde');
    expect(await desk.run(resolve(soest))).toMatchObject({ ok: true, value: { repeated: true } });
  });

  it('is nobody else’s to resolve, COA’s neither: it answers by its next list', async () => {
    expect(await desk.refusals(resolve(coa))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(resolve(zeist))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(resolve(zeist, { municipality: ZEIST }))).toEqual(['HOUSEHOLD_UNKNOWN input.household']);
  });

  it('is not resolved with a word that is none, nor with a note that names somebody', async () => {
    expect(await desk.refusals(resolve(soest, { resolution: 'whatever' as never }))).toEqual([
      'VALUE_UNKNOWN input.resolution',
    ]);
    expect(await desk.refusals(resolve(soest, { note: 'gebeld met mevrouw Jansen' }))).toEqual([
      'PERSONAL_DATA_SUSPECTED input.note',
    ]);
    expect(await desk.refusals(resolve(soest, { resolution: 'theirs-is-right', note: null }))).toEqual([
      'STILL_DIFFERS input.resolution',
    ]);
  });
});
