import type { Identity } from '#libs/access';
import { ChangePersons } from './change-persons/change-persons.command.js';
import { ChangeProfile } from './change-profile/change-profile.command.js';
import { EndKoppeling } from './end-koppeling/end-koppeling.command.js';
import { MoveKoppelingByCoa } from './move-koppeling/move-koppeling.command.js';
import { RefuseDwelling } from './refuse-dwelling/refuse-dwelling.command.js';
import { coa, openDesk, soest, SOEST, zeist, ZEIST, type Desk } from './testing/desk.js';
import { received } from './testing/soest-household.js';

const REASON = 'distance-to-care';
const NOTE = 'wil dicht bij het station wonen';
type Writes = (household: string, identity: Identity, commandId: string) => object;
const ofCaller = (identity: Identity) => (identity === zeist ? ZEIST : SOEST);

const writes: readonly (readonly [string, Writes])[] = [
  [
    'a profile',
    (household, identity, commandId) =>
      new ChangeProfile(identity, commandId, {
        household,
        municipality: ofCaller(identity),
        profile: { bedrooms: 3, access: 'step-free', maxRent: 81_234, ties: [], excluded: [] },
      }),
  ],
  [
    'a change of persons',
    (household, identity, commandId) =>
      new ChangePersons(identity, commandId, {
        household,
        municipality: ofCaller(identity),
        persons: 5,
        cause: 'birth',
        on: '2023-07-01',
        note: NOTE,
      }),
  ],
  [
    'an end',
    (household, identity, commandId) =>
      new EndKoppeling(identity, commandId, {
        household,
        municipality: ofCaller(identity),
        reason: 'own-dwelling',
        on: '2023-07-01',
        note: NOTE,
      }),
  ],
  [
    'a refusal',
    (household, identity, commandId) =>
      new RefuseDwelling(identity, commandId, {
        household,
        municipality: ofCaller(identity),
        reason: REASON,
        on: '2023-07-01',
        note: NOTE,
      }),
  ],
];

describe.each(writes)('what is written with %s', (_, write) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.run(received());
  });
  afterEach(() => desk.close());
  const hasKey = async (household: string) => (await desk.keys.keysOf([household])).has(household);

  it('is sealed for the municipality of the household', async () => {
    expect(await desk.refusals(write('h-001', soest, 'w1'))).toEqual([]);
    expect(await hasKey('h-001')).toBe(true);
    const log = JSON.stringify(await desk.events());
    for (const said of [NOTE, REASON]) expect(log).not.toContain(said);
  });

  it('makes no key for a pseudonym that nobody knows', async () => {
    expect(await desk.refusals(write('h-100', soest, 'w1'))).toEqual(['HOUSEHOLD_UNKNOWN input.household']);
    expect(await hasKey('h-100')).toBe(false);
  });

  it('tells another municipality the same of a household that is known, forgotten or not, as of none, and makes no key', async () => {
    expect(await desk.refusals(write('h-001', zeist, 'w1'))).toEqual(['HOUSEHOLD_UNKNOWN input.household']);
    expect(await hasKey('h-001')).toBe(false);
    await desk.keys.destroy('h-001');
    expect(await desk.refusals(write('h-001', zeist, 'w2'))).toEqual(['HOUSEHOLD_UNKNOWN input.household']);
    expect(await desk.refusals(write('h-001', soest, 'w3'))).toEqual(['HOUSEHOLD_FORGOTTEN input.household']);
  });
});

describe('a command sent again after the household left', () => {
  it('gets the answer that it got then', async () => {
    const desk = await openDesk();
    await desk.run(received());
    const [, write] = writes[0] ?? [];
    const command = write?.('h-001', soest, 'w1') ?? {};
    await desk.run(command);
    await desk.run(
      new MoveKoppelingByCoa(coa, 'm1', { household: 'h-001', to: 'Zeist', on: '2023-08-01', source: 'COA' }),
    );
    expect(await desk.run(command)).toMatchObject({ ok: true, value: { repeated: true } });
    expect(await desk.refusals(write?.('h-001', soest, 'w2') ?? {})).toEqual(['COUPLED_ELSEWHERE input.household']);
    await desk.close();
  });
});
