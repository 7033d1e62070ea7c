import { municipalityCodeSchema } from '#libs/kernel';
import { dwellingIdOf } from '../../domain/dwelling-key.js';
import { openDesk, soest, zeist, type Desk } from '../testing/desk.js';
import { ChangeDwelling } from '../change-dwelling/change-dwelling.command.js';
import { WithdrawDwelling } from '../withdraw-dwelling/withdraw-dwelling.command.js';
import { asOds, asXlsx } from '../testing/sheets.js';
import { readRent } from './columns.js';

const HEADER = 'key,municipality,bedrooms,min_persons,max_persons,access,rent,from,until,conditions';
const ROW = '3703 AB 12-a,Zeist,3,3,5,stairs,765.43,2024-05-01,,';
const OTHER = '3703 AB 14,Zeist,1,1,2,step-free,"600,5",2024-06-01,2025-01-01,youth|fitting-rent';

describe('a file of dwellings', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());
  const imported = async (...rows: readonly string[]) => {
    const outcome = await desk.importing([HEADER, ...rows].join('\n'));
    if (!outcome.ok) throw new Error(outcome.refusals.map(({ code }) => code).join());
    const { added, unchanged, warnings = [] } = outcome.value.result;
    return [added, unchanged, ...warnings.map(({ row, code }) => `${code} ${row}`)];
  };
  const refused = async (...rows: readonly string[]) => {
    const outcome = await desk.importing([HEADER, ...rows].join('\n'));
    return outcome.ok ? [] : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
  };
  const types = async () => (await desk.events()).map(({ type }) => type);

  it('puts each row on offer, rent in euros with point or comma, conditions parted by |', async () => {
    expect(await imported(ROW, OTHER)).toEqual([2, 0]);
    expect(await desk.events()).toMatchObject([
      { type: 'DwellingOffered', data: { source: 'woningen.csv', offer: { rent: 76_543, conditions: [] } } },
      { data: { offer: { rent: 60_050, conditions: ['youth', 'fitting-rent'], kind: 'dwelling', corporation: null } } },
    ]);
  });

  it('changes nothing the second time, and a longer export adds only its new rows', async () => {
    await imported(ROW);
    expect(await imported(ROW)).toEqual([0, 1]);
    expect(await imported(ROW, OTHER)).toEqual([1, 1]);
  });

  it('says nothing new where a person changed or withdrew the dwelling since', async () => {
    await imported(ROW);
    const dwelling = dwellingIdOf(municipalityCodeSchema.parse('GM0355'), '3703 AB 12-a');
    const said = { bedrooms: 3, minPersons: 3, maxPersons: 5, access: 'stairs', from: '2024-05-01' } as const;
    await desk.run(new ChangeDwelling(zeist, 'c1', { ...said, dwelling, rent: 90_000 }));
    expect(await imported(ROW, OTHER)).toEqual([1, 1]);
    await desk.run(new WithdrawDwelling(zeist, 'c2', { dwelling, on: '2024-05-03', reason: 'sold' }));
    expect(await imported(ROW, OTHER, OTHER.replace('14', '16'))).toEqual([1, 2]);
    expect(await types()).toEqual([
      'DwellingOffered',
      'DwellingChanged',
      'DwellingOffered',
      'DwellingWithdrawn',
      'DwellingOffered',
    ]);
  });

  it('warns of a second row and of a known dwelling under the same key, however that is written', async () => {
    expect(await imported(ROW, ROW.replace('3703 AB 12-a', '3703ab12A'))).toEqual([1, 1, 'DUPLICATE_KEY 3']);
    const dearer = ROW.replace('765.43', '800');
    expect(await imported(dearer, dearer.replace('800', '810'))).toEqual([2, 0, 'DUPLICATE_KEY 2', 'DUPLICATE_KEY 3']);
    expect(await types()).toEqual(['DwellingOffered', 'DwellingChanged', 'DwellingChanged']);
    expect((await desk.events()).at(-1)).toMatchObject({ data: { offer: { rent: 81_000 }, source: 'woningen.csv' } });
  });

  it('keeps the same key of two municipalities apart', async () => {
    expect(await imported(ROW, ROW.replace('Zeist', 'Soest'))).toEqual([2, 0]);
  });

  it.each([
    [ROW.replace('stairs', 'lift'), 'VALUE_UNKNOWN rows.2.access'],
    [ROW.replace('765.43', '1.234'), 'RENT_INVALID rows.2.rent'],
    [ROW.replace('765.43', '10000.01'), 'NUMBER_OUT_OF_RANGE rows.2.rent'],
    [ROW.replace(',3,5,', ',6,5,'), 'PERSONS_RANGE_INVALID rows.2.min_persons'],
    [ROW.replace(',3,5,', ',0,5,'), 'NUMBER_OUT_OF_RANGE rows.2.min_persons'],
    [ROW.replace(',3,5,', ',3,99,'), 'NUMBER_OUT_OF_RANGE rows.2.max_persons'],
    [ROW.replace('2024-05-01', '1-5-2024'), 'DATE_INVALID rows.2.from'],
    [`${ROW}speaks-dutch`, 'CONDITION_UNKNOWN rows.2.conditions'],
    [ROW.replace('3703 AB 12-a', '123456782'), 'PERSONAL_DATA_SUSPECTED rows.2.key'],
    [ROW.replace('Zeist', 'Zijst'), 'MUNICIPALITY_UNKNOWN rows.2.municipality'],
  ])('refuses %s, and with it the whole file', async (row, refusal) => {
    expect(await refused(row, OTHER)).toEqual([refusal]);
    expect(await desk.events()).toEqual([]);
  });

  it('names row and column, and what would be allowed', async () => {
    const outcome = await desk.importing([HEADER, `${ROW}pets`].join('\n'));
    expect(outcome.ok ? '' : outcome.refusals[0]?.message).toMatch(
      /^rij 2, kolom conditions: .*pets; wel: .*large-family/,
    );
  });

  it('shows on a dry run what would happen, and stores nothing', async () => {
    const outcome = await desk.importing([HEADER, ROW, ROW].join('\n'), { dryRun: true });
    expect(outcome).toMatchObject({ value: { result: { added: 1, warnings: [{ row: 3, code: 'DUPLICATE_KEY' }] } } });
    expect(await desk.events()).toEqual([]);
  });

  it.each([
    ['XLSX', asXlsx],
    ['ODS', asOds],
  ])('may be %s, by its content; the same rows as CSV say nothing new', async (_, made) => {
    const cells = [HEADER, ROW].map((row) => row.split(','));
    expect(await desk.importing(made(cells))).toMatchObject({ value: { result: { added: 1 } } });
    expect(await imported(ROW)).toEqual([0, 1]);
    const bad = await desk.importing(made([...cells, `${ROW.replace('12-a', '14')}pets`.split(',')]));
    expect(bad.ok ? '' : bad.refusals[0]?.message).toMatch(/^blad “Woningen”, rij 3, kolom conditions: /);
  });

  it('is for the municipality of every row, and read for nobody who could offer none', async () => {
    const file = [HEADER, ROW].join('\n');
    expect(await desk.importing(file, { identity: soest })).toMatchObject({ refusals: [{ code: 'NOT_ALLOWED' }] });
    expect(await desk.importing(file, { identity: zeist })).toMatchObject({ ok: true });
    const coordinator = { ...zeist, role: 'coordinator' } as const;
    const notRead = await desk.importing('no table', { identity: coordinator });
    expect(notRead).toMatchObject({ refusals: [{ code: 'NOT_ALLOWED' }] });
  });

  it('does not keep the name of a file that names somebody', async () => {
    await desk.importing([HEADER, ROW].join('\n'), { name: 'mevrouw Jansen 123456782.csv' });
    expect((await desk.events())[0]?.data['source']).toBe('ingelezen bestand');
  });
});

describe('a rent in euros', () => {
  it('is read to the cent, and never by guess', () => {
    const cents = ['765.43', '765,43', '765', '0', '765,4', '10000'].map((text) => readRent(text));
    expect(cents.map((rent) => rent.ok && rent.value)).toEqual([76_543, 76_543, 76_500, 0, 76_540, 1_000_000]);
    for (const bad of ['1.234', '1,234', '€ 5', '-5', '7e2', '765.430']) expect(readRent(bad).ok).toBe(false);
  });
});
