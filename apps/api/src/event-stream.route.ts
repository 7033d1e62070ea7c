import { contextFor, traceIdOf, type Question } from '#libs/graphql';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { z } from 'zod';
import { streamHeaders } from './security-headers.js';
import { STREAM_PATH, type Serving } from './serving.js';

const variables = z.record(z.string(), z.unknown()).nullish();
const question = z.object({ query: z.string().min(1), operationName: z.string().nullish(), variables });

/** A question in the query string has its variables as JSON text. */
const asked = z.preprocess((value) => {
  if (typeof value !== 'object' || value === null || !('variables' in value)) return value;
  if (typeof value.variables !== 'string') return value;
  try {
    return { ...value, variables: JSON.parse(value.variables) as unknown };
  } catch {
    return null;
  }
}, question);

const refuse = (reply: FastifyReply, status: number, code: string, message: string): FastifyReply =>
  reply.code(status).send({ errors: [{ message, extensions: { code } }] });

/** GraphQL over server-sent events, for networks that drop WebSockets: distinct connections mode, token by header. */
export function addEventStreamRoute(fastify: FastifyInstance, serving: Serving): void {
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const accept = request.headers.accept ?? '*/*';
    if (!accept.includes('text/event-stream') && !accept.includes('*/*')) {
      return refuse(reply, 406, 'NOT_ACCEPTABLE', 'Het antwoord is text/event-stream');
    }
    const traceId = traceIdOf(request.headers.traceparent);
    const caller = await serving.authenticate(request.headers.authorization);
    if (!caller.ok) {
      const message = caller.refusals[0]?.message ?? '';
      return refuse(reply.header('www-authenticate', 'Bearer'), 401, 'TOKEN_INVALID', message);
    }
    const parsed = asked.safeParse(request.method === 'GET' ? request.query : request.body);
    if (!parsed.success) return refuse(reply, 400, 'BAD_REQUEST', 'Een vraag heeft query, en zo nodig variables');
    const prepared = serving.engine.documents.prepare(parsed.data satisfies Question);
    if (!prepared.ok) return reply.code(400).send({ errors: prepared.errors.map((e) => serving.mask(e, traceId)) });
    const { operation } = prepared;
    if (request.method === 'GET' && operation.definition.operation === OperationTypeNode.MUTATION) {
      const error = new GraphQLError('Een mutatie gaat met POST', { extensions: { code: 'BAD_REQUEST' } });
      return reply
        .code(405)
        .header('allow', 'POST')
        .send({ errors: [serving.mask(error, traceId)] });
    }
    reply.hijack();
    for (const [name, value] of Object.entries(streamHeaders)) reply.raw.setHeader(name, value);
    const { expiresAt } = caller.value;
    serving.engine.streams.serve(
      reply.raw,
      operation,
      contextFor(caller.value, 'sse', traceId),
      expiresAt === null ? null : Date.parse(expiresAt),
    );
    return reply;
  };
  fastify.route({ method: ['GET', 'POST'], url: STREAM_PATH, handler });
}
