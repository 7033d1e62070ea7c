import type { Identity } from '#libs/access';
import { ChangePersons } from '../change-persons/change-persons.command.js';
import { MoveKoppelingByCoa } from '../move-koppeling/move-koppeling.command.js';
import { coa, openDesk, operator, soest, SOEST, zeist, ZEIST, type Desk } from '../testing/desk.js';

const HEADER = 'pseudonym,municipality,persons,permit_on,coupled_on,source,remark';
const ROW = 'h-001,Soest,4,2023-06-01,2023-06-14,COA-lijst 43,';

describe('a list of koppelingen', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  const importing = (lines: readonly string[], identity: Identity = operator, dryRun = false) =>
    desk.importing([HEADER, ...lines], { identity, dryRun });
  const outcomeOf = async (lines: readonly string[], identity?: Identity) => {
    const outcome = await importing(lines, identity);
    return outcome.ok
      ? [outcome.value.result.added, outcome.value.result.unchanged]
      : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
  };
  const differencesOf = async (lines: readonly string[], identity?: Identity) => {
    const outcome = await importing(lines, identity);
    return outcome.ok ? outcome.value.result.differences : outcome.refusals;
  };

  it('couples each household to its municipality', async () => {
    expect(await importing([ROW])).toMatchObject({
      ok: true,
      value: { result: { kind: 'koppelingen', rows: 1, added: 1, unchanged: 0, differences: [] } },
    });
    const [event] = await desk.events();
    expect(event).toMatchObject({
      stream: 'household-h-001',
      type: 'KoppelingReceived',
      effectiveOn: '2023-06-14',
      data: { municipality: SOEST, persons: 4, firstCoupledOn: '2023-06-14', split: null, kind: 'regular' },
    });
  });

  it('adds nothing the second time, and only its new rows when it is longer', async () => {
    await outcomeOf([ROW]);
    expect(await outcomeOf([ROW])).toEqual([0, 1]);
    expect(await outcomeOf([ROW, ROW.replace('001', '002')])).toEqual([1, 1]);
    expect(await outcomeOf([ROW.replace('43', '44')])).toEqual([0, 1]);
    expect(await desk.events()).toHaveLength(2);
  });

  it('shows where it differs from what we have, keeps what it says, and changes nothing of ours', async () => {
    await outcomeOf([ROW]);
    const other = 'h-001,Zeist,5,2023-06-01,2023-07-01,COA-lijst 44,';
    expect(await differencesOf([other])).toEqual([
      { row: 2, household: 'h-001', field: 'municipality', ours: SOEST, theirs: ZEIST },
      { row: 2, household: 'h-001', field: 'persons', ours: 4, theirs: 5 },
      { row: 2, household: 'h-001', field: 'coupled_on', ours: '2023-06-14', theirs: '2023-07-01' },
    ]);
    expect((await desk.events()).at(-1)).toMatchObject({
      type: 'CoaKoppelingStated',
      data: { ours: SOEST, municipality: ZEIST, persons: 5, on: '2023-10-27' },
    });
    expect(await desk.household('h-001')).toMatchObject({ municipality: SOEST, persons: 4 });
    expect(await outcomeOf([other])).toEqual([0, 1]);
    expect(await outcomeOf([other.replace('44', '45')])).toEqual([0, 1]);
  });

  it('lists the first hundred differences and counts them all', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ROW.replace('001', String(100 + i)));
    await outcomeOf(rows);
    const outcome = await importing(rows.map((row) => row.replace('Soest,4,', 'Zeist,5,')));
    const result = outcome.ok ? outcome.value.result : null;
    expect([result?.differences?.length, result?.differencesTotal]).toEqual([100, 120]);
    expect(result?.differences?.at(-1)).toMatchObject({ row: 51, household: 'h-149', field: 'persons' });
  });

  it('differs in nothing where it is older than what COA said last', async () => {
    await outcomeOf([ROW]);
    const header = HEADER.replace('remark', 'known_at');
    const listedOn = (persons: number, day: string) => [
      header,
      `${ROW.replace(',4,', `,${persons},`)}${day}T10:00:00Z`,
    ];
    await desk.importing(listedOn(5, '2023-10-20'), { identity: operator });
    const events = await desk.events();
    expect(await desk.importing(listedOn(6, '2023-10-19'), { identity: operator })).toMatchObject({
      ok: true,
      value: { result: { unchanged: 1, differences: [], differencesTotal: 0 } },
    });
    expect(await desk.events()).toEqual(events);
  });

  it('differs no more once we went the same way', async () => {
    await outcomeOf([ROW]);
    await desk.run(
      new ChangePersons(soest, 'c1', {
        household: 'h-001',
        municipality: SOEST,
        persons: 5,
        cause: 'birth',
        on: '2023-10-01',
      }),
    );
    expect(await differencesOf([ROW.replace(',4,', ',5,')])).toEqual([]);
  });

  it('tells nobody where the household of another municipality is', async () => {
    await outcomeOf([ROW]);
    const ofZeist = ROW.replace('Soest', 'Zeist').replace(',4,', ',5,');
    const before = await desk.events();
    expect(await importing([ofZeist], zeist)).toMatchObject({
      ok: true,
      value: { result: { added: 0, unchanged: 1, differences: [] } },
    });
    expect(await desk.events()).toEqual(before);
    expect(await differencesOf([ROW.replace('Soest', 'Zeist').replace(',4,', ',6,')], coa)).toHaveLength(2);
  });

  it('shows a stranger in a dry run the same for a household of another municipality as for one that nobody knows', async () => {
    await outcomeOf([ROW]);
    const ofZeist = ROW.replace('Soest', 'Zeist').replace(',4,', ',5,');
    const dry = async (line: string) => {
      const outcome = await importing([line, line], zeist, true);
      return outcome.ok ? outcome.value : outcome.refusals;
    };
    expect(await dry(ofZeist)).toEqual(await dry(ofZeist.replace('001', '777')));
    expect(await dry(ofZeist.replace('06-14', '05-14'))).toEqual(
      await dry(ofZeist.replace('06-14', '05-14').replace('001', '777')),
    );
  });

  it('is unchanged to the municipality that the household left since, and says nothing of where it is now', async () => {
    await desk.importing([HEADER, ROW], { identity: soest });
    await desk.run(
      new MoveKoppelingByCoa(coa, 'm1', { household: 'h-001', to: 'Zeist', on: '2023-08-01', source: 'COA' }),
    );
    for (const dryRun of [true, false]) {
      expect(await importing([ROW.replace('43', '44')], soest, dryRun)).toMatchObject({
        ok: true,
        value: { result: { added: 0, unchanged: 1, differences: [] } },
      });
    }
    expect(await desk.events()).toHaveLength(2);
  });

  it('shows in a dry run what would happen, and stores nothing', async () => {
    expect(await importing([ROW], operator, true)).toMatchObject({
      ok: true,
      value: { result: { added: 1, dryRun: true } },
    });
    expect(await desk.events()).toEqual([]);
  });

  it.each([
    ['a name as pseudonym', ROW.replace('h-001', 'Jansen'), 'PSEUDONYM_INVALID rows.2.pseudonym'],
    ['a V-nummer as pseudonym', ROW.replace('h-001', 'V1234567890'), 'PERSONAL_DATA_SUSPECTED rows.2.pseudonym'],
    ['a date as pseudonym', ROW.replace('h-001', '1985-03-12'), 'PERSONAL_DATA_SUSPECTED rows.2.pseudonym'],
    [
      'a name in the source',
      ROW.replace('COA-lijst 43', 'lijst van mevrouw Jansen'),
      'PERSONAL_DATA_SUSPECTED rows.2.source',
    ],
    ['a name in the remark', `${ROW}gezin Jansen`, 'PERSONAL_DATA_SUSPECTED rows.2.remark'],
    ['nobody', ROW.replace(',4,', ',0,'), 'NUMBER_OUT_OF_RANGE rows.2.persons'],
    ['a busload', ROW.replace(',4,', ',99,'), 'NUMBER_OUT_OF_RANGE rows.2.persons'],
    ['a koppeling before the permit', ROW.replace('06-14', '05-14'), 'COUPLED_BEFORE_PERMIT rows.2.coupled_on'],
    ['a koppeling of tomorrow', ROW.replace('2023-06-14', '2023-10-28'), 'DATE_IN_FUTURE rows.2.coupled_on'],
    [
      'two koppelingen of one household',
      `${ROW}\n${ROW.replace('Soest', 'Zeist')}`,
      'ROWS_CONFLICT rows.3.municipality',
    ],
  ])('refuses %s, whole', async (_, lines, refusal) => {
    expect(await outcomeOf([ROW.replace('001', '009'), ...lines.split('\n')].slice(1))).toEqual([refusal]);
    expect(await desk.events()).toEqual([]);
  });

  it('refuses a column that is not on the list, and never repeats what stands in it', async () => {
    const outcome = await desk.importing([`${HEADER},naam`, `${ROW},Jansen`]);
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'COLUMN_UNKNOWN' }] });
    expect(JSON.stringify(outcome)).not.toContain('Jansen');
  });

  it('keeps no remark, nor a hash of it', async () => {
    await outcomeOf([`${ROW}let op de trap`]);
    expect(JSON.stringify(await desk.events())).not.toContain('trap');
    expect(await outcomeOf([ROW])).toEqual([0, 1]);
    // The same content, so the very same command: with the remark in it, it would have been another one.
    expect(await importing([`${ROW}een ander woord`])).toMatchObject({ ok: true, value: { repeated: true } });
  });

  it('is for the municipality itself, for COA, and for nobody else', async () => {
    expect(await outcomeOf([ROW], zeist)).toEqual(['NOT_ALLOWED ']);
    expect(await outcomeOf(['not read at all'], { actor: 'x', role: 'supervisor', organisation: null })).toEqual([
      'NOT_ALLOWED ',
    ]);
    expect(await outcomeOf([ROW], soest)).toEqual([1, 0]);
    expect(await outcomeOf([ROW.replace('001', '002')], coa)).toEqual([1, 0]);
  });
});
