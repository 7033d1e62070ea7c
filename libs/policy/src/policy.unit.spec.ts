import type { Identity } from '#libs/access';
import { InMemoryEventStore, type Commanded } from '#libs/event-store';
import {
  countingIds,
  instantOrThrow,
  localDate,
  manualClock,
  randomIds,
  type Instant,
  type Result,
} from '#libs/kernel';
import fc from 'fast-check';
import { z } from 'zod';
import { AdoptPolicy, type AdoptInput } from './features/adopt-policy/adopt-policy.command.js';
import { AdoptPolicyHandler } from './features/adopt-policy/adopt-policy.handler.js';
import { ProposePolicy, type ProposeInput } from './features/propose-policy/propose-policy.command.js';
import { ProposePolicyHandler } from './features/propose-policy/propose-policy.handler.js';
import { inForce, type AdoptedPolicy } from './in-force.js';
import { PolicyReader } from './policy-reader.js';
import { PolicySchemas } from './policy-schemas.js';
import type { PolicyAdopted } from './policy.events.js';
import type { PolicyVersionName } from './run-policy.js';
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
  const supervisor: Identity = { actor: 'demo:supervisor', role: 'supervisor', organisation: null };
  const approver: Identity = { actor: 'demo:approver', role: 'supervisor-approver', organisation: null };
  const clock = manualClock('2023-10-27T10:00:00Z');
  const fourteenWeeks: ProposeInput = {
    policy: 'terms',
    version: '2',
    validFrom: '2024-01-01',
    content: { weeks: 14 },
    source: 'nieuwe wet',
  };
  let store: InMemoryEventStore;
  let schemas: PolicySchemas;
  let reader: PolicyReader;
  let commands = 0;
  beforeEach(async () => {
    store = new InMemoryEventStore({ clock });
    schemas = new PolicySchemas();
    schemas.register('terms', z.strictObject({ weeks: z.int().min(1) }));
    reader = new PolicyReader(store);
    await seedPolicies(store, [first], countingIds(1000));
  });

  const codeOf = (outcome: Result<Commanded<PolicyVersionName>>): string => {
    if (!outcome.ok) return `${outcome.refusals[0]?.code} ${outcome.refusals[0]?.path.join('.')}`;
    return outcome.value.repeated ? 'repeated' : 'ok';
  };
  const freshId = (): string => `c${++commands}`;
  const propose = async (over: Partial<ProposeInput> = {}, identity = supervisor, commandId = freshId()) => {
    const handler = new ProposePolicyHandler(store, randomIds, schemas);
    return codeOf(await handler.execute(new ProposePolicy(identity, commandId, { ...fourteenWeeks, ...over })));
  };
  const adopt = async (over: Partial<AdoptInput> = {}, identity = approver, commandId = freshId()) => {
    const handler = new AdoptPolicyHandler(store, randomIds, schemas, reader);
    const input = { policy: 'terms', version: '2', ...over };
    return codeOf(await handler.execute(new AdoptPolicy(identity, commandId, input)));
  };
  const inForceOn = async (date: string) => (await reader.inForce('terms', localDate(date)))?.version;

  it('takes two people: what one proposed holds for nothing until the other adopts it', async () => {
    expect(await propose()).toBe('ok');
    expect(await inForceOn('2024-01-01')).toBe('1');
    expect(await adopt()).toBe('ok');
    expect(await reader.inForce('terms', localDate('2024-01-01'))).toMatchObject({
      version: '2',
      knownAt: '2023-10-27T10:00:00.000Z',
      content: { weeks: 14 },
      source: 'nieuwe wet',
      approvedBy: 'demo:approver',
    });
    expect(await inForceOn('2023-12-31')).toBe('1');
    const [, proposed, adopted] = await store.readStream('policy-terms');
    expect([proposed?.type, proposed?.data['proposedBy'], proposed?.effectiveOn]).toEqual([
      'PolicyProposed',
      'demo:supervisor',
      null,
    ]);
    expect([adopted?.type, adopted?.meta.actor, adopted?.effectiveOn]).toEqual([
      'PolicyAdopted',
      'demo:approver',
      '2024-01-01',
    ]);
  });

  it('is not for who proposed it, whatever their role', async () => {
    expect(await propose({}, approver)).toBe('ok');
    expect(await adopt()).toBe('POLICY_OWN_PROPOSAL input.version');
    const operator: Identity = { ...approver, role: 'operator' };
    expect(await adopt({}, operator)).toBe('POLICY_OWN_PROPOSAL input.version');
    expect(await inForceOn('2024-01-01')).toBe('1');
    expect(await adopt({}, { ...approver, actor: 'demo:other' })).toBe('ok');
  });

  it('stays a matter of two when the approver says the proposal again', async () => {
    await propose({}, approver);
    expect(await propose()).toBe('ok');
    expect(await adopt()).toBe('POLICY_OWN_PROPOSAL input.version');
  });

  it('is for what was proposed, and once', async () => {
    expect(await adopt()).toBe('POLICY_NOT_PROPOSED input.version');
    // A name that every object of the language answers to.
    expect(await adopt({ version: 'constructor' })).toBe('POLICY_NOT_PROPOSED input.version');
    await propose();
    expect(await adopt({}, approver, 'adopt')).toBe('ok');
    expect(await adopt({}, approver, 'adopt')).toBe('repeated');
    expect(await adopt({}, approver, 'again')).toBe('POLICY_ALREADY_ADOPTED input.version');
    expect(await adopt({ version: '1' })).toBe('POLICY_ALREADY_ADOPTED input.version');
    expect((await store.head()).position).toBe(3);
  });

  it('is for what the approver had seen', async () => {
    await propose();
    expect(await adopt({ expectedVersion: 1 })).toBe('VERSION_CONFLICT input.expectedVersion');
    expect(await adopt({ expectedVersion: 2 })).toBe('ok');
  });

  it('is for content that can be used on that day, not only when it was proposed', async () => {
    await propose();
    schemas.register('terms', z.strictObject({ weeks: z.int().min(20) }));
    expect(await adopt()).toBe('NUMBER_OUT_OF_RANGE input.version.weeks');
    expect(await inForceOn('2024-01-01')).toBe('1');
  });

  it('is obeyed at once, also by who just asked', async () => {
    await propose();
    expect(await inForceOn('2024-01-01')).toBe('1');
    await adopt();
    expect(await inForceOn('2024-01-01')).toBe('2');
  });

  it('finds under one name one content, ever', async () => {
    expect([await propose({}, supervisor, 'p'), await propose({}, supervisor, 'p')]).toEqual(['ok', 'repeated']);
    expect(await propose()).toBe('ok');
    expect(await propose({ content: { weeks: 13 } })).toBe('POLICY_VERSION_EXISTS input.version');
    expect(await propose({ version: '1' })).toBe('POLICY_VERSION_EXISTS input.version');
    await adopt();
    expect(await propose({ source: 'een andere wet' })).toBe('POLICY_VERSION_EXISTS input.version');
    expect((await store.head()).position).toBe(3);
  });

  it.each<[string, Partial<ProposeInput>, string]>([
    ['a policy that nobody reads', { policy: 'weather' }, 'POLICY_UNKNOWN input.policy'],
    ['content that its reader cannot use', { content: { weeks: 0 } }, 'NUMBER_OUT_OF_RANGE input.content.weeks'],
    ['content with more than that', { content: { weeks: 1, x: 1 } }, 'FIELD_UNKNOWN input.content'],
    ['a validity that ends before it begins', { validUntil: '2024-01-01' }, 'VALIDITY_INVALID input.validUntil'],
  ])('does not begin with %s', async (_, over, refusal) => {
    expect(await propose(over)).toBe(refusal);
    expect((await store.head()).position).toBe(1);
  });

  it('is proposed by who supervises and adopted by who approves', async () => {
    expect(await propose({}, { ...supervisor, role: 'coordinator' })).toBe('NOT_ALLOWED ');
    await propose({}, approver);
    expect(await adopt({}, supervisor)).toBe('NOT_ALLOWED ');
  });

  it('is seeded once, and complains when a shipped version was changed in place', async () => {
    await seedPolicies(store, [first], countingIds(2000));
    expect((await store.head()).position).toBe(1);
    await expect(seedPolicies(store, [{ ...first, content: { weeks: 14 } }])).rejects.toThrow('terms 1');
  });
});
