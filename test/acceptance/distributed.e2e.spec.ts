import { describeWithKafka, sharedKafka } from '../../libs/event-log/src/testing/kafka-for-specs.js';
import { acceptanceContract } from './acceptance.contract.js';
import { distributedOver } from './support/shape.js';

describeWithKafka('in the distributed shape', () => acceptanceContract(distributedOver(sharedKafka)));
