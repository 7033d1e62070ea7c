import { packageFile } from '#libs/kernel';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Payload, Product } from './support/product.js';

export function commandsContract({ platform, figures, mutate }: Product): void {
  describe('the bridge, through GraphQL', () => {
    test('a recorded explanation shrinks what is unexplained, and the moment before it still gives the old answer', async () => {
      const question = { scope: 'PV26', period: '2023-1' };
      const before = await figures('demo', question);
      expect(before.closing).toMatchObject({ computed: -363, explained: 0, unexplained: -43 });
      const moment = new Date().toISOString();
      const { position, refusal } = await mutate('differenceExplain', 'DifferenceExplainInput', {
        ...question,
        amount: -30,
        reason: 'Plaatsingen die het COA later heeft verwerkt',
      });
      expect(refusal).toBeNull();
      const after = await figures('demo', { ...question, atLeast: position });
      expect(after.closing).toMatchObject({ computed: -363, explained: -30, unexplained: -13 });
      expect((await figures('demo', { ...question, knownAt: moment })).closing).toMatchObject({ unexplained: -43 });
      expect((await figures('demo', { ...question, position: before.position })).closing).toEqual(before.closing);
    });

    test('a taakstelling that is lowered in mid-period holds from the day after the announcement', async () => {
      const utrecht = { scope: 'GM0344', period: '2023-1' };
      const supervisor = platform('demo').token('toezichthouder-utrecht');
      const before = await figures('demo', utrecht, supervisor);
      const lowered = (before.taakstelling ?? 0) - 16;
      const { position, refusal } = await mutate('taakstellingAnnounce', 'TaakstellingAnnounceInput', {
        municipality: 'GM0344',
        period: '2023-1',
        persons: lowered,
        announcedOn: '2023-04-03',
        source: 'Verlaging (proef)',
      });
      expect(refusal).toBeNull();
      expect(await figures('demo', { ...utrecht, atLeast: position }, supervisor)).toMatchObject({
        taakstelling: lowered,
      });
      expect(await figures('demo', { ...utrecht, asOf: '2023-04-03' }, supervisor)).toMatchObject({
        taakstelling: before.taakstelling,
      });
      expect(await figures('demo', { ...utrecht, position: before.position }, supervisor)).toEqual(before);
    });
  });

  test('policy is proposed by one person and adopted by another', async () => {
    const { content } = JSON.parse(
      readFileSync(packageFile('libs/taakstelling/policy/figures-2023-01.json'), 'utf8'),
    ) as {
      readonly content: unknown;
    };
    // Of a century in which nothing is asked here.
    const proposal = { policy: 'figures', validFrom: '2100-01-01', source: 'Proef', content };
    const propose = (version: string, person: string): Promise<Payload> =>
      mutate('policyPropose', 'PolicyProposeInput', { ...proposal, version }, person);
    const adopt = async (version: string, person: string): Promise<string> =>
      (await mutate('policyAdopt', 'PolicyAdoptInput', { policy: 'figures', version }, person)).refusal?.code ?? 'done';
    expect(await propose('2100-a', 'toezichthouder-utrecht')).toMatchObject({ refusal: null });
    expect(await propose('2100-b', 'vaststeller-utrecht')).toMatchObject({ refusal: null });
    expect(await adopt('2100-a', 'toezichthouder-utrecht')).toBe('NOT_ALLOWED');
    expect(await adopt('2100-b', 'vaststeller-utrecht')).toBe('POLICY_OWN_PROPOSAL');
    expect(await adopt('2100-c', 'vaststeller-utrecht')).toBe('POLICY_NOT_PROPOSED');
    expect(await adopt('2100-a', 'vaststeller-utrecht')).toBe('done');
    expect(await adopt('2100-a', 'vaststeller-utrecht')).toBe('POLICY_ALREADY_ADOPTED');
  });

  test('the same command again is done once, and its id with other content is refused', async () => {
    const input = {
      commandId: randomUUID(),
      municipality: 'GM0344',
      on: '2023-06-05',
      persons: 3,
      kind: 'regular',
      administration: 'own',
      source: 'Proef',
    };
    const record = (change: Readonly<Record<string, unknown>>): Promise<Payload> =>
      mutate('realisationRecord', 'RealisationRecordInput', { ...input, ...change }, 'gemeente-utrecht');
    const first = await record({});
    expect(first.refusal).toBeNull();
    expect(await record({})).toEqual(first);
    expect((await record({ persons: 4 })).refusal).toMatchObject({
      code: 'COMMAND_REUSED',
      path: ['input', 'commandId'],
    });
  });
}
