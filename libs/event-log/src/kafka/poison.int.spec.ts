import { z } from 'zod';
import { EventCatalogue } from '#libs/event-catalogue';
import type { JsonObject } from '#libs/kernel';
import type { RecordedEvent } from '#libs/event-store';
import { describeWithKafka } from '../testing/kafka-for-specs.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { eventsTopic } from './kafka-settings.js';
import { requestReplay } from './relay-row.js';
import { commit } from './testing/appends-for-specs.js';
import { countedOnly } from './testing/catalogue-for-specs.js';
import { openKafkaUnderTest, type KafkaUnderTest } from './testing/kafka-log-for-specs.js';
import { read, readUntilItGoesOn } from './testing/reader-for-specs.js';
import { positionOf, recordsOf, Scribe, type RecordInHand } from './testing/scribe-for-specs.js';

/** The commits of the store; the record of position 5 is spoilt, in the middle of the second. */
const COMMITS = [['a'], ['b'], ['a'], ['b', 'c', 'd'], ['c'], ['a'], ['e'], ['b']];
const SPOILT = 5;
const HEAD = COMMITS.flat().length;
const BEFORE = 3;

type Spoil = (value: string) => Buffer | string | null;

const withJson = (change: (event: JsonObject & { data: JsonObject }) => unknown): Spoil => {
  return (value) => {
    const event = JSON.parse(value) as JsonObject & { data: JsonObject };
    return JSON.stringify(change(event));
  };
};

const withRemark = (bytes: Buffer): Spoil => {
  return (value) => Buffer.concat([Buffer.from(value.replace(/}$/, ',"remark":"')), bytes, Buffer.from('"}')]);
};

const KINDS: readonly (readonly [string, string, Spoil])[] = [
  ['no whole JSON', 'RECORD_NOT_JSON', (value) => value.slice(0, -1)],
  [
    'a type that nobody knows',
    'EVENT_TYPE_UNKNOWN',
    withJson((e) => ({ ...e, type: 'nl.bovenlokaal.spec.unheard.v1' })),
  ],
  [
    'a version of after this software',
    'EVENT_VERSION_UNKNOWN',
    withJson((e) => ({ ...e, type: 'nl.bovenlokaal.spec.counted.v2' })),
  ],
  [
    'data that do not fit their schema',
    'EVENT_DATA_INVALID',
    withJson((e) => ({ ...e, data: { ...e.data, fact: { n: 'five' } } })),
  ],
  ['a NUL byte', 'RECORD_HAS_NUL', withRemark(Buffer.from([0x61, 0x00]))],
  ['a NUL in an escape', 'RECORD_HAS_NUL', withRemark(Buffer.from('a\\u0000'))],
  ['bytes that are not UTF-8', 'RECORD_NOT_UTF8', withRemark(Buffer.from([0xc3, 0x28]))],
  ['one byte more than 64 KB', 'RECORD_TOO_LARGE', (value) => value.padEnd(65_537, ' ')],
  ['nothing', 'RECORD_NOT_CLOUDEVENT', () => null],
  ['JSON that is no event', 'RECORD_NOT_CLOUDEVENT', () => '[]'],
];

describeWithKafka('a record on Kafka that cannot be read', () => {
  let subject: KafkaUnderTest;
  let scribe: Scribe;
  let stored: readonly RecordedEvent[];
  let records: readonly RecordInHand[];

  beforeEach(async () => {
    subject = await openKafkaUnderTest();
    scribe = await Scribe.withNewTopic(subject.settings);
    for (const streams of COMMITS) await commit(subject.store, streams);
    stored = await subject.store.readLog(0, HEAD);
    records = recordsOf(stored, { source: subject.settings.source, catalogue: countedOnly });
  });
  afterEach(async () => {
    await scribe.close();
    await subject.close();
  });

  const spoilt = (spoil: (record: RecordInHand) => RecordInHand): readonly RecordInHand[] =>
    records.map((record) => (positionOf(record) === SPOILT ? spoil(record) : record));
  const replay = async (): Promise<void> => {
    await requestReplay(subject.database.pool, subject.settings.prefix);
    subject.startRelay();
  };

  it.each(KINDS)(
    'holds %s: the log halts before it and says where, and goes on after a replay',
    async (_kind, code, spoil) => {
      const written = spoilt((record) => ({ ...record, value: spoil(String(record.value)) }));
      await scribe.write(written);
      const place = placeIn(written);

      const reader = await read(subject.log);
      const halted = await reader.halted();

      // Of its commit nothing, though the event before it could be read; of what comes after it nothing in any stream.
      expect(reader.events()).toEqual(stored.slice(0, BEFORE));
      expect(halted).toMatchObject({ after: BEFORE, code, place: { topic: eventsTopic(subject.settings), ...place } });
      expect(halted.reason).toContain(
        `topic ${eventsTopic(subject.settings)}, partition ${place.partition}, offset ${place.offset}`,
      );
      expect(halted.reason).toContain(`position ${SPOILT}`);

      const stillThere = await read(subject.log, halted.after);
      expect(await stillThere.halted()).toMatchObject({ after: BEFORE, code });
      expect(stillThere.events()).toEqual([]);

      await replay();
      expect(await readUntilItGoesOn(subject.log, halted.after, HEAD)).toEqual(stored.slice(BEFORE));
    },
  );

  it('has no headers: nobody knows what it stands before, so the log halts there too', async () => {
    await scribe.write(spoilt((record) => ({ ...record, headers: {} })));
    const reader = await read(subject.log);
    expect(await reader.halted()).toMatchObject({ after: BEFORE, code: 'RECORD_WITHOUT_PLACE' });
    expect(reader.events()).toEqual(stored.slice(0, BEFORE));
  });

  it('holds the event of another position or stream than it says: the log halts', async () => {
    const other = records.find((record) => positionOf(record) === SPOILT + 1);
    await scribe.write(spoilt((record) => ({ ...record, value: other?.value ?? null })));
    const reader = await read(subject.log);
    expect(await reader.halted()).toMatchObject({ after: BEFORE, code: 'RECORD_MISPLACED' });
  });

  it('is missing: what comes after it in its partition proves so, and the log halts', async () => {
    await scribe.write(records.filter((record) => positionOf(record) !== SPOILT));
    const reader = await read(subject.log);
    expect(await reader.halted()).toMatchObject({ after: BEFORE, code: 'EVENT_MISSING' });
    expect(reader.events()).toEqual(stored.slice(0, BEFORE));
  });

  it('is of a newer version: software that knows it goes on where older software halted, without a replay', async () => {
    await scribe.write(
      spoilt((record) => ({
        ...record,
        value: String(withJson((e) => ({ ...e, type: 'nl.bovenlokaal.spec.counted.v2' }))(String(record.value))),
      })),
    );
    const older = await read(subject.log);
    const halted = await older.halted();
    const newer = new KafkaEventLog({
      settings: subject.settings,
      catalogue: countedInTwoVersions,
      store: { readLog: (after) => Promise.resolve(stored.slice(after, after + 1)) },
    });
    const reader = await read(newer, halted.after);
    await reader.sees(HEAD);
    expect(reader.positions()).toEqual(stored.slice(BEFORE).map(({ position }) => position));
    await newer.close();
  });
});

const countedInTwoVersions = new EventCatalogue([
  {
    name: 'Counted',
    type: 'nl.bovenlokaal.spec.counted',
    version: 2,
    summary: 'Something was counted.',
    schema: z.object({ n: z.number() }),
    upcasts: { 1: (data) => data },
  },
]);

/** Where the spoilt record comes to stand in a topic that holds these alone. */
function placeIn(written: readonly RecordInHand[]): { partition: number; offset: string } {
  const at = written.findIndex((record) => positionOf(record) === SPOILT);
  const partition = written[at]?.partition ?? -1;
  return { partition, offset: String(written.slice(0, at).filter((record) => record.partition === partition).length) };
}
