import type { Identity } from '#libs/access';
import { openDesk, type Desk } from '../testing/desk.js';
import { ImportRealisations } from './import-realisations.command.js';

const HEADER = 'municipality,on,persons,kind,source,administration,known_at,one_off,reason';
const ROW = 'Soest,2023-10-03,4,regular,COA-lijst,,,,';

describe('a file of realisations', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());
  const outcomeOf = async (lines: readonly string[], identity?: Identity) => {
    const outcome = await desk.importing(
      ImportRealisations,
      [HEADER, ...lines],
      identity === undefined ? {} : { identity },
    );
    return outcome.ok
      ? [outcome.value.result.added, outcome.value.result.unchanged]
      : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
  };

  it('gives each row a stream of its own, counted by COA unless it says otherwise', async () => {
    await outcomeOf([ROW]);
    const [event] = await desk.events();
    expect(event).toMatchObject({
      type: 'RealisationRecorded',
      version: 1,
      effectiveOn: '2023-10-03',
      data: { counted: { municipality: 'GM0342', persons: 4, administration: 'coa', oneOff: null }, knownAt: null },
    });
    expect(event?.data['id']).toBe(event?.stream.replace('realisation-', ''));
  });

  it('holds two equal rows as two facts, and a longer export adds only its new rows', async () => {
    expect(await outcomeOf([ROW, ROW])).toEqual([2, 0]);
    expect(await outcomeOf([ROW, ROW])).toEqual([0, 2]);
    expect(await outcomeOf([ROW, ROW, ROW, ROW.replace('4', '5')])).toEqual([2, 2]);
    expect(await outcomeOf([ROW])).toEqual([0, 1]);
  });

  it('says that a part imported before is unchanged, also when it comes from another person', async () => {
    const other: Identity = { actor: 'local:1001', role: 'operator', organisation: null };
    await outcomeOf([ROW]);
    expect(await outcomeOf([ROW], other)).toEqual([0, 1]);
  });

  it('takes persons off only with a reason', async () => {
    expect(await outcomeOf([ROW.replace('4', '-4')])).toEqual(['REASON_REQUIRED rows.2.reason']);
    expect(await outcomeOf([`${ROW.replace('4', '-4')}dubbel geteld`])).toEqual([1, 0]);
  });

  it.each([
    [ROW.replace(',4,', ',0,'), 'PERSONS_ZERO rows.2.persons'],
    [ROW.replace(',4,', ',1.5,'), 'NUMBER_INVALID rows.2.persons'],
    [ROW.replace(',4,', ',1e9,'), 'NUMBER_INVALID rows.2.persons'],
    [ROW.replace(',4,', ',,'), 'FIELD_EMPTY rows.2.persons'],
    [ROW.replace('regular', 'hotel'), 'KIND_UNKNOWN rows.2.kind'],
    [ROW.replace('2023-10-03', '2023-10-28'), 'DATE_IN_FUTURE rows.2.on'],
    [ROW.replace('2023-10-03', '2023-02-30'), 'DATE_INVALID rows.2.on'],
    ['Soest,2023-10-03,4,regular,lijst,,2023-10-28,,', 'DATE_IN_FUTURE rows.2.known_at'],
    ['Soest,2023-10-03,4,regular,lijst,,2023-10-02,,', 'KNOWN_BEFORE_MOVE rows.2.known_at'],
    ['Soest,2023-10-03,4,regular,lijst,,,,V1234567', 'PERSONAL_DATA_SUSPECTED rows.2.reason'],
    ['Bergen,2023-10-03,4,regular,lijst,,,,', 'MUNICIPALITY_AMBIGUOUS rows.2.municipality'],
    // Before the first policy nothing says what counts.
    [ROW.replace('2023-10-03', '2014-10-03'), 'KIND_UNKNOWN rows.2.kind'],
  ])('refuses %s', async (row, refusal) => {
    expect(await outcomeOf([row])).toEqual([refusal]);
    expect(await desk.events()).toEqual([]);
  });

  it('is not so much as read for whom no administration is', async () => {
    const coordinator: Identity = { actor: 'demo:coordinator', role: 'coordinator', organisation: null };
    expect(await outcomeOf(['no row of ours'], coordinator)).toEqual(['NOT_ALLOWED ']);
  });

  it('may give what was known from the day of the move on', async () => {
    expect(await outcomeOf(['Soest,2023-10-03,4,regular,lijst,,2023-10-03,,'])).toEqual([1, 0]);
  });

  it('is for whoever keeps that administration', async () => {
    const liaison: Identity = { actor: 'demo:coa', role: 'coa-liaison', organisation: null };
    expect(await outcomeOf([ROW, ROW.replace('lijst,,', 'lijst,own,')], liaison)).toEqual(['NOT_ALLOWED ']);
    expect(await outcomeOf([ROW], liaison)).toEqual([1, 0]);
  });
});
