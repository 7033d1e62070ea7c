export { KafkaEventLog, type KafkaEventLogOptions } from './kafka-event-log.js';
export { type KafkaLog } from './kafka-client.js';
export { eventsTopic, figuresTopic, kafkaSettings, type KafkaSettings } from './kafka-settings.js';
export { KafkaStateTopic, type StatePublisher } from './kafka-state-topic.js';
export { PARTITIONS, partitionOf } from './partition-of.js';
export { eventLogMigrations } from './relay-migrations.js';
export { relayProgress, requestReplay } from './relay-row.js';
export { Relay, type RelayOptions, type RelayStatus } from './relay.js';
