import { kafkaSettings, type KafkaSettings } from '#libs/event-log';
import {
  readSettings,
  readTogether,
  serviceSettings,
  setting,
  SettingsError,
  type Environment,
  type ServiceSettings,
} from './settings.js';

/** What every process of the distributed shape is told. */
export interface ProcessSettings extends ServiceSettings {
  readonly DATABASE_URL: string;
  readonly kafka: KafkaSettings;
}

/** For who signs or checks tokens. */
export interface KeySettings {
  /** The folder of the key: the same for all of them. */
  readonly DATA_FOLDER: string;
}

/** @throws SettingsError */
export const keySettings = (env: Environment): KeySettings =>
  readSettings(env, { DATA_FOLDER: setting.textOr('.bovenlokaal') });

/**
 * Reads the settings of a process that works on a Postgres that is given and on Kafka.
 * @throws SettingsError naming every variable that is wrong
 */
export function processSettings(env: Environment): ProcessSettings {
  const { own, kafka } = readTogether({
    own: () => readSettings(env, { ...serviceSettings, DATABASE_URL: setting.postgresUrl() }),
    kafka: () => {
      const settings = kafkaSettings(env);
      if (settings === null) throw new SettingsError(['KAFKA_BROKERS: ontbreekt']);
      return settings;
    },
  });
  return { ...own, kafka };
}
