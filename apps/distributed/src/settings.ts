import { readSettings, setting, type Environment } from '#libs/service';

export interface LauncherSettings {
  /** Of the first API process, the others follow; 0 = free ones. */
  readonly port: number;
  /** A Postgres that is there already; undefined = the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Brokers that are there already; undefined = one of our own. */
  readonly kafkaBrokers: string | undefined;
  /** Undefined = `.bovenlokaal`. */
  readonly dataFolder: string | undefined;
  /** Undefined = only with the embedded Postgres. */
  readonly demo: boolean | undefined;
  /** Undefined = the compose file of this checkout. */
  readonly composeFile: string | undefined;
}

/** @throws SettingsError naming every variable that is wrong */
export function launcherSettings(env: Environment): LauncherSettings {
  const read = readSettings(env, {
    PORT: setting.port(3000),
    DATABASE_URL: setting.postgresUrl().optional(),
    KAFKA_BROKERS: setting.text(),
    DATA_FOLDER: setting.text(),
    DEMO: setting.flag(),
    COMPOSE_FILE: setting.text(),
  });
  return {
    port: read.PORT,
    databaseUrl: read.DATABASE_URL,
    kafkaBrokers: read.KAFKA_BROKERS,
    dataFolder: read.DATA_FOLDER,
    demo: read.DEMO,
    composeFile: read.COMPOSE_FILE,
  };
}
