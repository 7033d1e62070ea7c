import { z } from 'zod';

/** Variables of the environment; usually `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that are wrong, all of them at once, in words for whoever starts the process. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  /** @param faults one line each, beginning with the name of the variable */
  constructor(readonly faults: readonly string[]) {
    super(`De instellingen kloppen niet:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

const PORT = 'moet een getal zijn van 0 tot en met 65535';

/** The kinds of settings that processes have, so that one variable is checked by one rule everywhere. */
export const setting = {
  /** 0 = a free one. */
  port: (fallback: number) =>
    z.coerce.number({ error: PORT }).int(PORT).min(0, PORT).max(65_535, PORT).default(fallback),
  text: () => z.string().optional(),
  textOr: (fallback: string) => z.string().default(fallback),
  flag: () =>
    z
      .enum(['true', 'false'], { error: 'moet true of false zijn' })
      .transform((text) => text === 'true')
      .optional(),
  postgresUrl: () =>
    z.string({ error: 'ontbreekt' }).regex(/^postgres(ql)?:\/\//, 'begint met postgres:// of postgresql://'),
  logLevel: () =>
    z
      .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], {
        error: 'moet silent, fatal, error, warn, info, debug of trace zijn',
      })
      .default('info'),
};

/** Where a process listens, and how much it logs: the settings that every process has. */
export const serviceSettings = {
  PORT: setting.port(3000),
  HOST: setting.textOr('127.0.0.1'),
  METRICS_PORT: setting.port(9464),
  METRICS_HOST: setting.textOr('127.0.0.1'),
  LOG_LEVEL: setting.logLevel(),
};

export type ServiceSettings = z.infer<z.ZodObject<typeof serviceSettings>>;

/**
 * Reads these variables. An empty one is one that was not set: compose files and shells make no difference between the two.
 * @throws SettingsError naming every variable that is wrong
 */
export function readSettings<T extends z.ZodRawShape>(env: Environment, shape: T): z.infer<z.ZodObject<T>> {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, text]) =>
      text === undefined || text.trim() === '' ? [] : [[name, text.trim()]],
    ),
  );
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  throw new SettingsError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
}

/**
 * Reads settings that several parts of the product look after, each by itself, and tells of all that is wrong together.
 * @throws SettingsError
 */
export function readTogether<T extends Readonly<Record<string, () => unknown>>>(
  parts: T,
): { readonly [K in keyof T]: ReturnType<T[K]> } {
  const faults: string[] = [];
  const read = Object.entries(parts).map(([name, part]) => {
    try {
      return [name, part()];
    } catch (error) {
      faults.push(...(error instanceof SettingsError ? error.faults : String((error as Error).message).split(/; |\n/)));
      return [name, undefined];
    }
  });
  if (faults.length > 0) throw new SettingsError(faults.map((fault) => fault.trim()));
  return Object.fromEntries(read) as { readonly [K in keyof T]: ReturnType<T[K]> };
}
