import { eventLogContract } from '../event-log.contract.js';
import { describeWithKafka } from '../testing/kafka-for-specs.js';
import { openKafkaUnderTest } from './testing/kafka-log-for-specs.js';

describeWithKafka('Kafka', () => {
  eventLogContract('Kafka, filled by the relay from Postgres', async () => {
    const subject = await openKafkaUnderTest();
    subject.startRelay();
    return subject;
  });
});
