import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithKafka } from '../testing/kafka-for-specs.js';
import { RelayRow, relayProgress, requestReplay } from './relay-row.js';
import { append } from './testing/appends-for-specs.js';
import { countedOnly } from './testing/catalogue-for-specs.js';
import { openKafkaUnderTest, type KafkaUnderTest, type RunningRelay } from './testing/kafka-log-for-specs.js';
import { read } from './testing/reader-for-specs.js';
import { recordsOf, Scribe } from './testing/scribe-for-specs.js';
import { eventsTopic } from './kafka-settings.js';
import { PARTITIONS } from './partition-of.js';

/** Asks again and again; the spec's own time is the limit. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

const headOf = async ({ store }: KafkaUnderTest): Promise<number> => (await store.head()).position;

async function untilPublished(subject: KafkaUnderTest, { relay }: RunningRelay): Promise<void> {
  const head = await headOf(subject);
  await until(() => relay.status().position === head && relay.status().error === null);
}

/** What the store holds is what a newcomer reads from the topic. */
async function expectWhole(subject: KafkaUnderTest): Promise<void> {
  const stored = await subject.store.readLog(0, 10_000);
  const reader = await read(subject.log);
  await reader.sees(stored.length);
  await reader.stop();
  expect(reader.events()).toEqual(stored);
}

describeWithKafka('the relay', () => {
  let subject: KafkaUnderTest;
  const others: { close(): Promise<void> }[] = [];
  beforeEach(async () => {
    subject = await openKafkaUnderTest();
  });
  afterEach(async () => {
    await Promise.all(others.splice(0).map((other) => other.close()));
    await subject.close();
  });

  const row = (of: KafkaUnderTest): RelayRow => new RelayRow(of.database.pool, eventsTopic(of.settings));

  /** The same topic under another store, which knows of it what the first one knew at some time. */
  const putBack = async (known: { readonly position: number }): Promise<KafkaUnderTest> => {
    const other = await openKafkaUnderTest(subject.settings);
    others.push(other);
    const { rows } = await subject.database.pool.query<{ ends: string[]; previous: string[]; epoch: number }>(
      'select epoch, previous, ends from relay',
    );
    await other.database.pool.query(
      `insert into relay (topic, epoch, wanted_epoch, position, previous, ends)
       values ($1, $2, $2, $3, $4, (select array_agg(e / 2 order by n) from unnest($5::bigint[]) with ordinality as t (e, n)))`,
      [eventsTopic(subject.settings), rows[0]?.epoch, known.position, rows[0]?.previous, rows[0]?.ends],
    );
    return other;
  };

  it('is taken over from by the one that stands by, which goes on where it was', async () => {
    const first = subject.startRelay();
    await until(() => first.relay.status().role === 'active');
    const second = subject.startRelay();
    await until(() => second.relay.status().role === 'standby');
    await append(subject.store, 30);
    await untilPublished(subject, first);
    expect(second.relay.status()).toMatchObject({ role: 'standby', position: 0, error: null });

    await first.stop();
    await append(subject.store, 30);
    await untilPublished(subject, second);
    expect(second.relay.status()).toMatchObject({ role: 'active', epoch: 1, head: await headOf(subject) });
    await expectWhole(subject);
  });

  it('sends nothing a second time when it stopped and starts again', async () => {
    const before = subject.startRelay();
    await append(subject.store, 20);
    await untilPublished(subject, before);
    await before.stop();
    const { frontier } = await row(subject).load();
    expect(frontier.position).toBe(await headOf(subject));

    const after = subject.startRelay();
    await untilPublished(subject, after);
    await after.stop();
    expect((await row(subject).load()).frontier.ends).toEqual(frontier.ends);
  });

  it('fills a topic that was deleted while nobody looked, in a new epoch', async () => {
    const before = subject.startRelay();
    await append(subject.store, 20);
    await untilPublished(subject, before);
    await before.stop();
    const scribe = await Scribe.open(subject.settings);
    others.push(scribe);
    await scribe.deleteTopic();

    const after = subject.startRelay();
    await until(() => after.relay.status().epoch === 2);
    await untilPublished(subject, after);
    await expectWhole(subject);
  });

  it('makes the topic anew when the store was put back to an earlier state, and its events are others now', async () => {
    const before = subject.startRelay();
    await append(subject.store, 40);
    await untilPublished(subject, before);
    await before.stop();

    const shorter = await putBack({ position: 10 });
    await append(shorter.store, 12);
    const relay = shorter.startRelay();
    await untilPublished(shorter, relay);
    await relay.stop();
    expect(relay.lines.join()).toContain('ahead of the store');
    expect(relay.relay.status().epoch).toBe(2);
    await expectWhole(shorter);

    // As long as the topic by now: only the events themselves tell.
    const longer = await openKafkaUnderTest(subject.settings);
    others.push(longer);
    await append(longer.store, 40);
    const known = (await row(shorter).load()).frontier;
    await longer.database.pool.query(
      'insert into relay (topic, epoch, wanted_epoch, position, previous, ends) values ($1, 2, 2, 0, $2, $3)',
      [eventsTopic(subject.settings), known.previous.map(() => 0), known.ends.map(() => '0')],
    );
    const last = longer.startRelay();
    await untilPublished(longer, last);
    expect(last.lines.join()).toContain('another event at position');
    expect(last.relay.status().epoch).toBe(3);
    await expectWhole(longer);
  });

  it('begins above the epoch of a topic that was there before the store, so that nobody ignores it', async () => {
    await append(subject.store, 5);
    const scribe = await Scribe.withNewTopic(subject.settings);
    others.push(scribe);
    const context = { source: subject.settings.source, catalogue: countedOnly };
    await scribe.write(recordsOf(await subject.store.readLog(0, 100), context, 7));

    const relay = subject.startRelay();
    await untilPublished(subject, relay);
    expect(relay.relay.status().epoch).toBe(8);
    await expectWhole(subject);
  });

  it('passes over what the relay of another store writes into the same topic, and fills it again', async () => {
    const ours = subject.startRelay();
    await append(subject.store, 20);
    await untilPublished(subject, ours);
    const reader = await read(subject.log);
    await reader.sees(await headOf(subject));

    // Of the same name and source, further than ours, and as sure that the topic is its own.
    const stranger = await openKafkaUnderTest(subject.settings);
    others.push(stranger);
    await append(stranger.store, 40);
    const theirs = stranger.startRelay();
    await untilPublished(stranger, theirs);
    await theirs.stop();

    await append(subject.store, 10);
    await untilPublished(subject, ours);
    expect(ours.relay.status().epoch).toBeGreaterThan(theirs.relay.status().epoch);
    await reader.sees(await headOf(subject));
    await reader.stop();
    expect(reader.events()).toEqual(await subject.store.readLog(0, 100));
    await expectWhole(subject);
  });

  it('makes a topic anew to which partitions were added: streams would move between them', async () => {
    const relay = subject.startRelay();
    await append(subject.store, 20);
    await untilPublished(subject, relay);
    const scribe = await Scribe.open(subject.settings);
    others.push(scribe);
    await scribe.addPartitions(PARTITIONS + 1);

    await until(() => relay.relay.status().epoch === 2);
    await untilPublished(subject, relay);
    await expectWhole(subject);
  });

  it('leaves the lock to another when it cannot reach the brokers for long', async () => {
    const nowhere = { ...subject.settings, brokers: ['127.0.0.1:1'] };
    const cutOff = subject.startRelay({ settings: nowhere, patience: 100 });
    await until(() => cutOff.relay.status().role === 'active');
    const other = subject.startRelay();
    await append(subject.store, 20);
    await untilPublished(subject, other);
    expect(other.relay.status().role).toBe('active');
    await expectWhole(subject);
  });

  it('replays once, however often that is asked before it is done, also when nobody was there to do it', async () => {
    const { pool } = subject.database;
    const { prefix } = subject.settings;
    await expect(relayProgress(pool, prefix)).resolves.toBeNull();
    const before = subject.startRelay();
    await append(subject.store, 20);
    await untilPublished(subject, before);
    await before.stop();

    await expect(requestReplay(pool, prefix)).resolves.toBe(2);
    await expect(requestReplay(pool, prefix)).resolves.toBe(2);
    const after = subject.startRelay();
    await until(() => after.relay.status().epoch === 2);
    await untilPublished(subject, after);
    await expect(requestReplay(pool, prefix)).resolves.toBe(3);
    await until(() => after.relay.status().epoch === 3);
    await untilPublished(subject, after);
    await after.stop();
    await expect(relayProgress(pool, prefix)).resolves.toEqual({
      epoch: 3,
      wantedEpoch: 3,
      position: await headOf(subject),
    });
    await expectWhole(subject);
  });
});
