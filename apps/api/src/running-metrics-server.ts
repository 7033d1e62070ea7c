import { MetricsServer } from '#libs/service';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { API_OPTIONS, type ApiSettings } from './api-options.js';
import { API_LOG } from './logger.js';
import { ApiMetrics } from './metrics.js';

/** The metrics server of the API, which starts and stops with the application. */
@Injectable()
export class RunningMetricsServer extends MetricsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(metrics: ApiMetrics, @Inject(API_OPTIONS) settings: ApiSettings, @Inject(API_LOG) log: Logger) {
    super(metrics, { host: settings.metricsHost, port: settings.metricsPort }, log);
  }

  onApplicationBootstrap(): Promise<void> {
    return this.listen();
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
