import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { newTraceId } from '#libs/access';
import type { Logger } from 'pino';

/** Codes of what Fastify refuses before a handler is asked. */
const CODES: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['BAD_REQUEST', 'Deze aanvraag is niet te lezen'],
  404: ['NOT_FOUND', 'Niet gevonden'],
  413: ['REQUEST_TOO_LARGE', 'Deze aanvraag is te groot'],
  415: ['MEDIA_TYPE_UNSUPPORTED', 'Een aanvraag is application/json'],
};

const statusOf = (error: unknown): number => {
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
};

/** Every HTTP error has the shape of a GraphQL error, tells a code and no inside. Errors of resolvers pass by untouched. */
@Catch()
export class HttpErrorsFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') return error;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const status = statusOf(error);
    if (error instanceof HttpException && typeof error.getResponse() === 'object' && status === 503) {
      return reply.code(status).send(error.getResponse());
    }
    const known = CODES[status];
    if (known !== undefined) {
      const [code, message] = known;
      return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
    }
    const traceId = newTraceId();
    this.log.error({ err: error, traceId }, 'a fault was masked');
    const message = `Er ging bij ons iets mis; noem bij een melding ${traceId}`;
    return reply.code(500).send({ errors: [{ message, extensions: { code: 'INTERNAL', traceId } }] });
  }
}
