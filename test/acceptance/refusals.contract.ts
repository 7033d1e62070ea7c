import { randomUUID } from 'node:crypto';
import type { Product } from './support/product.js';

export function refusalsContract({ platform, figures, mutate }: Product): void {
  describe('bad input is refused with a code, and nothing of it is stored', () => {
    const announcement = {
      municipality: 'GM0344',
      period: '2023-2',
      persons: 10,
      announcedOn: '2023-06-01',
      source: 'Circulaire (proef)',
    };
    const headPosition = async (): Promise<number> =>
      (await figures('demo', { scope: 'NL', period: '2022-1' })).position;
    let before = 0;
    beforeAll(async () => {
      before = await headPosition();
    });
    afterAll(async () => {
      expect(await headPosition()).toBe(before);
    });

    test('a redistribution that changes the sum', async () => {
      const { refusal } = await mutate('taakstellingRedistribute', 'TaakstellingRedistributeInput', {
        period: '2023-2',
        shares: [
          { municipality: 'GM0344', persons: 500 },
          { municipality: 'GM0355', persons: 500 },
        ],
        announcedOn: '2023-08-01',
        source: 'Afspraak (proef)',
      });
      expect(refusal).toMatchObject({ code: 'SUM_CHANGED', path: ['input', 'shares'] });
    });

    test('a version that is not the one that was seen', async () => {
      const { refusal } = await mutate('taakstellingAnnounce', 'TaakstellingAnnounceInput', {
        ...announcement,
        expectedVersion: 99,
      });
      expect(refusal).toMatchObject({ code: 'VERSION_CONFLICT', path: ['input', 'expectedVersion'] });
    });

    test.each([
      ['a future date', { announcedOn: '2199-01-01' }, 'DATE_IN_FUTURE'],
      ['fewer than no persons', { persons: -1 }, 'NUMBER_OUT_OF_RANGE'],
      ['more persons than live anywhere', { persons: 1_000_000_000 }, 'NUMBER_OUT_OF_RANGE'],
      ['an unknown municipality', { municipality: 'GM9999' }, 'MUNICIPALITY_UNKNOWN'],
      ['a source left empty', { source: '' }, 'FIELD_EMPTY'],
      ['another number for the same day', { announcedOn: '2023-05-02', persons: 1 }, 'ANNOUNCEMENT_CONFLICT'],
    ])('%s', async (_, change, code) => {
      const { refusal, position } = await mutate('taakstellingAnnounce', 'TaakstellingAnnounceInput', {
        ...announcement,
        ...change,
      });
      expect(refusal?.code).toBe(code);
      expect(refusal?.message).toMatch(/\S/);
      expect(position).toBeNull();
    });

    test.each([
      ['a wrong period', { period: '2023-3' }, 'PERIOD_INVALID'],
      ['30 February', { announcedOn: '2023-02-30' }, 'DATE_INVALID'],
      ['one person and a half', { persons: 1.5 }, null],
      ['persons as a word', { persons: 'tien' }, null],
      ['persons left out', { persons: null }, null],
    ])('%s does not reach the domain', async (_, change, code) => {
      const answer = await platform('demo').graphql(
        `mutation ($input: TaakstellingAnnounceInput!) { taakstellingAnnounce(input: $input) { position } }`,
        { input: { commandId: randomUUID(), ...announcement, ...change } },
        platform('demo').token('toezichthouder-utrecht'),
      );
      const error = answer.errors?.[0];
      expect(error?.extensions?.code).toMatch(/^[A-Z_]+$/);
      if (code !== null) expect(error?.extensions?.code).toBe(code);
      expect(answer.data ?? null).toBeNull();
    });

    test('a query nested 50 deep', async () => {
      const nested = `{ ${'figures { '.repeat(50)} period ${'} '.repeat(50)} }`;
      const answer = await platform('demo').graphql(nested);
      expect(answer.errors?.[0]?.extensions?.code).toBe('QUERY_TOO_DEEP');
      expect(answer.data ?? null).toBeNull();
    });

    test('somebody else than a supervisor of the province may not announce', async () => {
      const { refusal } = await mutate(
        'taakstellingAnnounce',
        'TaakstellingAnnounceInput',
        announcement,
        'coordinator-utrecht',
      );
      expect(refusal).toMatchObject({ code: 'NOT_ALLOWED' });
    });
  });
}
