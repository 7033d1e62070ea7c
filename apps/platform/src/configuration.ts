import { readSettings, serviceSettings, setting, type Environment } from '#libs/service';

export interface Configuration {
  readonly port: number;
  readonly host: string;
  readonly metricsPort: number;
  readonly metricsHost: string;
  readonly databaseUrl: string | undefined;
  /** Where the key and the embedded Postgres live; undefined = `.bovenlokaal`. */
  readonly dataFolder: string | undefined;
  /** True or false where somebody decided; undefined = only in the embedded shape (docs/decisions/0003). */
  readonly demo: boolean | undefined;
}

/** Reads the settings from the environment. @throws SettingsError naming every variable that is wrong. */
export function readConfiguration(env: Environment): Configuration {
  const { PORT, HOST, METRICS_PORT, METRICS_HOST, DATABASE_URL, DATA_FOLDER, DEMO } = readSettings(env, {
    ...serviceSettings,
    DATABASE_URL: setting.postgresUrl().optional(),
    DATA_FOLDER: setting.text(),
    DEMO: setting.flag(),
  });
  return {
    port: PORT,
    host: HOST,
    metricsPort: METRICS_PORT,
    metricsHost: METRICS_HOST,
    databaseUrl: DATABASE_URL,
    dataFolder: DATA_FOLDER,
    demo: DEMO,
  };
}
