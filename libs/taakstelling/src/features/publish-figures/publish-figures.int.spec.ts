import { period, type JsonObject, type Scope } from '#libs/kernel';
import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { histories } from '../../read-model/testing/histories.js';
import { announced, counted, policy, publishedFigure, realised } from '../../read-model/testing/recorded-events.js';
import { figuresChangedMessage } from './figures-changed.message.js';
import { FIGURES_ANEW } from './publish-figures.reactor.js';
import {
  figuresOf,
  notedTopic,
  openTopicDesk,
  until,
  withoutPosition,
  type NotedTopic,
  type TopicDesk,
  type Worker,
} from './testing/figures-topic.js';

const U = 'GM0344' as Scope;

describe('the topic of current figures', () => {
  let desk: TopicDesk;
  beforeEach(async () => {
    desk = await openTopicDesk();
    desk.clock.set('2023-10-26T12:00:00Z');
  });
  afterEach(() => desk.close());

  /** A reader of the topic has what the API answers: nothing is missing, nothing is left over, nothing is newer. */
  const expectAsAnswered = async (states: ReadonlyMap<string, JsonObject>): Promise<void> => {
    const answers = await desk.answers();
    expect([...states.keys()].sort()).toEqual([...answers.keys()].sort());
    const figures = figuresOf(states);
    for (const [key, answer] of answers) {
      expect([key, figures.get(key)]).toEqual([key, withoutPosition(answer)]);
      const data = states.get(key)?.['data'] as JsonObject;
      expect(data['position']).toBeLessThanOrEqual(answer['position'] as number);
    }
  };

  it('holds what the API answers to everybody: after any history, after midnight, at the change of a period and after restarts', async () => {
    const topic = notedTopic();
    let worker = desk.worker(topic);
    worker.start();
    const nights = ['2023-10-26T22:00:00Z', '2023-12-30T23:00:00Z', '2023-12-31T23:00:00Z', '2024-01-02T08:00:00Z'];
    for (const [i, told] of fc.sample(histories, { numRuns: 4, seed: 20231026 }).entries()) {
      const half = told.length >> 1;
      await desk.tell(...told.slice(0, half));
      await worker.level();
      await expectAsAnswered(topic.states);
      const isDown = i % 2 === 1;
      if (isDown) await worker.stop();
      desk.clock.set(nights[i] ?? '');
      await desk.tell(...told.slice(half));
      if (isDown) {
        worker = desk.worker(topic);
        worker.start();
      }
      await worker.level();
      await expectAsAnswered(topic.states);
    }
    for (const { key, value } of topic.puts) {
      const data = value['data'] as JsonObject;
      expect(figuresChangedMessage.schema.parse(data)).toEqual(data);
      expect(value).toMatchObject({
        specversion: '1.0',
        type: 'nl.bovenlokaal.figures.changed.v1',
        source: 'urn:nld:oin:00000000000000000000:systeem:spec',
        subject: key,
      });
    }
    // The same state has the same id however often it is put, and no other has it.
    const [ids, states] = [new Set(), new Set()];
    for (const { value } of topic.puts) {
      ids.add(value['id']);
      states.add(JSON.stringify(value['data']));
    }
    expect(ids.size).toBe(states.size);
  }, 120_000);

  describe('when a household moved', () => {
    let topic: NotedTopic;
    let first: Worker;
    const keysSince = (n: number): readonly string[] => topic.puts.slice(n).map(({ key }) => key);
    beforeEach(async () => {
      topic = notedTopic();
      const worker = desk.worker(topic);
      first = worker;
      worker.start();
      await desk.tell(policy(), announced('GM0344', '2023-2', 100, '2023-05-01'));
      await worker.level();
      const before = topic.puts.length;
      await desk.tell(
        realised('h', counted('GM0344', '2023-10-03', 4, { oneOff: 'Actie Dorpsstraat' }), {
          remark: 'gezin van vier, Dorpsstraat',
        }),
      );
      await worker.level();
      // The sums have moved; that a household moved in the municipality is not for everybody, not even as a newer position.
      expect(keysSince(before)).toEqual(['NL/2023-2', 'PV26/2023-2']);
      const published = topic.puts.length;
      await desk.tell(publishedFigure('GM0344', '2023-2', 'realised', 4, '2023-10-15', { on: '2023-10-20' }));
      await worker.level();
      expect(keysSince(published)).toContain('GM0344/2023-2');
    });

    it('tells of the municipality only when it publishes, and of its rows and their remarks never', async () => {
      const text = JSON.stringify(topic.puts);
      expect(text).not.toContain('Dorpsstraat');
      expect(topic.states.get('PV26/2023-2')).toMatchObject({ data: { basis: 'computed', realised: 4 } });
      expect(topic.states.get('GM0344/2023-2')).toMatchObject({ data: { basis: 'published', realised: 4 } });
      expect(await desk.answer(U, period('2023-2'))).toMatchObject({ basis: 'published', realised: 4 });
    });

    it('is not told again when the read model is rebuilt', async () => {
      const before = topic.puts.length;
      await desk.host.rebuild('figures');
      await first.stop();
      const worker = desk.worker(topic);
      worker.start();
      await worker.level();
      expect(topic.puts.length).toBe(before);
    });

    it('is told anew, as everything, when the deadline is set to now because the topic was lost', async () => {
      const again = notedTopic();
      const worker = desk.worker(again);
      await first.stop();
      await worker.deadlines.set({ ...FIGURES_ANEW, dueAt: desk.clock.now() });
      worker.start();
      await worker.level();
      await expectAsAnswered(again.states);
    });
  });

  it('begins with nothing that the read model does not show yet', async () => {
    const { pool } = desk.database;
    await desk.tell(policy());
    await desk.host.catchUp();
    // The read model cannot move while its row is held.
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query('select from projection for update');
    await desk.tell(announced('GM0344', '2022-2', 100, '2022-05-01'));
    const topic = notedTopic();
    const worker = desk.worker(topic);
    worker.reactors.start();
    await until(async () => (await worker.reactors.status())[0]?.role === 'active');
    await Promise.race([until(() => topic.puts.length > 0), sleep(500)]);
    await holder.query('commit');
    holder.release();
    await until(async () => (await worker.reactors.status())[0]?.lag === 0);
    await expectAsAnswered(topic.states);
  });

  it('is put again where it could not be reached', async () => {
    let isAway = true;
    const topic = notedTopic(() => {
      if (isAway) throw new Error('no broker');
    });
    const worker = desk.worker(topic);
    worker.start();
    await desk.tell(policy(), announced('GM0344', '2023-2', 100, '2023-05-01'));
    await until(async () => (await worker.reactors.status())[0]?.halted?.reason === 'no broker');
    isAway = false;
    await worker.level();
    await expectAsAnswered(topic.states);
  });

  it('never gets an older state after a newer one: what is being put comes first, whoever puts it', async () => {
    let [underWay, most] = [0, 0];
    let finish: () => void = () => undefined;
    let held: Promise<void> | null = null;
    const topic = notedTopic(async () => {
      most = Math.max(most, ++underWay);
      await held;
      underWay--;
    });
    // Two processes, of which one answers events and the other fires deadlines.
    const [answering, firing] = [desk.worker(topic), desk.worker(topic)];
    answering.reactors.start();
    firing.deadlines.start();
    await desk.tell(policy(), announced('GM0344', '2023-2', 100, '2023-05-01'));
    await until(async () => (await answering.reactors.status())[0]?.lag === 0);
    held = new Promise((resolve) => (finish = resolve));
    await firing.deadlines.set({ ...FIGURES_ANEW, dueAt: desk.clock.now() });
    await until(() => underWay === 1);
    await desk.tell(realised('r', counted('GM0344', '2023-10-03', 1)));
    // The one who answers has the news at hand: it waits, or it would put it while the older state is still on its way.
    await until(async () => most > 1 || (await desk.waitingForLock()) > 0);
    held = null;
    finish();
    await until(async () => (await answering.reactors.status())[0]?.lag === 0);
    await until(async () => (await firing.deadlines.status()).overdue === 0);
    expect(most).toBe(1);
    await expectAsAnswered(topic.states);
  });
});
