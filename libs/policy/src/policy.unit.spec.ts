import type { Identity } from '#libs/access';
import { InMemoryEventStore } from '#libs/event-store';
import { countingIds, instantOrThrow, localDate, manualClock, type Instant } from '#libs/kernel';
import fc from 'fast-check';
import { z } from 'zod';
import { AdoptPolicy, type AdoptInput } from './features/adopt-policy/adopt-policy.command.js';
import { AdoptPolicyHandler } from './features/adopt-policy/adopt-policy.handler.js';
import { inForce, type AdoptedPolicy } from './in-force.js';
import { PolicyReader } from './policy-reader.js';
import { PolicySchemas } from './policy-schemas.js';
import type { PolicyAdopted } from './policy.events.js';
import { seedPolicies } from './seed-policies.js';

const first: PolicyAdopted = {
  type: 'PolicyAdopted',
  policy: 'terms',
  version: '1',
  validFrom: localDate('2015-01-01'),
  validUntil: null,
  content: { weeks: 12 },
  source: 'wet',
  approvedBy: 'GS',
  knownAt: instantOrThrow('2015-01-01T00:00:00Z'),
};
const adopted = (over: Partial<AdoptedPolicy>): AdoptedPolicy => ({
  ...first,
  knownAt: instantOrThrow('2015-01-01T00:00:00Z'),
  position: 1,
  ...over,
});

describe('the policy in force on a day', () => {
  const old = adopted({});
  const reform = adopted({ version: '2', validFrom: localDate('2024-01-01'), position: 2 });
  const on = (date: string, knownAt: string | null = null, position: number | null = null) =>
    inForce([old, reform], localDate(date), knownAt as Instant | null, position)?.version ?? null;

  it('is the one that began last', () => {
    expect([on('2014-12-31'), on('2023-12-31'), on('2024-01-01')]).toEqual([null, '1', '2']);
  });

  it('ends where its validity ends', () => {
    const trial = adopted({ version: 't', validFrom: localDate('2023-01-01'), validUntil: localDate('2023-07-01') });
    expect(inForce([old, trial], localDate('2023-06-30'), null)?.version).toBe('t');
    expect(inForce([old, trial], localDate('2023-07-01'), null)?.version).toBe('1');
  });

  it('is, of two that began together, the one known last; but not before it was known', () => {
    const better = adopted({ version: '1b', knownAt: instantOrThrow('2023-05-01T00:00:00Z'), position: 3 });
    const known = (knownAt: string) =>
      inForce([better, old], localDate('2023-01-01'), instantOrThrow(knownAt))?.version;
    expect([known('2023-04-30T23:59:59Z'), known('2023-05-01T00:00:00Z')]).toEqual(['1', '1b']);
  });

  it('is asked up to a position of the log', () => {
    expect([on('2024-01-01', null, 1), on('2024-01-01', null, 2)]).toEqual(['1', '2']);
  });

  it('does not depend on the order in which versions are listed', () => {
    const versions = fc.array(
      fc.record({
        from: fc.constantFrom('2015-01-01', '2024-01-01'),
        known: fc.constantFrom('2015', '2020'),
        at: fc.nat(),
      }),
    );
    fc.assert(
      fc.property(versions, (all) => {
        const list = all.map(({ from, known }, position) =>
          adopted({ validFrom: localDate(from), knownAt: instantOrThrow(`${known}-01-01T00:00:00Z`), position }),
        );
        const day = localDate('2024-06-01');
        expect(inForce([...list].reverse(), day, null)).toEqual(inForce(list, day, null));
      }),
    );
  });
});

describe('adopting policy', () => {
  const approver: Identity = { actor: 'demo:approver', role: 'supervisor-approver', organisation: null };
  const clock = manualClock('2023-10-27T10:00:00Z');
  let store: InMemoryEventStore;
  let handler: AdoptPolicyHandler;
  let reader: PolicyReader;
  beforeEach(async () => {
    store = new InMemoryEventStore({ clock });
    const schemas = new PolicySchemas();
    schemas.register('terms', z.strictObject({ weeks: z.int().min(1) }));
    reader = new PolicyReader(store);
    handler = new AdoptPolicyHandler(store, clock, countingIds(), schemas, reader);
    await seedPolicies(store, [first], countingIds(1000));
  });
  const input = (over: Partial<AdoptInput> = {}): AdoptInput => ({
    policy: 'terms',
    version: '2',
    validFrom: '2024-01-01',
    content: { weeks: 14 },
    source: 'nieuwe wet',
    approvedBy: 'GS',
    ...over,
  });
  const codeOf = async (over: Partial<AdoptInput>, commandId = 'c1', identity = approver) => {
    const outcome = await handler.execute(new AdoptPolicy(identity, commandId, input(over)));
    return outcome.ok ? 'ok' : `${outcome.refusals[0]?.code} ${outcome.refusals[0]?.path.join('.')}`;
  };

  it('adds a version, known from the moment of recording', async () => {
    expect(await codeOf({})).toBe('ok');
    expect(await reader.inForce('terms', localDate('2024-01-01'))).toMatchObject({
      version: '2',
      knownAt: '2023-10-27T10:00:00.000Z',
      content: { weeks: 14 },
    });
    expect(await reader.inForce('terms', localDate('2023-12-31'))).toMatchObject({ version: '1' });
  });

  it('is obeyed at once, also by who just asked', async () => {
    expect(await reader.inForce('terms', localDate('2024-01-01'))).toMatchObject({ version: '1' });
    await codeOf({});
    expect(await reader.inForce('terms', localDate('2024-01-01'))).toMatchObject({ version: '2' });
  });

  it('is done once: the same version again is nothing new, with other content it is refused', async () => {
    await codeOf({});
    expect(await codeOf({}, 'c2')).toBe('ok');
    expect(await codeOf({ content: { weeks: 13 } }, 'c3')).toBe('POLICY_VERSION_EXISTS input.version');
    expect((await store.head()).position).toBe(2);
  });

  it.each<[string, Partial<AdoptInput>, string]>([
    ['a policy that nobody reads', { policy: 'weather' }, 'POLICY_UNKNOWN input.policy'],
    ['content that its reader cannot use', { content: { weeks: 0 } }, 'NUMBER_OUT_OF_RANGE input.content.weeks'],
    ['content with more than that', { content: { weeks: 1, x: 1 } }, 'FIELD_UNKNOWN input.content'],
    ['a validity that ends before it begins', { validUntil: '2024-01-01' }, 'VALIDITY_INVALID input.validUntil'],
    ['knowledge of yesterday', { knownAt: '2023-10-26T00:00:00Z' }, 'KNOWN_AT_BACKDATED input.knownAt'],
    ['knowledge of tomorrow', { knownAt: '2023-10-28T00:00:00Z' }, 'DATE_IN_FUTURE input.knownAt'],
  ])('refuses %s', async (_, over, refusal) => {
    expect(await codeOf(over)).toBe(refusal);
    expect((await store.head()).position).toBe(1);
  });

  it('is for who approves', async () => {
    expect(await codeOf({}, 'c1', { ...approver, role: 'supervisor' })).toBe('NOT_ALLOWED ');
  });

  it('is seeded once, and complains when a shipped version was changed in place', async () => {
    await seedPolicies(store, [first], countingIds(2000));
    expect((await store.head()).position).toBe(1);
    await expect(seedPolicies(store, [{ ...first, content: { weeks: 14 } }])).rejects.toThrow('terms 1');
  });
});
