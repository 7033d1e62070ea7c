import { pino, type Logger } from 'pino';

/** Logs of the API, JSON lines on stderr: standard output belongs to whoever started us. */
export const API_LOG = Symbol('ApiLog');

/** Level by `LOG_LEVEL`, default `info`. Tokens never reach a line, wherever they stand. */
export const createApiLog = (): Logger =>
  pino(
    {
      name: 'api',
      level: process.env['LOG_LEVEL'] ?? 'info',
      redact: { paths: ['*.authorization', '*.*.authorization', 'authorization'], censor: '…' },
    },
    pino.destination({ dest: 2, sync: true }),
  );
