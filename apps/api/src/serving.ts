import { Tokens } from '#libs/access';
import { CLOCK } from '#libs/event-store';
import {
  AnswerCache,
  authenticate,
  Documents,
  EventStreams,
  Executor,
  LiveStates,
  maskError,
  SharedSubscriptions,
  SocketServer,
  type Caller,
  type FaultLog,
} from '#libs/graphql';
import { addDays, startOfDay, today, type Clock, type Instant, type LocalDate, type Result } from '#libs/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { API_OPTIONS, type ApiSettings } from './api-options.js';
import { API_LOG } from './logger.js';
import { ApiMetrics } from './metrics.js';
import { READ_SIDE, type ReadSide } from './read-side.js';

/** Everything that answers questions, once the schema is known. */
export interface Engine {
  readonly documents: Documents;
  readonly executor: Executor;
  readonly subscriptions: SharedSubscriptions;
  readonly sockets: SocketServer;
  readonly streams: EventStreams;
}

/** Path of the GraphQL endpoint, of its sockets, and of its event streams. */
export const GRAPHQL_PATH = '/graphql';
export const STREAM_PATH = '/graphql/stream';

/** Holds together what HTTP, sockets and streams share: one executor, one set of limits, one way to sign in. */
@Injectable()
export class Serving {
  private started: Engine | null = null;

  constructor(
    private readonly tokens: Tokens,
    private readonly metrics: ApiMetrics,
    private readonly live: LiveStates,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(READ_SIDE) private readonly readSide: ReadSide,
    @Inject(API_OPTIONS) private readonly settings: ApiSettings,
    @Inject(API_LOG) private readonly log: Logger,
  ) {}

  start(schema: GraphQLSchema): Engine {
    const documents = new Documents(schema, this.settings.limits, !this.settings.production);
    const answers = new AnswerCache(() => this.readSide.revision(), localDay(this.clock));
    const executor = new Executor(documents, this.fault, answers);
    const subscriptions = new SharedSubscriptions(executor);
    const sockets = new SocketServer({
      executor,
      subscriptions,
      authenticate: (authorization) => this.authenticate(authorization),
      path: GRAPHQL_PATH,
      allowedOrigins: this.settings.allowedOrigins,
    });
    const streams = new EventStreams(executor, subscriptions);
    this.started = { documents, executor, subscriptions, sockets, streams };
    this.measure(this.started, answers);
    return this.started;
  }

  get engine(): Engine {
    if (this.started === null) throw new Error('the API has not been initialised');
    return this.started;
  }

  authenticate(authorization: string | undefined): Promise<Result<Caller>> {
    return authenticate(this.tokens, authorization);
  }

  mask(error: GraphQLError, traceId: string): GraphQLFormattedError {
    return maskError(error, traceId, this.fault);
  }

  /** Sockets and streams end, so that clients go elsewhere; HTTP finishes what it has. */
  async stop(): Promise<void> {
    this.started?.streams.close();
    await this.started?.sockets.close();
    this.live.close();
  }

  private readonly fault: FaultLog = (error, circumstance) => {
    this.metrics.faults.inc();
    this.log.error({ err: error, ...circumstance }, 'a fault was masked');
  };

  private measure({ sockets, streams, subscriptions }: Engine, answers: AnswerCache): void {
    this.metrics.observe('sockets', 'Open WebSockets', () => sockets.connections);
    this.metrics.observe('event_streams', 'Open event streams', () => streams.connections);
    this.metrics.observe('subscribers', 'Subscriptions of clients', () => subscriptions.subscribers);
    this.metrics.observe('executions', 'Executions that serve them', () => subscriptions.running);
    this.metrics.observe('live_states', 'States that are watched', () => this.live.watched);
    this.metrics.observe('frames_total', 'States executed and serialised', () => subscriptions.counts.frames);
    this.metrics.observe('deliveries_total', 'States handed to clients', () => subscriptions.counts.deliveries);
    this.metrics.observe('answers_reused_total', 'Questions answered from memory', () => answers.hits);
    this.metrics.observe('answers_made_total', 'Questions that could be and were not yet', () => answers.misses);
  }
}

/** The local date, worked out once a day instead of for every question. Right also for a clock that is turned back. */
function localDay(clock: Clock): () => LocalDate {
  let known: { readonly day: LocalDate; readonly from: Instant; readonly until: Instant } | null = null;
  return () => {
    const now = clock.now();
    if (known === null || now < known.from || now >= known.until) {
      const day = today(clock);
      known = { day, from: startOfDay(day), until: startOfDay(addDays(day, 1)) };
    }
    return known.day;
  };
}
