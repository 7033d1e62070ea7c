import { LIMITS } from '#libs/graphql';
import { FastifyAdapter } from '@nestjs/platform-fastify';

/**
 * The HTTP server to create the application with:
 * `NestFactory.create<NestFastifyApplication>(AppModule, createApiAdapter())`.
 */
export const createApiAdapter = (options: { readonly requestBytes?: number } = {}): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: options.requestBytes ?? LIMITS.requestBytes,
    // Idle connections are closed at once when we stop, busy ones when they are answered.
    forceCloseConnections: 'idle',
    // Nobody behind a proxy is believed about their address unless the proxy's deployment says so.
    trustProxy: false,
  });
