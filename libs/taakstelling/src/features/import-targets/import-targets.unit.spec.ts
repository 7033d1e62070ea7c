import type { Identity } from '#libs/access';
import { openDesk, type Desk } from '../testing/desk.js';
import { ImportTargets } from './import-targets.command.js';

const HEADER = 'period,municipality,persons,announced_on,source,state,remark';
const SOEST = '2023-2,Soest,85,2023-05-02,Stcrt,reserved,';
const ZEIST = '2023-2,GM0355,90,2023-05-02,Stcrt,reserved,';

describe('a file of targets', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());
  const refused = async (...lines: readonly string[]) => {
    const outcome = await desk.importing(ImportTargets, [HEADER, ...lines]);
    return outcome.ok ? [] : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
  };
  const result = async (...lines: readonly string[]) => {
    const outcome = await desk.importing(ImportTargets, [HEADER, ...lines]);
    return outcome.ok ? [outcome.value.result.added, outcome.value.result.unchanged] : outcome.refusals;
  };

  it('is stored in one commit', async () => {
    expect(await desk.importing(ImportTargets, [HEADER, SOEST, ZEIST])).toMatchObject({
      ok: true,
      value: { result: { kind: 'targets', rows: 2, added: 2, unchanged: 0, dryRun: false } },
    });
    const [first, second] = await desk.events();
    expect([first?.meta.commitSize, second?.meta.commit]).toEqual([2, first?.position]);
  });

  it('changes nothing when imported again, and adds only what is new when it grew', async () => {
    expect(await result(SOEST)).toEqual([1, 0]);
    expect(await result(SOEST)).toEqual([0, 1]);
    expect(await result(SOEST, ZEIST, SOEST)).toEqual([1, 2]);
    expect(await desk.events()).toHaveLength(2);
  });

  it('shows on a dry run what would happen, and stores nothing', async () => {
    const outcome = await desk.importing(ImportTargets, [HEADER, SOEST, ZEIST], { dryRun: true });
    expect(outcome).toMatchObject({ value: { result: { added: 2, unchanged: 0, dryRun: true } } });
    expect(await desk.events()).toEqual([]);
  });

  it('adjusts by the later announcement, in whatever order the rows stand', async () => {
    await result('2023-2,Soest,70,2023-10-01,brief,,', '2023-2,Soest,85,2023-05-02,Stcrt,,');
    expect((await desk.events()).map(({ data }) => [data['persons'], data['state']])).toEqual([
      [85, 'fixed'],
      [70, 'adjusted'],
    ]);
  });

  it('is refused whole when one row is wrong', async () => {
    expect(await refused(SOEST, '2023-3,Zeist,1.5,2023-02-30,x,,', '2023-2,Zeist,1,2023-10-28,x,,')).toEqual([
      'PERIOD_INVALID rows.3.period',
      'NUMBER_INVALID rows.3.persons',
      'DATE_INVALID rows.3.announced_on',
    ]);
    expect(await refused(SOEST, '2023-2,Zeist,1,2023-10-28,x,,')).toEqual(['DATE_IN_FUTURE rows.3.announced_on']);
    expect(await desk.events()).toEqual([]);
  });

  it('names both rows of one day that differ', async () => {
    const outcome = await desk.importing(ImportTargets, [HEADER, SOEST, ZEIST, SOEST.replace('85', '86')]);
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'ROWS_CONFLICT', details: { rows: [2, 4] } }] });
    expect(outcome.ok ? '' : outcome.refusals[0]?.message).toMatch(/^rij 4, kolom persons: spreekt rij 2 tegen/);
  });

  it('holds a row that differs in nothing but its source, and one file does not name two', async () => {
    await result(SOEST);
    expect(await result(SOEST.replace('Stcrt', 'brief'), ZEIST)).toEqual([2, 0]);
    expect(
      (await desk.events()).map(({ stream, data }) => [stream.slice(-6), data['persons'], data['source']]),
    ).toEqual([
      ['GM0342', 85, 'Stcrt'],
      ['GM0342', 85, 'brief'],
      ['GM0355', 90, 'Stcrt'],
    ]);
    expect(await refused(ZEIST, ZEIST.replace('Stcrt', 'brief'))).toEqual(['ROWS_CONFLICT rows.3.source']);
  });

  it('is not so much as read for whom announcing is not', async () => {
    const identity: Identity = { actor: 'demo:coordinator', role: 'coordinator', organisation: null };
    const outcome = await desk.importing(ImportTargets, ['no table of ours'], { identity });
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'NOT_ALLOWED' }] });
  });

  it('is for whose province it is about', async () => {
    const identity = { actor: 'demo:s', role: 'supervisor', organisation: 'PV27' } as Identity;
    const outcome = await desk.importing(ImportTargets, [HEADER, SOEST], { identity });
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'NOT_ALLOWED' }] });
  });

  it('names the row that contradicts what is stored', async () => {
    await result(SOEST);
    expect(await refused(ZEIST, SOEST.replace('85', '86'))).toEqual(['ANNOUNCEMENT_CONFLICT rows.3.persons']);
  });

  it('does not count a reworded remark or another order as something new', async () => {
    await result(SOEST, ZEIST);
    expect(await result(`${ZEIST}voetnoot`, `${SOEST}voetnoot`)).toEqual([0, 2]);
  });
});
