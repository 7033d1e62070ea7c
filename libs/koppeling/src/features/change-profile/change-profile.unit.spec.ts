import { sealedSchema } from '#libs/secrets';
import { openProfile } from '../sealing.js';
import { openDesk, soest, zeist, type Desk } from '../testing/desk.js';
import { received } from '../testing/soest-household.js';
import { ChangeProfile } from './change-profile.command.js';
import type { ProfileInput } from './profile-input.js';

const needs: ProfileInput = {
  bedrooms: 3,
  access: 'step-free',
  maxRent: 81_234,
  ties: [{ lat: 52.17, lon: 5.29, maxKm: 17, hard: true, proofSeen: true }],
  excluded: ['Zeist', 'GM0355'],
};
const change = (profile: object = needs, commandId = 'c1', identity = soest) =>
  new ChangeProfile(identity, commandId, {
    household: 'h-001',
    municipality: 'GM0342',
    profile: profile as ProfileInput,
  });

describe('the profile of a household', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.run(received());
  });
  afterEach(() => desk.close());

  it('is sealed in the log, and whoever has the key of the household reads it', async () => {
    expect(await desk.refusals(change())).toEqual([]);
    const event = (await desk.events()).at(-1);
    expect(event).toMatchObject({ type: 'HouseholdProfileChanged', data: { heldBy: null } });
    expect(JSON.stringify(event)).not.toMatch(/step-free|81234|52\.17/);
    const key = await desk.keys.keyOf('h-001');
    const sealed = sealedSchema.parse(event?.data['profile']);
    expect(key.ok && openProfile(key.value, sealed)).toEqual({
      bedrooms: 3,
      nareis: null,
      access: 'step-free',
      maxRent: 81_234,
      ties: needs.ties,
      excluded: ['GM0355'],
      notForExchange: false,
    });
  });

  it('is one thing per command: the same again adds nothing, another with that id is refused', async () => {
    await desk.run(change());
    expect(await desk.run(change())).toMatchObject({ ok: true, value: { repeated: true } });
    expect(await desk.refusals(change({ ...needs, bedrooms: 4 }))).toEqual(['COMMAND_REUSED input.commandId']);
  });

  it.each([
    ['nationality', { ...needs, nationality: 'x' }, 'FIELD_UNKNOWN input.profile'],
    [
      'a reason of a tie',
      { ...needs, ties: [{ ...needs.ties?.[0], reason: 'x' }] },
      'FIELD_UNKNOWN input.profile.ties.0',
    ],
    ['no bedroom', { ...needs, bedrooms: 0 }, 'NUMBER_OUT_OF_RANGE input.profile.bedrooms'],
    ['another need', { ...needs, access: 'lift' }, 'VALUE_UNKNOWN input.profile.access'],
    [
      'a municipality that is none',
      { ...needs, excluded: ['GM9999'] },
      'MUNICIPALITY_UNKNOWN input.profile.excluded.0',
    ],
  ])('cannot hold %s', async (_, profile, refusal) => {
    expect(await desk.refusals(change(profile))).toEqual([refusal]);
  });

  it('is changed by its own municipality alone', async () => {
    expect(await desk.refusals(change(needs, 'c1', zeist))).toEqual(['NOT_ALLOWED ']);
  });
});
