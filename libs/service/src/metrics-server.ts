import { createServer, type Server } from 'node:http';
import type { Logger } from 'pino';
import type { ServiceMetrics } from './service-metrics.js';

export interface MetricsServerOptions {
  readonly host: string;
  /** 0 = a free one; null = no metrics. */
  readonly port: number | null;
}

/**
 * `/metrics` on a port of its own, as a rule on this machine only: it tells of load and of the inside, and is nobody else's
 * business. A port in use is no reason not to serve: it is said, and the process goes on without metrics.
 */
export class MetricsServer {
  private server: Server | null = null;

  constructor(
    private readonly metrics: ServiceMetrics,
    private readonly options: MetricsServerOptions,
    private readonly log: Logger,
  ) {}

  /** The port in use; null when there are no metrics. Tells the one that was found for port 0. */
  get port(): number | null {
    const address = this.server?.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  }

  async listen(): Promise<void> {
    const { host, port } = this.options;
    if (port === null) return;
    const server = createServer((request, response) => {
      if (request.url !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      this.metrics.registry.metrics().then(
        (text) => response.writeHead(200, { 'content-type': this.metrics.registry.contentType }).end(text),
        (error: unknown) => {
          this.log.error({ err: error }, 'metrics could not be read');
          response.writeHead(500).end();
        },
      );
    });
    await new Promise<void>((resolve) => {
      server.once('error', (error) => {
        this.log.warn({ err: error, port }, 'no metrics: the port cannot be had; set METRICS_PORT');
        resolve();
      });
      server.listen(port, host, () => {
        this.server = server;
        resolve();
      });
    });
  }

  async close(): Promise<void> {
    const { server } = this;
    if (server === null) return;
    this.server = null;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
