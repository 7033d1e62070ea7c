import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
/** An empty variable is one that was not set: compose files and shells make no difference between the two. */
const optionalText = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text.trim() === '' ? undefined : text.trim()));

const environment = z.object({
  PORT: z.preprocess((v) => (v === '' ? undefined : v), port.default(3000)),
  HOST: optionalText.transform((host) => host ?? '127.0.0.1'),
  METRICS_PORT: z.preprocess((v) => (v === '' ? undefined : v), port.default(9464)),
  DATABASE_URL: optionalText.refine(
    (url) => url === undefined || /^postgres(ql)?:\/\//.test(url),
    'begint met postgres:// of postgresql://',
  ),
  DATA_FOLDER: optionalText,
  DEMO: z.enum(['true', 'false', '']).optional(),
});

export interface Configuration {
  readonly port: number;
  readonly host: string;
  readonly metricsPort: number;
  readonly databaseUrl: string | undefined;
  /** Where the key and the embedded Postgres live; undefined = `.bovenlokaal`. */
  readonly dataFolder: string | undefined;
  /** True or false where somebody decided; undefined = only in the embedded shape (docs/decisions/0003). */
  readonly demo: boolean | undefined;
}

export class ConfigurationError extends Error {}

/** Reads the settings from the environment. @throws ConfigurationError naming every variable that is wrong. */
export function readConfiguration(env: Readonly<Record<string, string | undefined>>): Configuration {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigurationError(`De instellingen kloppen niet:\n${faults.join('\n')}`);
  }
  const { PORT, HOST, METRICS_PORT, DATABASE_URL, DATA_FOLDER, DEMO } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    metricsPort: METRICS_PORT,
    databaseUrl: DATABASE_URL,
    dataFolder: DATA_FOLDER,
    demo: DEMO === undefined || DEMO === '' ? undefined : DEMO === 'true',
  };
}
