import type { GraphQLFormattedError } from 'graphql';
import type { ServerResponse } from 'node:http';
import { jsonOf } from './answer-cache.js';
import type { ApiContext } from '../caller.js';
import type { Executor } from './executor.js';
import { isSubscription, type Operation } from './operations.js';
import type { Frame, SharedSubscriptions } from './shared-subscriptions.js';

/** Proxies cut what is silent; a comment costs three bytes. As graphql-sse does. */
const COMMENT_MS = 12_000;

/** Reading nothing for this long is not slow but gone. */
const STALLED_MS = 60_000;

const COMPLETE = 'event: complete\ndata: \n\n';
const nextEvent = (json: string): string => `event: next\ndata: ${json}\n\n`;

/** GraphQL over server-sent events, distinct connections mode: one response is one operation. */
export class EventStreams {
  private readonly open = new Set<EventStream>();

  constructor(
    private readonly executor: Executor,
    private readonly subscriptions: SharedSubscriptions,
  ) {}

  get connections(): number {
    return this.open.size;
  }

  /** Takes over the response, whose headers are not sent yet; `expiresAt`, in ms since 1970, ends it. */
  serve(response: ServerResponse, operation: Operation, context: ApiContext, expiresAt: number | null): void {
    const stream = new EventStream(response, expiresAt, () => this.open.delete(stream));
    this.open.add(stream);
    if (isSubscription(operation)) {
      stream.onClosed = this.subscriptions.join(operation, context, stream);
      if (stream.ended) stream.onClosed();
      return;
    }
    void this.executor
      .answer(operation, context)
      .then((answer) => {
        stream.write(nextEvent(jsonOf(answer)));
        stream.complete();
      })
      .catch((error: unknown) => stream.error(this.executor.maskThrown(error, context.traceId).errors ?? []));
  }

  /** Ends all without a `complete`: the operation is not over, so clients come back elsewhere. */
  close(): void {
    for (const stream of this.open) stream.end();
  }
}

class EventStream {
  onClosed: () => void = () => undefined;
  ended = false;
  /** The latest state that the connection had no room for. */
  private held: Frame | null = null;
  private congested = false;
  private stalledSince: number | null = null;
  private readonly commenting: NodeJS.Timeout;
  private readonly expiring: NodeJS.Timeout | undefined;

  constructor(
    private readonly response: ServerResponse,
    expiresAt: number | null,
    private readonly forget: () => void,
  ) {
    response.on('close', () => this.closed());
    // A broken connection is an everyday thing; `close` follows.
    response.on('error', () => response.destroy());
    response.on('drain', () => this.drained());
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    response.write(':\n\n');
    this.commenting = setInterval(() => this.comment(), COMMENT_MS);
    if (expiresAt !== null) {
      this.expiring = setTimeout(() => this.end(), Math.min(Math.max(0, expiresAt - Date.now()), 2_147_483_647));
      this.expiring.unref();
    }
  }

  next(frame: Frame): void {
    if (this.congested) this.held = frame;
    else this.write(nextEvent(frame.json));
  }

  error(errors: readonly GraphQLFormattedError[]): void {
    this.write(nextEvent(JSON.stringify({ errors })));
    this.complete();
  }

  complete(): void {
    if (this.ended) return;
    if (this.held !== null) this.write(nextEvent(this.held.json));
    this.response.end(COMPLETE);
    this.closed();
  }

  end(): void {
    if (this.ended) return;
    this.response.end();
    this.closed();
  }

  write(text: string): void {
    if (this.ended) return;
    if (!this.response.write(text)) this.congested = true;
  }

  private drained(): void {
    this.congested = false;
    this.stalledSince = null;
    const { held } = this;
    this.held = null;
    if (held !== null) this.write(nextEvent(held.json));
  }

  private comment(): void {
    if (!this.congested) {
      this.write(':\n\n');
      return;
    }
    this.stalledSince ??= Date.now();
    if (Date.now() - this.stalledSince >= STALLED_MS) this.response.destroy();
  }

  private closed(): void {
    if (this.ended) return;
    this.ended = true;
    clearInterval(this.commenting);
    clearTimeout(this.expiring);
    this.forget();
    this.onClosed();
  }
}
