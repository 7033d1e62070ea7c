import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/**
 * Logs of a process, JSON lines on stderr: standard output belongs to whoever started us. Tokens never reach a line, wherever
 * they stand.
 * @param level default: `LOG_LEVEL`, else `info`
 */
export const createLog = (name: string, level: string = process.env['LOG_LEVEL'] || 'info'): Logger =>
  pino(
    {
      name,
      level,
      redact: { paths: ['*.authorization', '*.*.authorization', 'authorization'], censor: '…' },
    },
    // Written before the call returns: the last line of a process that dies is the one that is needed.
    pino.destination({ dest: 2, sync: true }),
  );

/** Who tells in Nest itself which modules and routes it made: of interest to whoever looks for a fault, to nobody else. */
const OF_NEST = new Set([
  'NestFactory',
  'NestApplication',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'GraphQLModule',
]);

/** What Nest and the libs that log through it have to say, as lines of the same log. */
export function nestLog(log: Logger): LoggerService {
  const say =
    (level: 'debug' | 'info' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...rest: readonly unknown[]): void => {
      const context = rest.at(-1);
      log[level]({ ...(typeof context === 'string' ? { context } : {}), ...errorOf(message, rest) }, textOf(message));
    };
  const [info, debug] = [say('info'), say('debug')];
  return {
    verbose: debug,
    debug,
    log: (message: unknown, ...rest: readonly unknown[]) =>
      (OF_NEST.has(String(rest.at(-1))) ? debug : info)(message, ...rest),
    warn: say('warn'),
    error: say('error'),
    fatal: say('fatal'),
  };
}

const textOf = (message: unknown): string => (message instanceof Error ? message.message : String(message));

const errorOf = (message: unknown, rest: readonly unknown[]): { err?: unknown } => {
  const error = [message, ...rest].find((part) => part instanceof Error);
  return error === undefined ? {} : { err: error };
};
