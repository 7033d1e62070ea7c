import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { createServer, type Server } from 'node:http';
import type { Logger } from 'pino';
import { API_OPTIONS, type ApiSettings } from './api-options.js';
import { API_LOG } from './logger.js';
import { ApiMetrics } from './metrics.js';

/**
 * `/metrics` on a port of its own, on this machine only: it tells of load and of the inside, and is nobody else's business.
 * A port in use is no reason not to serve: it is said, and the product goes on without metrics.
 */
@Injectable()
export class MetricsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private server: Server | null = null;

  constructor(
    private readonly metrics: ApiMetrics,
    @Inject(API_OPTIONS) private readonly settings: ApiSettings,
    @Inject(API_LOG) private readonly log: Logger,
  ) {}

  /** The port in use; null when there are no metrics. Tells the one that was found for port 0. */
  get port(): number | null {
    const address = this.server?.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { metricsPort } = this.settings;
    if (metricsPort === null) return;
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
        this.log.warn({ err: error, port: metricsPort }, 'no metrics: the port cannot be had; set METRICS_PORT');
        resolve();
      });
      server.listen(metricsPort, '127.0.0.1', () => {
        this.server = server;
        resolve();
      });
    });
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
