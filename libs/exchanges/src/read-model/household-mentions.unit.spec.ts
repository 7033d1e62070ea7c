import { InMemoryEventStore } from '#libs/event-store';
import { countingIds, instantOrThrow, localDate, manualClock, municipalityCodeSchema, sha256 } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { InMemoryHouseholdKeys } from '#libs/secrets';
import { exchangeStream, type ExchangeEvent } from '../domain/exchange.events.js';
import { ExchangeMentions } from './household-mentions.js';

const soest = municipalityCodeSchema.parse('GM0342');
const zeist = municipalityCodeSchema.parse('GM0355');
const at = instantOrThrow('2023-11-01T10:00:00Z');
const on = localDate('2023-10-27');
const leg = { kind: 'recoupling', persons: 4 } as const;

describe('what exchanges hold about a household', () => {
  it('is its own leg, opened, and nothing of the others', async () => {
    const store = new InMemoryEventStore({ clock: manualClock('2023-10-27T10:00:00Z') });
    const keys = new InMemoryHouseholdKeys();
    const mine = await keys.keyOf('h-1');
    const theirs = await keys.keyOf('h-2');
    if (!mine.ok || !theirs.ok) throw new Error('there are no keys');
    const events: readonly ExchangeEvent[] = [
      {
        type: 'ExchangeProposed',
        exchange: 'x-1',
        region: null,
        legs: [
          { ...leg, leg: 1, household: 'h-1', from: soest, dwelling: 'd-zeist', to: zeist },
          { ...leg, leg: 2, household: 'h-2', from: zeist, dwelling: 'd-soest', to: soest },
        ],
        suggestion: null,
        remindAt: at,
        answerBy: at,
        expectedBy: on,
        redistribution: [],
      },
      { type: 'HouseholdInformed', exchange: 'x-1', leg: 2, municipality: zeist, on, objectBy: at },
      { type: 'HouseholdInformed', exchange: 'x-1', leg: 1, municipality: soest, on, objectBy: at },
      {
        type: 'HouseholdObjected',
        exchange: 'x-1',
        leg: 1,
        municipality: soest,
        reason: mine.value.seal('reason', 'treatment'),
        on,
        note: mine.value.seal('note', 'wil hier blijven'),
      },
      {
        type: 'HouseholdObjected',
        exchange: 'x-1',
        leg: 2,
        municipality: zeist,
        reason: theirs.value.seal('reason', 'work'),
        on,
        note: null,
      },
    ];
    const ids = countingIds();
    await store.append({
      command: { id: ids.next(), contentHash: sha256('spec') },
      meta: { actor: 'spec' },
      streams: [
        {
          stream: exchangeStream('x-1'),
          expected: 'any',
          events: events.map(({ type, ...data }) => ({
            id: ids.next(),
            type,
            data,
            effectiveOn: null,
          })),
        },
      ],
      result: null,
    });
    const mentions = new ExchangeMentions(store, MunicipalityRegistry.load());
    const facts = await mentions.mentionsOf('h-1', ['x-1'], mine.value);
    expect(facts.map(({ event, texts }) => [event, texts.map(({ text }) => text)])).toEqual([
      ['ExchangeProposed', []],
      ['HouseholdInformed', []],
      ['HouseholdObjected', ['treatment', 'wil hier blijven']],
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/h-2|d-soest/);
    expect((await mentions.mentionsOf('h-1', ['x-1'], null)).flatMap(({ texts }) => texts)).toEqual([]);
    expect(await mentions.mentionsOf('h-1', [], mine.value)).toEqual([]);
  });
});
