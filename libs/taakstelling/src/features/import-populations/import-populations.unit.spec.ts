import { openDesk, type Desk } from '../testing/desk.js';
import { ImportPopulations } from './import-populations.command.js';

const HEADER = 'municipality,on,persons,source,known_at';
const SOEST = 'Soest,2022-01-01,47020,CBS,2022-05-01';

describe('a file of populations', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());
  const outcomeOf = async (...lines: readonly string[]) => {
    const outcome = await desk.importing(ImportPopulations, [HEADER, ...lines]);
    return outcome.ok
      ? `${outcome.value.result.added} added`
      : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`).join();
  };

  it('changes nothing when imported again', async () => {
    expect([await outcomeOf(SOEST), await outcomeOf(SOEST)]).toEqual(['1 added', '0 added']);
  });

  it('is revised by a number that became known later, and contradicted by one that says nothing of it', async () => {
    await outcomeOf(SOEST);
    expect(await outcomeOf('Soest,2022-01-01,47021,CBS,')).toBe('POPULATION_CONFLICT rows.2.persons');
    expect(await outcomeOf('Soest,2022-01-01,47021,CBS,2022-04-01')).toBe('POPULATION_CONFLICT rows.2.persons');
    expect(await outcomeOf('Soest,2022-01-01,47021,CBS,2022-12-01')).toBe('1 added');
    expect(await outcomeOf(SOEST)).toBe('0 added');
  });

  it('holds the same number by another source beside the first', async () => {
    const other = SOEST.replace('CBS', 'gemeente');
    expect([await outcomeOf(SOEST), await outcomeOf(other), await outcomeOf(other)]).toEqual([
      '1 added',
      '1 added',
      '0 added',
    ]);
    expect(await outcomeOf('Soest,2022-01-01,47020,CBS,')).toBe('0 added');
  });

  it('is refused when two rows differ or a day lies ahead', async () => {
    expect(await outcomeOf(SOEST, SOEST.replace('47020', '47021'))).toBe('ROWS_CONFLICT rows.3.persons');
    expect(await outcomeOf(SOEST, SOEST.replace('CBS', 'gemeente'))).toBe('ROWS_CONFLICT rows.3.source');
    expect(await outcomeOf('Soest,2024-01-01,47020,CBS,')).toBe('DATE_IN_FUTURE rows.2.on');
  });
});
