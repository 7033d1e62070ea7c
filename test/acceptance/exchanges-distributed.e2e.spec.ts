import { describeWithKafka, sharedKafka } from '../../libs/event-log/src/testing/kafka-for-specs.js';
import { exchangesContract } from './exchanges.contract.js';
import { turnedOver } from './support/turned-shapes.js';

describeWithKafka('in the distributed shape', () => exchangesContract(turnedOver(sharedKafka)));
