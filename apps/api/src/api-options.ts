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
  /**
   * Further behind than so many events, a read model is catching up and the API is not ready. Default 10,000, for a process that feeds
   * its read models itself. Where others feed them all APIs are behind alike: to take them all out would stop commands too.
   */
  readonly mostLag?: number;
  /** Port of the metrics; null = none. Default `METRICS_PORT`, else 9464. */
  readonly metricsPort?: number | null;
  /** Where they are listened for. Default 127.0.0.1: this machine only. */
  readonly metricsHost?: string;
}

export const API_OPTIONS = Symbol('ApiOptions');

/** The options with every default worked out. */
export interface ApiSettings {
  readonly production: boolean;
  readonly limits: Limits;
  readonly allowedOrigins: readonly string[];
  readonly metricsPort: number | null;
  readonly metricsHost: string;
  readonly mostLag: number | undefined;
}
