import type { Identity } from '#libs/access';
import { EndKoppeling } from '../end-koppeling/end-koppeling.command.js';
import { MoveKoppelingByCoa } from '../move-koppeling/move-koppeling.command.js';
import { coa, openDesk, soest, SOEST, zeist, ZEIST, type Desk } from '../testing/desk.js';
import { received } from '../testing/soest-household.js';
import { ReceiveKoppeling } from './receive-koppeling.command.js';

const receive = (identity: Identity, commandId: string, more: object = {}) =>
  new ReceiveKoppeling(identity, commandId, { ...received().input, ...more });

describe('a koppeling entered by hand', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.run(receive(soest, 'first'));
  });
  afterEach(() => desk.close());

  it('tells its own municipality how the household stands, and one that it left no more than what it was told then', async () => {
    expect(await desk.refusals(receive(soest, 'second'))).toEqual([]);
    await desk.run(
      new MoveKoppelingByCoa(coa, 'm1', { household: 'h-001', to: 'Zeist', on: '2023-08-01', source: 'COA' }),
    );
    expect(await desk.refusals(receive(soest, 'third'))).toEqual(['HOUSEHOLD_KNOWN input.household']);
    expect(await desk.run(receive(soest, 'first'))).toMatchObject({
      ok: true,
      value: { repeated: true, result: { municipality: SOEST, persons: 4 } },
    });
  });

  it('brings minors under Nidos back as such, when nothing else is said', async () => {
    const minors = { household: 'h-002', kind: 'nidos' };
    await desk.run(receive(soest, 'n1', minors));
    const end = { household: 'h-002', municipality: SOEST, on: '2023-08-01', reason: 'left-country' } as const;
    await desk.run(new EndKoppeling(soest, 'e2', end));
    const again = { ...minors, coupledOn: '2023-09-01' };
    expect(await desk.refusals(receive(soest, 'n2', { ...again, kind: 'regular' }))).toEqual([
      'KINDS_DIFFER input.kind',
    ]);
    expect(await desk.refusals(receive(soest, 'n3', { ...again, kind: null }))).toEqual([]);
    expect(await desk.household('h-002')).toMatchObject({ status: 'coupled', kind: 'nidos' });
  });

  it('brings an ended household to another municipality when COA enters it, and not when that municipality does', async () => {
    const end = { household: 'h-001', municipality: SOEST, on: '2023-08-01', reason: 'left-country' } as const;
    await desk.run(new EndKoppeling(soest, 'e1', end));
    const inZeist = { municipality: 'Zeist', coupledOn: '2023-09-01' };
    expect(await desk.refusals(receive(zeist, 'z1', inZeist))).toEqual(['HOUSEHOLD_KNOWN input.household']);
    expect(await desk.run(receive(coa, 'z2', inZeist))).toMatchObject({
      ok: true,
      value: { result: { municipality: ZEIST, status: 'coupled' } },
    });
  });
});
