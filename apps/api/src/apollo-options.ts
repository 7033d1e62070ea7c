import {
  contextFor,
  isTokenLimit,
  jsonOf,
  limitRule,
  noIntrospectionRule,
  REFUSAL_TYPES,
  tooLong,
  traceIdOf,
  type Answer,
  type ApiContext,
} from '#libs/graphql';
import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { ApiSettings } from './api-options.js';
import type { ApiMetrics } from './metrics.js';
import { GRAPHQL_PATH, type Serving } from './serving.js';

/** Schema options that the running API and the printed schema share. */
export const BUILD_SCHEMA = { orphanedTypes: [...REFUSAL_TYPES] };

/** `sign-in` failed: a GraphQL answer that is also a 401 for whatever looks at statuses. */
const tokenInvalid = (code: string, message: string): GraphQLError =>
  new GraphQLError(message, {
    extensions: { code, http: { status: 401, headers: new HeaderMap([['www-authenticate', 'Bearer']]) } },
  });

/**
 * Apollo speaks HTTP, parses, validates and guards against CSRF; execution is handed to the executor that sockets and
 * streams use as well, so that time limit, masking, audit and reuse of answers are the same everywhere.
 */
export function apolloOptions(serving: Serving, metrics: ApiMetrics, settings: ApiSettings): ApolloDriverConfig {
  // An answer that is reused is serialised once; Apollo hands its data object on to `stringifyResult`.
  const written = new WeakMap<object, Answer>();

  const execution: ApolloServerPlugin<ApiContext> = {
    requestDidStart() {
      const stop = metrics.operations.startTimer();
      return Promise.resolve({
        async responseForOperation({ document, operation, operationName, request, contextValue }) {
          if (!operation) return null;
          const { variables = {} } = request;
          // Validation, above, knows the document only.
          const refused = serving.engine.documents.refuseVariables(document, variables);
          if (refused.length > 0) {
            const errors = refused.map((error) => serving.mask(error, contextValue.traceId));
            return {
              http: { status: 400, headers: new HeaderMap() },
              body: { kind: 'single', singleResult: { errors } },
            };
          }
          const answer = await serving.engine.executor.answer(
            { document, definition: operation, operationName, variables },
            contextValue,
          );
          const { data, errors } = answer.result;
          if (errors === undefined && typeof data === 'object' && data !== null) written.set(data, answer);
          return {
            http: { status: 200, headers: new HeaderMap() },
            body: { kind: 'single', singleResult: answer.result as { data?: Record<string, unknown> } },
          };
        },
        willSendResponse({ operation, response: { body } }) {
          const failed = body.kind === 'single' && body.singleResult.errors !== undefined;
          stop({ operation: operation?.operation ?? 'none', outcome: failed ? 'errors' : 'data' });
          return Promise.resolve();
        },
      });
    },
  };

  return {
    driver: ApolloDriver,
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    sortSchema: true,
    buildSchemaOptions: BUILD_SCHEMA,
    graphiql: false,
    // Our own rule decides, the same for every transport.
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    autoTransformHttpErrors: false,
    preserveHttpStatusForExecutionErrors: false,
    stopOnApplicationShutdown: true,
    parseOptions: { maxTokens: settings.limits.tokens },
    validationRules: [limitRule(settings.limits), ...(settings.production ? [noIntrospectionRule] : [])],
    plugins: [execution as ApolloServerPlugin],
    context: async (request: FastifyRequest): Promise<ApiContext> => {
      const caller = await serving.authenticate(request.headers.authorization);
      if (!caller.ok) {
        const [refused] = caller.refusals;
        throw tokenInvalid(refused?.code ?? 'TOKEN_INVALID', refused?.message ?? '');
      }
      return contextFor(caller.value, 'http', traceIdOf(request.headers.traceparent));
    },
    // Reached by what Apollo itself found wrong; errors of execution were masked before.
    formatError: (formatted, error) => {
      if (isTokenLimit(formatted.message)) {
        const { message, extensions } = tooLong(settings.limits);
        return { message, extensions };
      }
      // Apollo gives whatever its validation found one code; what found it, a limit or a scalar, gave a code of its own.
      const cause = error instanceof GraphQLError ? error.originalError : undefined;
      if (cause instanceof GraphQLError && cause.extensions['code'] !== undefined) {
        const { path: _, ...masked } = serving.mask(cause, traceIdOf(undefined));
        return masked;
      }
      const original = unwrapResolverError(error);
      if (original instanceof GraphQLError) return serving.mask(original, traceIdOf(undefined));
      if (formatted.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR') return formatted;
      const thrown = original instanceof Error ? original : new Error(String(original));
      return serving.mask(new GraphQLError('fault', { originalError: thrown }), traceIdOf(undefined));
    },
    stringifyResult: (result) => {
      const answer = typeof result.data === 'object' && result.data !== null ? written.get(result.data) : undefined;
      return answer === undefined || result.errors !== undefined ? JSON.stringify(result) : jsonOf(answer);
    },
  };
}
