import { LIMITS } from '#libs/graphql';
import { FastifyAdapter } from '@nestjs/platform-fastify';

/**
 * The HTTP server to create the application with:
 * `NestFactory.create<NestFastifyApplication>(AppModule, createApiAdapter())`.
 */
export function createApiAdapter(options: { readonly requestBytes?: number } = {}): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: options.requestBytes ?? LIMITS.requestBytes,
    // Idle connections are closed at once when we stop, busy ones when they are answered.
    forceCloseConnections: 'idle',
    // Nobody behind a proxy is believed about their address unless the proxy's deployment says so.
    trustProxy: false,
  });
  // Nest stops its modules first and the server after them, but what is being answered needs them: a question that waits for
  // a position would wait for read models that nobody feeds any more. So the server closes before anything else.
  // A fault in closing must not keep the modules from stopping.
  const beforeClose = (): Promise<void> =>
    adapter.close().then(
      () => undefined,
      (error: unknown) => void process.stderr.write(`closing the server: ${String(error)}\n`),
    );
  return Object.assign(adapter, { beforeClose });
}
