import type { Identity } from '#libs/access';
import { canonicalJson, ok, sha256 } from '#libs/kernel';
import { sealedSchema } from '#libs/secrets';
import { ChangeProfile } from '../change-profile/change-profile.command.js';
import { CorrectPlacement } from '../correct-placement/correct-placement.command.js';
import { MoveKoppelingByCoa } from '../move-koppeling/move-koppeling.command.js';
import { coa, managerOfSoest, openDesk, operator, soest, SOEST, zeist, ZEIST, type Desk } from '../testing/desk.js';
import { moved, received } from '../testing/soest-household.js';
import { destroyForgotten } from './destroy-forgotten.js';
import { RefuseDwelling } from '../refuse-dwelling/refuse-dwelling.command.js';
import { RequestForget } from '../request-forget/request-forget.command.js';
import { ForgetHousehold } from './forget-household.command.js';

const NOTE = 'de sleutel is op vrijdag overhandigd';
const profile = { bedrooms: 3, access: 'wheelchair', maxRent: 81_234 } as const;
const owned = { household: 'h-001', municipality: SOEST };
const asked = (commandId = 'f0', identity: Identity = soest, approvedBy: string | null = null) =>
  new RequestForget(identity, commandId, { ...owned, approvedBy });
const forget = (commandId = 'f1', identity: Identity = managerOfSoest) =>
  new ForgetHousehold(identity, commandId, owned);

describe('forgetting a household', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.run(received());
    await desk.run(new ChangeProfile(operator, 'p1', { household: 'h-001', municipality: SOEST, profile }));
    await desk.run(moved({ note: NOTE }));
    await desk.run(asked());
  });
  afterEach(() => desk.close());

  it('leaves nothing that can be opened, and every count', async () => {
    const before = await desk.household('h-001');
    const known = await desk.keys.keyOf('h-001');
    expect(await desk.refusals(forget())).toEqual([]);
    const sealed = (await desk.events()).flatMap(({ data }) =>
      Object.values(data).filter((value) => sealedSchema.safeParse(value).success),
    );
    expect(sealed).toHaveLength(2);
    expect(await desk.keys.keysOf(['h-001'])).toEqual(new Map());
    expect(await desk.keys.keyOf('h-001')).toMatchObject({ ok: false });
    expect(known.ok).toBe(true);
    const text = JSON.stringify(await desk.store.readLog(0, 10_000));
    expect(text).not.toContain(NOTE);
    expect(text).not.toContain('wheelchair');
    expect(await desk.household('h-001')).toEqual({ ...before, profile: null, forgetting: null, forgotten: true });
  });

  it('leaves no hash from which profile or note could be guessed back', async () => {
    const commands = await Promise.all([
      desk.store.findCommand('local:1000', 'p1'),
      desk.store.findCommand('local:1000', 'place'),
    ]);
    const plain = { ...profile, nareis: null, ties: [], excluded: [], notForExchange: false };
    const guesses = [
      { profile: { household: 'h-001', municipality: SOEST, profile: plain } },
      { profile: { household: 'h-001', municipality: SOEST, profile: canonicalJson(plain) } },
      {
        place: {
          household: 'h-001',
          municipality: SOEST,
          livesIn: null,
          dwelling: null,
          kind: 'regular',
          readyOn: null,
          movedOn: '2023-09-01',
          registeredOn: null,
          until: null,
          persons: null,
          oneOff: null,
          note: NOTE,
          knownAt: null,
        },
      },
    ].map((content) => sha256(canonicalJson(content)));
    for (const command of commands) {
      expect(command).not.toBeNull();
      expect(guesses).not.toContain(command?.contentHash);
      expect(JSON.stringify(command?.result)).not.toContain(NOTE);
    }
  });

  it('is finished by saying it again when the key outlived it', async () => {
    const events = () => desk.events();
    const destroy = desk.keys.destroy.bind(desk.keys);
    desk.keys.destroy = () => Promise.reject(new Error('the process died here'));
    await expect(desk.run(forget())).rejects.toThrow('died');
    desk.keys.destroy = destroy;
    expect(await desk.keys.keysOf(['h-001'])).not.toEqual(new Map());
    const told = (await events()).length;
    expect(await desk.run(forget())).toMatchObject({ ok: true, value: { repeated: true } });
    expect(await desk.refusals(forget('f2'))).toEqual([]);
    expect(await desk.keys.keysOf(['h-001'])).toEqual(new Map());
    expect(await events()).toHaveLength(told);
  });

  it('is finished by whoever reads the log as well', async () => {
    await desk.run(forget());
    const destroyed: string[] = [];
    const keys = {
      keyOf: () => Promise.resolve(ok(null as never)),
      keysOf: () => Promise.resolve(new Map()),
      destroy: (household: string) => Promise.resolve(void destroyed.push(household)),
    };
    for (const event of await desk.events()) await destroyForgotten(keys, event);
    expect(destroyed).toEqual(['h-001']);
  });

  it('lets its count be corrected, without a word about it', async () => {
    await desk.run(forget());
    const correct = (commandId: string, note: string | null) =>
      new CorrectPlacement(operator, commandId, {
        household: 'h-001',
        municipality: SOEST,
        becomes: { movedOn: '2023-09-02', persons: 4, kind: 'regular' },
        reason: 'wrong-date',
        note,
      });
    expect(await desk.refusals(correct('x1', 'een woord'))).toEqual(['HOUSEHOLD_FORGOTTEN input.household']);
    expect(await desk.refusals(correct('x2', null))).toEqual([]);
  });

  it('lets it be recorded that it refuses a dwelling, without why', async () => {
    await desk.run(received({ household: 'h-002' }));
    const of = { household: 'h-002', municipality: SOEST };
    await desk.run(new RequestForget(soest, 'r', of));
    await desk.run(new ForgetHousehold(managerOfSoest, 'a', of));
    const refusing = (commandId: string, note: string | null) =>
      new RefuseDwelling(soest, commandId, { ...of, on: '2023-10-01', reason: 'distance-to-care', note });
    expect(await desk.refusals(refusing('d1', 'een woord'))).toEqual(['HOUSEHOLD_FORGOTTEN input.household']);
    expect(await desk.refusals(refusing('d2', null))).toEqual([]);
    expect((await desk.events()).at(-1)).toMatchObject({
      type: 'DwellingRefused',
      data: { on: '2023-10-01', reason: null, note: null },
    });
    const elsewhere = new RefuseDwelling(zeist, 'd3', { ...refusing('d3', null).input, municipality: ZEIST });
    expect(await desk.refusals(elsewhere)).toEqual(['HOUSEHOLD_UNKNOWN input.household']);
  });

  it('needs two people, the second with leave of their own', async () => {
    await desk.run(received({ household: 'h-002' }));
    const of = { household: 'h-002', municipality: SOEST };
    const request = (identity: Identity, commandId: string, approvedBy: string | null = null) =>
      new RequestForget(identity, commandId, { ...of, approvedBy });
    const approve = (identity: Identity, commandId: string) => new ForgetHousehold(identity, commandId, of);
    expect(await desk.refusals(approve(managerOfSoest, 'a1'))).toEqual(['FORGET_NOT_REQUESTED input.household']);
    expect(await desk.refusals(request(managerOfSoest, 'r1'))).toEqual([]);
    expect(await desk.refusals(approve(managerOfSoest, 'a2'))).toEqual(['SECOND_PERSON_REQUIRED input.household']);
    expect(await desk.household('h-002')).toMatchObject({ forgotten: false });
    expect(await desk.refusals(approve(soest, 'a3'))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(approve({ ...managerOfSoest, organisation: zeist.organisation }, 'a4'))).toEqual([
      'NOT_ALLOWED ',
    ]);
    expect(await desk.refusals(approve({ ...managerOfSoest, actor: 'demo:tweede-chef' }, 'a5'))).toEqual([]);
    expect(await desk.household('h-002')).toMatchObject({ forgotten: true });
  });

  it('is approved by whom was asked, and by nobody who asked', async () => {
    expect(await desk.refusals(asked('r2', managerOfSoest, managerOfSoest.actor))).toEqual([
      'SECOND_PERSON_REQUIRED input.approvedBy',
    ]);
    await desk.run(asked('r3', soest, 'demo:tweede-chef'));
    expect(await desk.refusals(forget('f3'))).toEqual(['NOT_THE_APPROVER input.household']);
    const told = (await desk.events()).length;
    expect(await desk.refusals(asked('r4', soest, 'demo:tweede-chef'))).toEqual([]);
    expect(await desk.events()).toHaveLength(told);
    expect(await desk.refusals(forget('f4', { ...managerOfSoest, actor: 'demo:tweede-chef' }))).toEqual([]);
  });

  it('is asked anew by the municipality that it moved to', async () => {
    await desk.run(received({ household: 'h-002' }));
    await desk.run(new RequestForget(soest, 'r2', { household: 'h-002', municipality: SOEST }));
    await desk.run(
      new MoveKoppelingByCoa(coa, 'm1', { household: 'h-002', to: 'Zeist', on: '2023-10-01', source: 'COA' }),
    );
    const chief = { ...managerOfSoest, actor: 'demo:chef-zeist', organisation: zeist.organisation };
    const ofZeist = { household: 'h-002', municipality: ZEIST };
    expect(await desk.refusals(new ForgetHousehold(chief, 'z1', ofZeist))).toEqual([
      'FORGET_NOT_REQUESTED input.household',
    ]);
    expect(await desk.refusals(new RequestForget(zeist, 'z2', ofZeist))).toEqual([]);
    expect(await desk.refusals(new ForgetHousehold(chief, 'z3', ofZeist))).toEqual([]);
  });

  it('waits until no exchange holds the household', async () => {
    await desk.run(received({ household: 'h-002' }));
    const of = { household: 'h-002', municipality: SOEST };
    await desk.run(new RequestForget(soest, 'f8', of));
    const until = desk.clock.now().replace('2023-10', '2023-11') as ReturnType<typeof desk.clock.now>;
    const claim = { type: 'Claim', exchange: 'e-1', from: SOEST, until, now: desk.clock.now() } as const;
    expect(await desk.householdDoes('h-002', claim)).toEqual([]);
    for (const command of [new RequestForget(soest, 'f9', of), new ForgetHousehold(managerOfSoest, 'f10', of)]) {
      expect(await desk.refusals(command)).toEqual(['HOUSEHOLD_HELD input.household']);
    }
  });
});
