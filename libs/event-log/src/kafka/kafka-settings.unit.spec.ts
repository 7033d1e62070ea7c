import { kafkaSettings } from './kafka-settings.js';

describe('the settings of Kafka', () => {
  it('are none where no broker is named', () => {
    expect(kafkaSettings({})).toBeNull();
    expect(kafkaSettings({ KAFKA_BROKERS: ' , ', KAFKA_PREFIX: 'ours' })).toBeNull();
  });

  it('need only the brokers', () => {
    expect(kafkaSettings({ KAFKA_BROKERS: 'kafka-1:9092, [::1]:9093' })).toEqual({
      brokers: ['kafka-1:9092', '[::1]:9093'],
      prefix: 'bovenlokaal',
      replication: 1,
      source: 'urn:nld:oin:00000000000000000000:systeem:bovenlokaal',
    });
  });

  it('name the organisation and the system in the source of every event', () => {
    const env = { KAFKA_BROKERS: 'kafka:9092', SYSTEM_OIN: '00000001234567890000', SYSTEM_NAME: 'bovenlokaal-utrecht' };
    expect(kafkaSettings(env)).toMatchObject({
      source: 'urn:nld:oin:00000001234567890000:systeem:bovenlokaal-utrecht',
    });
  });

  it('are refused with every variable that is wrong', () => {
    const wrong = {
      KAFKA_BROKERS: 'kafka:9092,kafka:99999',
      KAFKA_PREFIX: '..',
      KAFKA_REPLICATION: 'two',
      SYSTEM_OIN: '123',
      SYSTEM_NAME: 'Onze Zaak',
    };
    for (const name of Object.keys(wrong)) expect(() => kafkaSettings(wrong)).toThrow(name);
  });
});
