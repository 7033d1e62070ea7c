import type { Limits } from '#libs/graphql';
import type { Type } from '@nestjs/common';

export interface ApiOptions {
  /** Modules that hold the resolvers, as `API_CONTEXTS`. */
  readonly contexts: readonly Type[];
  /** In production introspection and GraphiQL are off. Default: `NODE_ENV` is `production`. */
  readonly production?: boolean;
  /** Default `LIMITS`. */
  readonly limits?: Partial<Limits>;
  /** Origins besides our own whose pages may open a WebSocket. */
  readonly allowedOrigins?: readonly string[];
  /** Port of the metrics on 127.0.0.1; null = none. Default `METRICS_PORT`, else 9464. */
  readonly metricsPort?: number | null;
}

export const API_OPTIONS = Symbol('ApiOptions');

/** The options with every default worked out. */
export interface ApiSettings {
  readonly production: boolean;
  readonly limits: Limits;
  readonly allowedOrigins: readonly string[];
  readonly metricsPort: number | null;
}
