import fc from 'fast-check';
import type { RecordedEvent } from '#libs/event-store';
import { countingIds } from '#libs/kernel';
import { emptyFrontier, type Frontier } from './frontier.js';
import { Intake } from './intake.js';
import { PARTITIONS, partitionOf } from './partition-of.js';
import { context, logOf, ModelRelay, ModelTopic, storeOf } from './testing/model-topic.js';

const streams = Array.from({ length: 9 }, (_, n) => `stream-${n}`);
const commits = fc.array(fc.array(fc.constantFrom(...streams), { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 25,
});
const partition = fc.nat(PARTITIONS - 1);

/** What can happen to a topic and to those who read it. */
const misfortunes = {
  /** The relay sends so many events, perhaps with watermarks. */
  publish: fc.record({
    kind: fc.constant('publish'),
    count: fc.integer({ min: 1, max: 12 }),
    watermarks: fc.boolean(),
  }),
  /** The relay crashes after an acknowledgement and before it saved: another goes on from where it was saved. */
  restart: fc.record({ kind: fc.constant('restart'), saved: fc.nat(50) }),
  /** A relay of long ago wakes up and sends what it has at hand. */
  zombie: fc.record({ kind: fc.constant('zombie'), saved: fc.nat(50), count: fc.integer({ min: 1, max: 12 }) }),
  /** The relay of another store takes the topic for its own, and fills it in a higher epoch. */
  stranger: fc.record({
    kind: fc.constant('stranger'),
    wipes: fc.boolean(),
    count: fc.integer({ min: 1, max: 12 }),
  }),
  /** The topic is deleted and made anew, in a new epoch. */
  wipe: fc.record({ kind: fc.constant('wipe') }),
  /** A partition is read on. */
  fetch: fc.record({ kind: fc.constant('fetch'), partition, count: fc.integer({ min: 1, max: 10 }) }),
  /** A partition is read from another place: before what was read, or beyond it. */
  seek: fc.record({ kind: fc.constant('seek'), partition, offset: fc.nat(20) }),
  take: fc.record({ kind: fc.constant('take'), batchSize: fc.integer({ min: 1, max: 8 }) }),
  lose: fc.record({ kind: fc.constant('lose'), partition, nth: fc.nat(30) }),
} as const;
type Happening = { [K in keyof typeof misfortunes]: (typeof misfortunes)[K] extends fc.Arbitrary<infer V> ? V : never };
const { lose, ...harmless } = misfortunes;
const mostlyReading = [
  { weight: 6, arbitrary: harmless.fetch },
  { weight: 3, arbitrary: harmless.publish },
  { weight: 2, arbitrary: harmless.take },
  { weight: 1, arbitrary: harmless.seek },
  { weight: 1, arbitrary: harmless.restart },
  { weight: 1, arbitrary: harmless.zombie },
  { weight: 1, arbitrary: harmless.stranger },
  { weight: 1, arbitrary: harmless.wipe },
] as const;

/** A reader, its topic and its relay, through all that happens to them. */
class World {
  readonly topic = new ModelTopic();
  relay: ModelRelay;
  intake: Intake;
  readonly delivered: RecordedEvent[] = [];
  /** Positions of events that were lost from this filling of the topic, all of their copies or one. */
  readonly lost = new Set<number>();
  /** Of another system, with events in the same streams at the same positions. */
  readonly #strangers = storeOf(
    Array.from({ length: 30 }, (_, n) => [`stream-${n % 9}`]),
    countingIds(1_000),
  );
  /** Every frontier there ever was: what an old relay may go on from. */
  readonly #past: Frontier[] = [];
  #next = new Array<number>(PARTITIONS).fill(0);
  readonly #left = new Set<number>();

  constructor(
    readonly store: readonly RecordedEvent[],
    private readonly after: number,
  ) {
    this.relay = new ModelRelay(this.topic, store);
    this.intake = this.#reader(after);
    this.#past.push(this.relay.frontier);
  }

  happen(event: Happening[keyof Happening]): void {
    switch (event.kind) {
      case 'publish':
        this.relay.publish(event.count, event.watermarks);
        this.#past.push(this.relay.frontier);
        return;
      case 'restart': {
        const ofThisEpoch = this.#past.filter(({ epoch }) => epoch === this.relay.frontier.epoch);
        this.relay = new ModelRelay(this.topic, this.store, ofThisEpoch[event.saved % ofThisEpoch.length]);
        return;
      }
      case 'zombie':
        new ModelRelay(this.topic, this.store, this.#past[event.saved % this.#past.length]).publish(event.count, true);
        return;
      case 'stranger': {
        if (event.wipes) this.#wipe();
        const from = emptyFrontier(this.relay.frontier.epoch + 1);
        new ModelRelay(this.topic, this.#strangers, from).publish(event.count, true);
        if (event.wipes) this.#beginAnew(); // Ours finds out, and fills the topic again behind what the other wrote.
        return;
      }
      case 'wipe':
        this.#wipe();
        this.#beginAnew();
        return;
      case 'fetch':
        return this.fetch(event.partition, event.count);
      case 'seek':
        this.#next[event.partition] = event.offset;
        return;
      case 'take':
        return this.take(event.batchSize);
      case 'lose': {
        const position = this.topic.lose(event.partition, event.nth);
        if (position !== null) this.lost.add(position);
        return;
      }
    }
  }

  #reader(after: number): Intake {
    const intake = new Intake(after, 'topic', context);
    intake.log = logOf(this.store);
    return intake;
  }

  #wipe(): void {
    this.topic.wipe();
    this.lost.clear();
  }

  #beginAnew(): void {
    this.relay = new ModelRelay(this.topic, this.store, emptyFrontier(this.relay.frontier.epoch + 2));
    this.#past.push(this.relay.frontier);
  }

  fetch(from: number, count: number): void {
    for (let n = 0; n < count && !this.#left.has(from); n++) {
      const offset = this.#next[from] ?? 0;
      if (offset >= this.topic.end(from)) {
        if (offset > this.topic.end(from)) this.#next[from] = 0; // Out of range: from the beginning.
        return;
      }
      const record = this.topic.read(from, offset);
      const answer = record === null ? 'on' : this.intake.offer(from, record);
      this.#next[from] = answer === 'rewind' ? 0 : offset + 1;
      if (answer === 'leave') this.#left.add(from);
    }
  }

  take(batchSize: number): void {
    while (this.intake.lineUp(batchSize, 3));
    const batch = this.intake.take(batchSize);
    if (batch === null) return;
    const inBatch = new Set(batch.map(({ meta }) => meta.commit));
    if (inBatch.size > 1) expect(batch.length).toBeLessThanOrEqual(batchSize);
    const from = this.after + this.delivered.length;
    // What was delivered is what the store holds, in its order, without a hole.
    expect(batch).toEqual(this.store.slice(from, from + batch.length));
    this.delivered.push(...batch);
    const last = batch.at(-1);
    expect(last?.position).toBe((last?.meta.commit ?? 0) + (last?.meta.commitSize ?? 0) - 1);
  }

  /** Whoever is halted begins anew, as the runner of a read model does. */
  resubscribe(): void {
    const position = this.after + this.delivered.length;
    this.intake = this.#reader(position);
    this.#next = new Array<number>(PARTITIONS).fill(0);
    this.#left.clear();
  }

  /** All that there is, is published and read; also by whoever was left waiting at a wrong place, and began to read anew. */
  settle(): void {
    this.relay.publishAll();
    this.#readAll();
    this.#next.fill(0);
    this.#readAll();
  }

  #readAll(): void {
    for (let round = 0; round < 4; round++) {
      for (let n = 0; n < PARTITIONS; n++) this.fetch(n, 1_000);
      for (let before = -1; before !== this.delivered.length;) {
        before = this.delivered.length;
        this.take(5);
      }
    }
  }
}

describe('what a reader of the topic hands over', () => {
  it('is all that the store holds, in order and in whole commits, whatever is repeated, wound back, interleaved or wiped', () => {
    fc.assert(
      fc.property(
        commits,
        fc.array(fc.oneof(...mostlyReading), { maxLength: 120 }),
        fc.nat(20),
        (content, happenings, after) => {
          const store = storeOf(content);
          const world = new World(store, Math.min(after, store.length));
          for (const happening of happenings) world.happen(happening);
          world.settle();
          if (world.intake.halted) {
            // Old records alone in a topic that was wiped look like a hole until the new ones come.
            world.resubscribe();
            world.settle();
          }
          expect(world.intake.halted).toBe(false);
          expect(world.delivered).toHaveLength(store.length - Math.min(after, store.length));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ends before an event that was lost, and says that it is missing', () => {
    let met = 0;
    fc.assert(
      fc.property(
        commits,
        fc.array(fc.oneof(...mostlyReading, { weight: 1, arbitrary: lose }), { maxLength: 40 }),
        fc.array(lose, { minLength: 1, maxLength: 3 }),
        (content, happenings, losses) => {
          const [last, ...rest] = [...storeOf([...content, ['stream-0']])].reverse();
          const store = rest.reverse();
          const world = new World(store, 0);
          for (const happening of happenings) world.happen(happening);
          world.relay.publishAll();
          for (const loss of losses) world.happen(loss);
          // A loss at the very end shows by the next event, wherever that belongs.
          if (last !== undefined) store.push(last);
          world.settle();
          if (world.intake.halted) expect(world.intake.haltedHere()).toMatchObject({ code: 'EVENT_MISSING' });
          world.resubscribe();
          world.settle();
          // What was read before it was lost is not missed.
          if (world.delivered.length === world.store.length) return;
          met++;
          expect([...world.lost]).toContain(world.intake.missing);
          expect(world.intake.isSettled()).toBe(true);
          expect(world.intake.haltedHere()).toMatchObject({ code: 'EVENT_MISSING', after: world.delivered.length });
        },
      ),
      { numRuns: 300 },
    );
    expect(met).toBeGreaterThan(50);
  });

  it('ends before the commit of a record that cannot be read, with everything that is whole before it', () => {
    fc.assert(
      fc.property(
        commits,
        fc.nat(1_000),
        fc.shuffledSubarray([...Array(PARTITIONS).keys()], { minLength: 12 }),
        (content, nth, order) => {
          const store = storeOf(content);
          const spoilt = store[nth % store.length];
          const world = new World(store, 0);
          world.relay.publishAll();
          world.topic.spoil(spoilt?.position ?? 0);
          for (const one of order) world.fetch(one, 1_000);
          world.settle();
          expect(world.intake.isSettled()).toBe(true);
          expect(world.delivered).toHaveLength((spoilt?.meta.commit ?? 0) - 1);
          expect(world.intake.haltedHere()).toMatchObject({
            code: 'RECORD_NOT_JSON',
            after: world.delivered.length,
            reason: expect.stringContaining(`position ${spoilt?.position}`) as string,
            place: { topic: 'topic' },
          });
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('what waits of one partition', () => {
  it('is enough at a megabyte, and wanted again when it was handed over', () => {
    const store = storeOf(Array.from({ length: 40 }, () => ['stream-1']));
    const topic = new ModelTopic();
    new ModelRelay(topic, store).publishAll();
    const home = partitionOf('stream-1');
    const intake = new Intake(0, 'topic', context);
    intake.log = logOf(store);
    let offset = 0;
    for (; !intake.isFull(home); offset++) {
      const record = topic.read(home, offset);
      if (record === null) throw new Error('it is never full');
      intake.offer(home, { ...record, value: Buffer.concat([record.value ?? Buffer.of(), Buffer.alloc(60_000, ' ')]) });
    }
    expect(offset).toBe(18); // Of some 60 kB each.
    while (intake.lineUp(100, 100));
    expect(intake.take(100)).toHaveLength(18);
    expect(intake.isFull(home)).toBe(false);
  });

  it('is misplaced where it came from another partition already', () => {
    const store = storeOf([['stream-1'], ['stream-1'], ['stream-1']]);
    const topic = new ModelTopic();
    new ModelRelay(topic, store).publishAll();
    const home = partitionOf('stream-1');
    const intake = new Intake(0, 'topic', context);
    intake.log = logOf(store);
    for (const [partition, offset] of [
      [home, 0],
      [(home + 1) % PARTITIONS, 0],
    ] as const) {
      const record = topic.read(home, offset);
      if (record !== null) intake.offer(partition, record);
    }
    while (intake.lineUp(10, 10));
    expect(intake.take(10)).toHaveLength(1);
    expect(intake.haltedHere()).toMatchObject({ code: 'RECORD_MISPLACED', after: 1 });
  });
});

describe('a record that says nothing of its place', () => {
  it('halts its partition: nobody knows what it stands for', () => {
    const intake = new Intake(0, 'topic', context);
    expect(intake.offer(3, { offset: '7', value: Buffer.from('hello'), headers: {} })).toBe('leave');
    expect(intake.haltedHere()).toMatchObject({
      code: 'RECORD_WITHOUT_PLACE',
      place: { topic: 'topic', partition: 3, offset: '7' },
    });
  });

  it('lets an event pass only under its own position and in the partition of its stream', () => {
    const store = storeOf([['stream-1'], ['stream-1']]);
    const topic = new ModelTopic();
    new ModelRelay(topic, store).publishAll();
    const home = [...Array(PARTITIONS).keys()].find((n) => (topic.read(n, 0)?.value ?? null) !== null) ?? 0;
    const record = topic.read(home, 0);
    if (record === null) throw new Error('the relay published nothing');
    const elsewhere = new Intake(0, 'topic', context);
    elsewhere.log = logOf(store);
    elsewhere.offer((home + 1) % PARTITIONS, record);
    elsewhere.lineUp(1, 1);
    expect(elsewhere.haltedHere()).toMatchObject({ code: 'RECORD_MISPLACED' });
    const misnumbered = new Intake(1, 'topic', context);
    misnumbered.log = logOf(store);
    misnumbered.offer(home, { ...record, headers: { ...record.headers, position: Buffer.from('2') } });
    misnumbered.lineUp(1, 1);
    expect(misnumbered.haltedHere()).toMatchObject({ code: 'RECORD_MISPLACED' });
  });
});
