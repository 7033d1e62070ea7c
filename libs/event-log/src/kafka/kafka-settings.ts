/** How to reach Kafka and what to call things there. */
export interface KafkaSettings {
  /** `host:port` of at least one broker. */
  readonly brokers: readonly string[];
  /** Of the names of topics and consumer groups. */
  readonly prefix: string;
  /** Copies of each record: 1 for one broker, 3 for three or more. */
  readonly replication: number;
  /** Of every CloudEvent: `urn:nld:oin:<20 digits>:systeem:<name>` [NL GOV profile for CloudEvents 1.1]. */
  readonly source: string;
}

export const eventsTopic = ({ prefix }: Pick<KafkaSettings, 'prefix'>): string => `${prefix}.events`;
export const figuresTopic = ({ prefix }: Pick<KafkaSettings, 'prefix'>): string => `${prefix}.figures`;

const BROKER = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+):(\d{1,5})$/;
/** Kafka's own rule for topics, with room for what we put behind it. */
const PREFIX = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const NAME = /^[a-z0-9][a-z0-9-]{0,49}$/;
const OIN = /^\d{20}$/;
const NO_OIN = '0'.repeat(20);

/**
 * Settings from the environment: `KAFKA_BROKERS` (host:port, divided by commas; absent or empty: null, no Kafka), `KAFKA_PREFIX` (bovenlokaal),
 * `KAFKA_REPLICATION` (1), `SYSTEM_OIN` (20 digits of the organisation's number, default zeros) and `SYSTEM_NAME` (bovenlokaal).
 * @throws RangeError that names every variable that is wrong.
 */
export function kafkaSettings(env: Readonly<Record<string, string | undefined>>): KafkaSettings | null {
  const brokers = (env['KAFKA_BROKERS'] ?? '')
    .split(',')
    .map((broker) => broker.trim())
    .filter((broker) => broker !== '');
  if (brokers.length === 0) return null;
  const prefix = env['KAFKA_PREFIX'] || 'bovenlokaal';
  const replication = Number(env['KAFKA_REPLICATION'] || '1');
  const oin = env['SYSTEM_OIN'] || NO_OIN;
  const name = env['SYSTEM_NAME'] || 'bovenlokaal';
  const wrong = [
    ...(brokers.every(isBroker) ? [] : ['KAFKA_BROKERS must be host:port, divided by commas']),
    ...(PREFIX.test(prefix) ? [] : ['KAFKA_PREFIX must be letters, digits, . _ and -, at most 100']),
    ...(Number.isInteger(replication) && replication >= 1 && replication <= 7
      ? []
      : ['KAFKA_REPLICATION must be a whole number from 1 to 7']),
    ...(OIN.test(oin) ? [] : ['SYSTEM_OIN must be 20 digits']),
    ...(NAME.test(name) ? [] : ['SYSTEM_NAME must be lower-case letters, digits and -, at most 50']),
  ];
  if (wrong.length > 0) throw new RangeError(wrong.join('; '));
  return { brokers, prefix, replication, source: `urn:nld:oin:${oin}:systeem:${name}` };
}

const isBroker = (text: string): boolean => {
  const port = Number(BROKER.exec(text)?.[2]);
  return port >= 1 && port <= 65_535;
};
