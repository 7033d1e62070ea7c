import { KafkaStateTopic, type KafkaSettings } from '#libs/event-log';
import type { JsonObject } from '#libs/kernel';
import fc from 'fast-check';
import { readCompactedTopic } from '../../../../event-log/src/kafka/testing/compacted-topic-for-specs.js';
import { describeWithKafka, sharedKafka } from '../../../../event-log/src/testing/kafka-for-specs.js';
import { histories } from '../../read-model/testing/histories.js';
import { figuresOf, openTopicDesk, SOURCE, withoutPosition, type TopicDesk } from './testing/figures-topic.js';

describeWithKafka('the topic of current figures on Kafka', () => {
  let desk: TopicDesk;
  let settings: KafkaSettings;
  beforeEach(async () => {
    const { brokers, prefix } = await sharedKafka();
    settings = { brokers, prefix, replication: 1, source: SOURCE };
    desk = await openTopicDesk();
    desk.clock.set('2023-10-26T12:00:00Z');
  });
  afterEach(() => desk.close());

  const expectAsAnswered = async (): Promise<void> => {
    const { states } = await readCompactedTopic(settings);
    const answers = await desk.answers();
    const expected = [...answers].map(([key, answer]): [string, JsonObject] => [key, withoutPosition(answer)]);
    expect(new Map([...figuresOf(states)].sort())).toEqual(new Map(expected.sort()));
  };

  it('gives who reads it what the API answers to everybody: after any history, a restart and midnight', async () => {
    const told = fc.sample(histories, { numRuns: 4, seed: 20230701 }).flat();
    const [first, second] = [told.slice(0, told.length >> 1), told.slice(told.length >> 1)];
    const topic = new KafkaStateTopic(settings);
    const worker = desk.worker(topic);
    worker.start();
    await desk.tell(...first);
    await worker.level();
    await expectAsAnswered();

    await worker.stop();
    await topic.close();
    const { records } = await readCompactedTopic(settings);
    const anew = new KafkaStateTopic(settings);
    const heir = desk.worker(anew);
    heir.start();
    await heir.level();
    // What was told before is not told again.
    expect((await readCompactedTopic(settings)).records).toBe(records);
    await desk.tell(...second);
    await heir.level();
    await expectAsAnswered();

    desk.clock.set('2023-10-26T22:00:00Z');
    await heir.level();
    await expectAsAnswered();
    const { states } = await readCompactedTopic(settings);
    expect(states.get('NL/2023-2')).toMatchObject({ data: { asOf: '2023-10-28' } });
    await heir.stop();
    await anew.close();
  }, 180_000);
});
