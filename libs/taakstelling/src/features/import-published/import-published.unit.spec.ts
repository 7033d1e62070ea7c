import { openDesk, type Desk } from '../testing/desk.js';
import { ImportPublished } from './import-published.command.js';

const HEADER = 'period;scope;figure;value;as_of;source;published_on';
const CLOSING = '2023-1;PV26;closing;-406;2023-07-01;province;2023-10-26';

describe('a file of published figures', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());
  const outcomeOf = async (...lines: readonly string[]) => {
    const outcome = await desk.importing(ImportPublished, [HEADER, ...lines]);
    return outcome.ok
      ? `${outcome.value.result.added} added`
      : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`).join();
  };

  it('holds figures of municipalities, provinces and the country, by any source', async () => {
    const rows = [
      CLOSING,
      '2023-1;Soest;taakstelling;70;2023-01-01;municipality;2023-01-10',
      '2023-1;NL;realised;13000;2023-07-01;rijk;2023-07-20',
    ];
    expect(await outcomeOf(...rows)).toBe('3 added');
    expect((await desk.events()).map(({ stream }) => stream)).toEqual([
      'published-2023-1-PV26',
      'published-2023-1-GM0342',
      'published-2023-1-NL',
    ]);
  });

  it('holds no result that was published before its day, but announcements may be', async () => {
    const early = CLOSING.replace('2023-10-26', '2023-06-29');
    expect(await outcomeOf(early)).toBe('PUBLISHED_BEFORE_AS_OF rows.2.published_on');
    expect(await outcomeOf(CLOSING.replace('2023-10-26', '2023-06-30'))).toBe('1 added');
    expect(await outcomeOf('2023-1;PV26;taakstelling;1651;2023-01-01;province;2022-09-30')).toBe('1 added');
  });

  it('changes nothing when imported again', async () => {
    expect([await outcomeOf(CLOSING), await outcomeOf(CLOSING)]).toEqual(['1 added', '0 added']);
  });

  it('is refused when one publication has two values, in the file or in the log', async () => {
    const other = CLOSING.replace('-406', '-400');
    expect(await outcomeOf(CLOSING, other)).toBe('ROWS_CONFLICT rows.3.value');
    await outcomeOf(CLOSING);
    expect(await outcomeOf(other)).toBe('PUBLICATION_CONFLICT rows.2.value');
    expect(await outcomeOf(other.replace('2023-10-26', '2023-10-27'))).toBe('1 added');
  });

  it.each([
    ['2023-1;PV99;closing;1;2023-07-01;province;2023-10-26', 'SCOPE_UNKNOWN rows.2.scope'],
    ['2023-1;PV26;balance;1;2023-07-01;province;2023-10-26', 'VALUE_UNKNOWN rows.2.figure'],
    ['2023-1;PV26;closing;1;2023-07-02;province;2023-10-26', 'AS_OF_OUTSIDE_PERIOD rows.2.as_of'],
    ['2023-1;PV26;closing;1;2022-06-30;province;2023-10-26', 'AS_OF_OUTSIDE_PERIOD rows.2.as_of'],
    ['2023-2;PV26;realised;1;2023-10-29;province;2023-10-26', 'DATE_IN_FUTURE rows.2.as_of'],
    ['2023-1;PV26;closing;1;2023-07-01;province;2023-10-28', 'DATE_IN_FUTURE rows.2.published_on'],
    ['2023-1;PV26;percentOfTotalTask;-1;2023-07-01;province;2023-10-26', 'NUMBER_OUT_OF_RANGE rows.2.value'],
    ['2023-1;PV26;percentOfTotalTask;100001;2023-07-01;province;2023-10-26', 'NUMBER_OUT_OF_RANGE rows.2.value'],
    ['2023-1;PV26;taakstelling;-1;2023-07-01;province;2023-10-26', 'NUMBER_OUT_OF_RANGE rows.2.value'],
  ])('refuses %s', async (row, refusal) => {
    expect(await outcomeOf(row)).toBe(refusal);
    expect(await desk.events()).toEqual([]);
  });

  it('may give the figure of today, whose first uncounted day is tomorrow', async () => {
    expect(await outcomeOf('2023-2;PV26;realised;667;2023-10-28;province;2023-10-27')).toBe('1 added');
  });

  it('may give a taakstelling ahead of its period', async () => {
    expect(await outcomeOf('2024-1;PV26;taakstelling;2000;2024-01-01;province;2023-10-26')).toBe('1 added');
  });
});
