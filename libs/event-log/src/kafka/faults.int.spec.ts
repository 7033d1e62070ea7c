import type { RecordedEvent } from '#libs/event-store';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithKafka, describeWithOwnKafka, startOwnKafka, type OwnKafka } from '../testing/kafka-for-specs.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { requestReplay } from './relay-row.js';
import { append, commit } from './testing/appends-for-specs.js';
import { countedOnly } from './testing/catalogue-for-specs.js';
import { openKafkaUnderTest, type KafkaUnderTest } from './testing/kafka-log-for-specs.js';
import { read, readUntilItGoesOn, type Reader } from './testing/reader-for-specs.js';
import { recordsOf, Scribe, type RecordInHand } from './testing/scribe-for-specs.js';

const storedIn = async ({ store }: KafkaUnderTest): Promise<readonly RecordedEvent[]> => store.readLog(0, 10_000);

/** Lost none, doubled none, inverted none, and each as the store has it. */
async function expectTheStoreIn(reader: Reader, subject: KafkaUnderTest, after = 0): Promise<void> {
  const stored = await storedIn(subject);
  await reader.sees(stored.length);
  expect(reader.events()).toEqual(stored.slice(after));
}

describeWithKafka('the event log on Kafka', () => {
  let subject: KafkaUnderTest;
  const scribes: Scribe[] = [];

  beforeEach(async () => {
    subject = await openKafkaUnderTest();
  });
  afterEach(async () => {
    await Promise.all(scribes.splice(0).map((scribe) => scribe.close()));
    await subject.close();
  });

  const scribe = async (opening: Promise<Scribe>): Promise<Scribe> => {
    const opened = await opening;
    scribes.push(opened);
    return opened;
  };
  const records = async (epoch?: number): Promise<readonly RecordInHand[]> =>
    recordsOf(await storedIn(subject), { source: subject.settings.source, catalogue: countedOnly }, epoch);

  it('delivers each event once and in order, however often and from however far back its records were written again', async () => {
    await append(subject.store, 30);
    const all = await records();
    const relays = await scribe(Scribe.withNewTopic(subject.settings));
    // Each goes on after a crash of the one before it, from what that had saved: a little or far back, or from the beginning.
    for (const [from, to] of [
      [0, 12],
      [9, 20],
      [0, 15],
      [20, 31],
      [14, all.length],
      [0, all.length],
    ]) {
      await relays.write(all.slice(from, to));
    }

    await expectTheStoreIn(await read(subject.log), subject);
    await expectTheStoreIn(await read(subject.log, 17), subject, 17);
  });

  it('has a bounded amount in hand for a consumer that is slow, and reads on when there is room', async () => {
    // Three megabytes in one partition, with something in others between.
    for (let n = 0; n < 50; n++) await commit(subject.store, n % 10 === 0 ? ['large', `s${n}`] : ['large'], 50_000);
    subject.startRelay();
    const events: RecordedEvent[] = [];
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const more = await read(subject.log);
    const subscription = await subject.log.subscribe({
      name: 'slow',
      after: 0,
      batchSize: 3,
      pace: 20,
      handle: async (batch) => {
        events.push(...batch.events);
        await held;
      },
    });
    // Who is not slow has everything by now, and so the other has had the time to be full.
    await more.sees(55);
    goOn();
    await append(subject.store, 10);
    const stored = await storedIn(subject);
    await more.sees(stored.length);
    while (events.length < stored.length) await sleep(20);
    await subscription.stop();
    expect(events).toEqual(stored);
  });

  it('ends a subscription that cannot reach the brokers for long, so that another process may try', async () => {
    await append(subject.store, 1);
    const nowhere = { ...subject.settings, brokers: ['127.0.0.1:1'] };
    const log = new KafkaEventLog({ settings: nowhere, catalogue: countedOnly, store: subject.store });
    const { done } = await log.subscribe({ name: 'cut-off', after: 0, patience: 100, handle: () => Promise.resolve() });
    await expect(done).rejects.toThrow('could not be read');
    await log.close();
  });

  it('is not disturbed by a relay that was taken over from and goes on writing', async () => {
    const relay = subject.startRelay();
    await append(subject.store, 20);
    const reader = await read(subject.log);
    await expectTheStoreIn(reader, subject);
    const zombie = await scribe(Scribe.open(subject.settings));
    await append(subject.store, 20);
    const late = await records();

    // It writes what the active one wrote and is writing, event by event; after a replay it does so in the epoch of before.
    for (const record of late.slice(10)) {
      await zombie.write([record]);
      await append(subject.store, 1);
    }
    await expectTheStoreIn(reader, subject);
    const epoch = await requestReplay(subject.database.pool, subject.settings.prefix);
    while (relay.relay.status().epoch < epoch) await zombie.write(late.slice(0, 5)).catch(() => undefined);
    await zombie.write(late);
    await append(subject.store, 5);

    await expectTheStoreIn(reader, subject);
    await expectTheStoreIn(await read(subject.log), subject);
    await reader.stop();
  });

  it('is filled again when its topic is deleted, under consumers that go on', async () => {
    subject.startRelay();
    await append(subject.store, 40);
    const early = await read(subject.log);
    await early.sees(40);
    const vandal = await scribe(Scribe.open(subject.settings));

    const appending = append(subject.store, 150);
    await vandal.deleteTopic();
    const during = await read(subject.log, 10);
    await appending;
    await append(subject.store, 5);

    await expectTheStoreIn(early, subject);
    await expectTheStoreIn(during, subject, 10);
    await expectTheStoreIn(await read(subject.log), subject);
  });

  it('halts for who needs first records that were deleted, goes on for who has them, and is mended by a replay', async () => {
    const relay = subject.startRelay();
    await append(subject.store, 60);
    const { length } = await storedIn(subject);
    const ahead = await read(subject.log);
    await ahead.sees(length);
    await relay.stop();
    await (await scribe(Scribe.open(subject.settings))).deleteFirstRecords();

    const newcomer = await read(subject.log);
    expect(await newcomer.halted()).toMatchObject({ code: 'EVENT_MISSING' });
    // Nothing is delivered over a gap: a beginning of the log at most, and that without holes.
    expect(newcomer.events()).toEqual((await storedIn(subject)).slice(0, newcomer.events().length));
    expect(newcomer.events().length).toBeLessThan(length);

    subject.startRelay();
    await append(subject.store, 10);
    await expectTheStoreIn(ahead, subject);

    await requestReplay(subject.database.pool, subject.settings.prefix);
    const stored = await storedIn(subject);
    expect(await readUntilItGoesOn(subject.log, 0, stored.length)).toEqual(stored);
  });
});

describeWithOwnKafka('while the broker is down', () => {
  let kafka: OwnKafka;
  let subject: KafkaUnderTest;

  beforeAll(async () => {
    kafka = await startOwnKafka();
    subject = await openKafkaUnderTest(kafka);
  });
  afterAll(async () => {
    await subject.close();
    await kafka.stop();
  });

  it('the store takes everything, and all of it comes to those who were reading and those who come later, once the broker is back', async () => {
    const { relay } = subject.startRelay();
    await append(subject.store, 50);
    const reader = await read(subject.log);
    await reader.sees(50);

    await kafka.down();
    await append(subject.store, 200);
    const latecomer = await read(subject.log, 20);
    await kafka.up();
    await append(subject.store, 20);

    await expectTheStoreIn(reader, subject);
    await expectTheStoreIn(latecomer, subject, 20);
    // The topic is still that of before: nothing had to be filled again.
    expect(relay.status().epoch).toBe(1);
  });
});
