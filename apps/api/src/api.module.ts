import { CLOCK } from '#libs/event-store';
import { LIMITS, LiveStates } from '#libs/graphql';
import type { Clock } from '#libs/kernel';
import { createLog, MetricsServer } from '#libs/service';
import { Inject, Module, type DynamicModule, type OnModuleInit, type Provider } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';
import { GraphQLModule, GraphQLSchemaHost } from '@nestjs/graphql';
import { API_OPTIONS, type ApiOptions, type ApiSettings } from './api-options.js';
import { apolloOptions } from './apollo-options.js';
import { HealthController } from './health.controller.js';
import { API_LOG } from './logger.js';
import { ApiMetrics } from './metrics.js';
import { RunningMetricsServer } from './running-metrics-server.js';
import { ProjectionReadSide } from './projection-read-side.js';
import { READ_SIDE, type ReadSide } from './read-side.js';
import { Serving } from './serving.js';
import { ApolloDriver } from '@nestjs/apollo';

const DEFAULT_METRICS_PORT = 9464;

function settingsFrom(options: ApiOptions): ApiSettings {
  const { METRICS_PORT, NODE_ENV } = process.env;
  const port = METRICS_PORT === undefined || METRICS_PORT === '' ? DEFAULT_METRICS_PORT : Number(METRICS_PORT);
  return {
    production: options.production ?? NODE_ENV === 'production',
    limits: { ...LIMITS, ...options.limits },
    allowedOrigins: options.allowedOrigins ?? [],
    metricsPort: options.metricsPort === undefined ? port : options.metricsPort,
    metricsHost: options.metricsHost ?? '127.0.0.1',
    mostLag: options.mostLag,
  };
}

const PROVIDERS: readonly Provider[] = [
  { provide: API_LOG, useFactory: () => createLog('api') },
  { provide: LiveStates, inject: [CLOCK], useFactory: (clock: Clock) => new LiveStates(clock) },
  { provide: READ_SIDE, useClass: ProjectionReadSide },
  ApiMetrics,
  RunningMetricsServer,
  { provide: MetricsServer, useExisting: RunningMetricsServer },
  Serving,
];

/** What resolvers and Apollo need of the API; global, so that contexts need not know the API's module. */
@Module({})
class ServingModule {
  static with(settings: ApiSettings): DynamicModule {
    return {
      module: ServingModule,
      global: true,
      providers: [{ provide: API_OPTIONS, useValue: settings }, ...PROVIDERS],
      exports: [API_OPTIONS, API_LOG, LiveStates, READ_SIDE, ApiMetrics, MetricsServer, Serving],
    };
  }
}

/**
 * The API: GraphQL over HTTP, WebSocket and event streams, health and metrics. Needs `PostgresModule`, `EventStoreModule`,
 * `ProjectionsModule` and `AccessModule` in the application, an adapter of `createApiAdapter`, and `configureApi`.
 */
@Module({})
export class ApiModule implements OnModuleInit {
  constructor(
    private readonly serving: Serving,
    private readonly metrics: ApiMetrics,
    private readonly schemaHost: GraphQLSchemaHost,
    private readonly adapterHost: HttpAdapterHost,
    @Inject(READ_SIDE) private readonly readSide: ReadSide,
  ) {}

  static forRoot(options: ApiOptions): DynamicModule {
    const settings = settingsFrom(options);
    return {
      module: ApiModule,
      imports: [
        ServingModule.with(settings),
        GraphQLModule.forRootAsync({
          driver: ApolloDriver,
          inject: [Serving, ApiMetrics],
          useFactory: (serving: Serving, metrics: ApiMetrics) => apolloOptions(serving, metrics, settings),
        }),
        ...options.contexts,
      ],
      controllers: [HealthController],
    };
  }

  onModuleInit(): void {
    const { sockets } = this.serving.start(this.schemaHost.schema);
    const http = this.adapterHost.httpAdapter.getHttpServer() as Server;
    sockets.attach(http);
    this.metrics.observeEach('read_model_lag', 'Events that a read model has yet to take in', 'model', async () => {
      return new Map((await this.readSide.status()).map(({ name, lag }) => [name, lag]));
    });
  }
}
