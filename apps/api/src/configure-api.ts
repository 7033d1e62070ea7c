import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { API_OPTIONS, type ApiSettings } from './api-options.js';
import { addEventStreamRoute } from './event-stream.route.js';
import { addGraphiqlRoutes } from './graphiql.route.js';
import { HttpErrorsFilter } from './http-errors.filter.js';
import { addKeptAnswers } from './kept-answers.hook.js';
import { API_LOG } from './logger.js';
import { ApiMetrics } from './metrics.js';
import { addSecurityHeaders } from './security-headers.js';
import { Serving } from './serving.js';

/**
 * What the API adds to the application beside its modules: headers, event streams, GraphiQL, error answers, and the end
 * of sockets when it stops. Call it once, before `init` or `listen`.
 */
export function configureApi(app: NestFastifyApplication): void {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  const serving = app.get(Serving);
  const settings = app.get<ApiSettings>(API_OPTIONS);
  app.useGlobalFilters(new HttpErrorsFilter(app.get<Logger>(API_LOG)));
  addSecurityHeaders(fastify);
  addKeptAnswers(fastify, serving, app.get(ApiMetrics));
  addEventStreamRoute(fastify, serving);
  if (!settings.production) addGraphiqlRoutes(fastify);
  closeGracefully(fastify, serving);
}

/** What is under way is answered; nothing holds up the end after that. */
function closeGracefully(fastify: FastifyInstance, serving: Serving): void {
  let closing = false;
  fastify.addHook('preClose', async () => {
    closing = true;
    // Sockets and streams would never end by themselves, and the server waits for all of its connections.
    await serving.stop();
  });
  fastify.addHook('onSend', async (_request, reply, payload) => {
    // A connection that is busy now would else be kept alive, idle, for over a minute, and the server waits for it too.
    if (closing) reply.header('connection', 'close');
    return payload;
  });
}
