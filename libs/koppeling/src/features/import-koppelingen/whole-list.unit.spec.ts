import { EndKoppeling } from '../end-koppeling/end-koppeling.command.js';
import { RecordPlacement } from '../record-placement/record-placement.command.js';
import { coa, openDesk, operator, soest, SOEST, zeist, ZEIST, type Desk } from '../testing/desk.js';

const HEADER = 'pseudonym,municipality,persons,permit_on,coupled_on,source';
const row = (id: string, municipality = 'Soest', coupledOn = '2023-06-14') =>
  `h-${id},${municipality},4,2023-06-01,${coupledOn},COA-lijst`;
const ofSoest = { municipality: 'Soest', on: '2023-10-01' };

describe('a list of COA that is whole for a municipality', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.importing([HEADER, row('1'), row('2'), row('3'), row('9', 'Zeist')]);
  });
  afterEach(() => desk.close());

  const importing = (lines: readonly string[], { whole = ofSoest, identity = operator, dryRun = false } = {}) =>
    desk.importing([HEADER, ...lines], { whole, identity, dryRun });
  const foundIn = async (...asked: Parameters<typeof importing>) => {
    const outcome = await importing(...asked);
    return outcome.ok
      ? [outcome.value.result.leftOut, outcome.value.result.differences]
      : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
  };
  const missed = (id: string) => ({ row: null, household: `h-${id}`, field: 'koppeling', ours: SOEST, theirs: null });
  const stated = async () =>
    (await desk.events()).flatMap(({ type, data }) =>
      type === 'CoaKoppelingStated' ? [[data['household'], data['municipality'], data['on']]] : [],
    );

  it('tells whom only we have, of that municipality and no other', async () => {
    expect(await foundIn([row('1')])).toEqual([2, [missed('2'), missed('3')]]);
    expect(await stated()).toEqual([
      ['h-2', null, '2023-10-01'],
      ['h-3', null, '2023-10-01'],
    ]);
  });

  it('shows the same in a dry run, and stores nothing', async () => {
    expect(await foundIn([row('1'), row('2')], { dryRun: true })).toEqual([1, [missed('3')]]);
    expect(await stated()).toEqual([]);
  });

  it('need not hold who is housed, who is no longer coupled, and who was coupled after its day', async () => {
    const housed = { household: 'h-1', municipality: SOEST, kind: 'regular', movedOn: '2023-09-01' };
    await desk.run(new RecordPlacement(soest, 'p', housed));
    const gone = { household: 'h-2', municipality: SOEST, on: '2023-09-01', reason: 'left-country' } as const;
    await desk.run(new EndKoppeling(soest, 'e', gone));
    await desk.importing([HEADER, row('4', 'Soest', '2023-10-02')]);
    expect(await foundIn([row('3')])).toEqual([0, []]);
    expect(await stated()).toEqual([]);
  });

  it('says nothing twice, and something new of whom we have since', async () => {
    await importing([row('1'), row('2')]);
    await importing([row('1'), row('2')]);
    expect(await stated()).toHaveLength(1);
    await desk.importing([HEADER, row('5')]);
    expect(await foundIn([row('1'), row('2')])).toEqual([2, [missed('3'), missed('5')]]);
    expect((await stated()).slice(1)).toEqual([['h-5', null, '2023-10-01']]);
  });

  it('takes back what the list before said of a household that stands on it again', async () => {
    await importing([row('1'), row('2')]);
    await importing([row('1'), row('2'), row('3')], { whole: { municipality: 'GM0342', on: '2023-10-08' } });
    expect(await stated()).toEqual([
      ['h-3', null, '2023-10-01'],
      ['h-3', SOEST, '2023-10-08'],
    ]);
    // An older list that comes in late says nothing of now.
    const older = { municipality: 'GM0342', on: '2023-10-05' };
    expect(await foundIn([row('1'), row('2')], { whole: older })).toEqual([0, []]);
    expect(await stated()).toHaveLength(2);
  });

  it('tells of who ended that COA has it still, and that it has it no longer', async () => {
    const gone = { household: 'h-2', municipality: SOEST, on: '2023-09-01', reason: 'own-dwelling' } as const;
    await desk.run(new EndKoppeling(soest, 'e', gone));
    await importing([row('1'), row('2'), row('3')], { identity: soest });
    await importing([row('1'), row('3')], { whole: { municipality: 'Soest', on: '2023-10-08' }, identity: soest });
    expect(await stated()).toEqual([
      ['h-2', SOEST, '2023-10-01'],
      ['h-2', null, '2023-10-08'],
    ]);
  });

  it.each([
    ['rows of another municipality', [row('1'), row('9', 'Zeist')], ofSoest, 'LIST_OF_ANOTHER rows.3.municipality'],
    ['no rows', [], ofSoest, 'FILE_EMPTY file'],
    [
      'a koppeling of after its day',
      [row('1', 'Soest', '2023-10-02')],
      ofSoest,
      'COUPLED_AFTER_LIST rows.2.coupled_on',
    ],
    ['a day to come', [row('1')], { ...ofSoest, on: '2023-10-28' }, 'DATE_IN_FUTURE input.whole.on'],
    ['no day', [row('1')], { ...ofSoest, on: '' }, 'DATE_INVALID input.whole.on'],
    [
      'a municipality that is none',
      [row('1')],
      { ...ofSoest, municipality: 'Nergens' },
      'MUNICIPALITY_UNKNOWN input.whole.municipality',
    ],
  ])('is refused with %s', async (_, lines, whole, refusal) => {
    expect(await foundIn(lines, { whole })).toEqual([refusal]);
    expect(await stated()).toEqual([]);
  });

  it('is for the municipality itself, for COA, and for nobody else', async () => {
    expect(await foundIn([row('9', 'Zeist')], { identity: zeist })).toEqual(['NOT_ALLOWED ']);
    expect(await foundIn([row('1')], { identity: coa })).toEqual([2, [missed('2'), missed('3')]]);
    expect(
      await foundIn([row('9', 'Zeist')], { whole: { municipality: ZEIST, on: '2023-10-01' }, identity: zeist }),
    ).toEqual([0, []]);
  });
});
