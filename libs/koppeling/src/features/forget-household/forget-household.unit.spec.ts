import { canonicalJson, ok, sha256 } from '#libs/kernel';
import { sealedSchema } from '#libs/secrets';
import { ChangeProfile } from '../change-profile/change-profile.command.js';
import { CorrectPlacement } from '../correct-placement/correct-placement.command.js';
import { managerOfSoest, openDesk, operator, soest, SOEST, zeist, type Desk } from '../testing/desk.js';
import { moved, received } from '../testing/soest-household.js';
import { destroyForgotten } from './destroy-forgotten.js';
import { ForgetHousehold } from './forget-household.command.js';

const NOTE = 'de sleutel is op vrijdag overhandigd';
const profile = { bedrooms: 3, access: 'wheelchair', maxRent: 81_234 } as const;
const forget = (commandId = 'f1', approvedBy = 'demo:tweede', identity = managerOfSoest) =>
  new ForgetHousehold(identity, commandId, { household: 'h-001', municipality: SOEST, approvedBy });

describe('forgetting a household', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.run(received());
    await desk.run(new ChangeProfile(operator, 'p1', { household: 'h-001', municipality: SOEST, profile }));
    await desk.run(moved({ note: NOTE }));
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
    expect(await desk.household('h-001')).toEqual({ ...before, profile: null, forgotten: true });
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

  it('needs a second person, and leave', async () => {
    expect(await desk.refusals(forget('f1', managerOfSoest.actor))).toEqual([
      'SECOND_PERSON_REQUIRED input.approvedBy',
    ]);
    expect(await desk.refusals(forget('f1', 'demo:tweede', soest))).toEqual(['NOT_ALLOWED ']);
    expect(
      await desk.refusals(forget('f1', 'demo:tweede', { ...managerOfSoest, organisation: zeist.organisation })),
    ).toEqual(['NOT_ALLOWED ']);
  });

  it('waits until no exchange holds the household', async () => {
    await desk.run(received({ household: 'h-002' }));
    const until = desk.clock.now().replace('2023-10', '2023-11') as ReturnType<typeof desk.clock.now>;
    const claim = { type: 'Claim', exchange: 'e-1', from: SOEST, until, now: desk.clock.now() } as const;
    expect(await desk.householdDoes('h-002', claim)).toEqual([]);
    const command = new ForgetHousehold(managerOfSoest, 'f9', {
      household: 'h-002',
      municipality: SOEST,
      approvedBy: 'demo:tweede',
    });
    expect(await desk.refusals(command)).toEqual(['HOUSEHOLD_HELD input.household']);
  });
});
