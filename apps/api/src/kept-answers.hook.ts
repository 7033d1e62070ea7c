import { contextFor, jsonOf, traceIdOf, type Question } from '#libs/graphql';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiMetrics } from './metrics.js';
import { GRAPHQL_PATH, type Serving } from './serving.js';

/** The question in a plain JSON request; null for whatever Apollo understands and this does not. */
function plainQuestion({ body, headers }: FastifyRequest): Question | null {
  const accept = headers.accept ?? '*/*';
  if (!accept.includes('*/*') && !accept.includes('application/json')) return null;
  if (headers['content-type']?.startsWith('application/json') !== true) return null;
  if (typeof body !== 'object' || body === null || !('query' in body) || 'extensions' in body) return null;
  const { query } = body;
  const variables = 'variables' in body ? body.variables : undefined;
  const operationName = 'operationName' in body ? body.operationName : undefined;
  if (typeof query !== 'string' || typeof (operationName ?? '') !== 'string') return null;
  if (typeof (variables ?? {}) !== 'object' || Array.isArray(variables)) return null;
  return { query, variables, operationName } as Question;
}

/**
 * Questions whose answers are kept (`@CachedByPosition`) do not pass through Apollo, whose way costs several times the
 * answer itself: same sign-in, limits, validation, executor and bytes. Everything else, every error included, goes on to
 * Apollo. JSON as content type makes a browser ask leave first, which is all that the CSRF guard wants.
 */
export function addKeptAnswers(fastify: FastifyInstance, serving: Serving, metrics: ApiMetrics): void {
  fastify.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'POST' || request.routeOptions.url !== GRAPHQL_PATH) return;
    const question = plainQuestion(request);
    if (question === null) return;
    const { documents, executor } = serving.engine;
    const prepared = documents.prepare(question);
    if (!prepared.ok || !executor.isKept(prepared.operation)) return;
    const stop = metrics.operations.startTimer();
    const caller = await serving.authenticate(request.headers.authorization);
    if (!caller.ok) return;
    const context = contextFor(caller.value, 'http', traceIdOf(request.headers.traceparent));
    const answer = await executor.answer(prepared.operation, context);
    stop({ operation: 'query', outcome: answer.result.errors === undefined ? 'data' : 'errors' });
    await reply.header('content-type', 'application/json; charset=utf-8').send(jsonOf(answer));
  });
}
