import { newTraceId } from '#libs/access';
import type { Result } from '#libs/kernel';
import {
  CloseCode,
  MessageType,
  parseMessage,
  stringifyMessage,
  type Message,
  type SubscribePayload,
} from 'graphql-ws';
import type { GraphQLFormattedError } from 'graphql';
import type { RawData, WebSocket } from 'ws';
import type { ApiContext } from '../caller.js';
import { jsonOf } from './answer-cache.js';
import { contextFor, type Caller } from './authentication.js';
import type { Executor } from './executor.js';
import { isSubscription, type Operation } from './operations.js';
import type { Frame, SharedSubscriptions } from './shared-subscriptions.js';

export interface SessionParts {
  readonly executor: Executor;
  readonly subscriptions: SharedSubscriptions;
  readonly authenticate: (authorization: string | undefined) => Promise<Result<Caller>>;
}

/** Bytes that may wait in a socket before its states are held back; a state is a few kB, a slow phone takes some per second. */
const CONGESTED = 256 * 1024;

/** A client that says nothing after connecting is not one of ours. */
const INIT_TIMEOUT_MS = 10_000;

/** What the client asked under an id. It may use the id again once it has left, so only the object tells two of them apart. */
interface Asked {
  /** How to leave a subscription; null for what is answered once. */
  leave: (() => void) | null;
}

/** ws hands a message over as a buffer, in parts or not, by its settings. */
function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8');
}

/** Node's timers end at 2^31 − 1 ms; a token that lasts longer is looked at again then. */
const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * One socket that speaks `graphql-transport-ws`. Written here and not with graphql-ws's own server, because that one
 * serialises every message for every socket; its messages, codes and checks are used as they are.
 */
export class SocketSession {
  private caller: Caller | null = null;
  private initialised = false;
  /** What each id stands for now. */
  private readonly operations = new Map<string, Asked>();
  /** Questions that the client left while they were executed, or waited for that: they go on, and take a place as long. */
  private readonly abandoned = new Set<Asked>();
  /** The latest state per subscription that the socket had no room for. */
  private readonly held = new Map<string, Frame>();
  /** Questions that wait for room in the socket before they are executed or answered. */
  private waiting: (() => void)[] = [];
  private initTimer: NodeJS.Timeout | undefined;
  private expiryTimer: NodeJS.Timeout | undefined;
  /** Answered the last ping. */
  alive = true;

  constructor(
    private readonly socket: WebSocket,
    private readonly authorization: string | undefined,
    private readonly parts: SessionParts,
    private readonly onClosed: () => void,
  ) {
    this.initTimer = setTimeout(
      () => socket.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout'),
      INIT_TIMEOUT_MS,
    );
    socket.on('message', (data) => void this.receive(data).catch((error: unknown) => this.failed(error)));
    socket.on('pong', () => (this.alive = true));
    // A broken connection is an everyday thing; `close` follows.
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.closed());
  }

  private closed(): void {
    clearTimeout(this.initTimer);
    clearTimeout(this.expiryTimer);
    for (const asked of this.operations.values()) asked.leave?.();
    this.operations.clear();
    this.held.clear();
    this.wake();
    this.onClosed();
  }

  /** A fault of ours, written down; the client comes back on a new socket. */
  private failed(error: unknown): void {
    this.parts.executor.maskThrown(error, newTraceId());
    this.socket.close(CloseCode.InternalServerError, 'INTERNAL');
  }

  private async receive(data: RawData): Promise<void> {
    let message: Message;
    try {
      message = parseMessage(textOf(data));
    } catch {
      return this.socket.close(CloseCode.BadRequest, 'Invalid message received');
    }
    switch (message.type) {
      case MessageType.ConnectionInit:
        return this.initialise(message.payload);
      case MessageType.Ping:
        return this.send(stringifyMessage({ type: MessageType.Pong }));
      case MessageType.Pong:
        return;
      case MessageType.Subscribe:
        return this.subscribe(message.id, message.payload);
      case MessageType.Complete:
        return this.leave(message.id);
      default:
        return this.socket.close(CloseCode.BadRequest, 'Invalid message received');
    }
  }

  private async initialise(payload: Record<string, unknown> | undefined): Promise<void> {
    if (this.initialised) {
      return this.socket.close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
    }
    this.initialised = true;
    clearTimeout(this.initTimer);
    const given = payload?.['authorization'] ?? payload?.['Authorization'] ?? this.authorization;
    const authenticated = await this.parts.authenticate(
      given === undefined || typeof given === 'string' ? given : 'malformed',
    );
    if (!authenticated.ok) return this.socket.close(CloseCode.Forbidden, 'TOKEN_INVALID');
    this.caller = authenticated.value;
    this.watchExpiry(authenticated.value);
    this.send(stringifyMessage({ type: MessageType.ConnectionAck }));
  }

  /** A right that ended must not go on in a socket that was opened before. */
  private watchExpiry(caller: Caller): void {
    if (caller.expiresAt === null) return;
    const left = Date.parse(caller.expiresAt) - Date.now();
    if (left <= 0) return this.socket.close(CloseCode.Forbidden, 'TOKEN_INVALID');
    this.expiryTimer = setTimeout(() => this.watchExpiry(caller), Math.min(left, LONGEST_TIMER_MS));
    this.expiryTimer.unref();
  }

  private async subscribe(id: string, payload: SubscribePayload): Promise<void> {
    const { caller, parts } = this;
    if (caller === null) return this.socket.close(CloseCode.Unauthorized, 'Unauthorized');
    if (this.operations.has(id)) {
      return this.socket.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
    }
    const { limits } = parts.executor.documents;
    const asked: Asked = { leave: null };
    const taken = this.operations.size + this.abandoned.size;
    this.operations.set(id, asked);
    if (taken >= limits.subscriptionsPerSocket) {
      const message = `Een verbinding heeft hoogstens ${limits.subscriptionsPerSocket} abonnementen`;
      return this.refuse(id, asked, [{ message, extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }]);
    }
    const context = contextFor(caller, 'ws', newTraceId());
    const prepared = parts.executor.documents.prepare(payload);
    if (!prepared.ok) {
      return this.refuse(id, asked, parts.executor.mask({ errors: prepared.errors }, context.traceId).errors ?? []);
    }
    if (!isSubscription(prepared.operation)) return this.answer(id, asked, prepared.operation, context);
    const prefix = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    asked.leave = parts.subscriptions.join(prepared.operation, context, {
      next: (frame) => this.next(id, prefix, frame),
      error: (errors) => this.refuse(id, asked, errors),
      complete: () => {
        if (this.end(id, asked)) this.send(stringifyMessage({ id, type: MessageType.Complete }));
      },
    });
  }

  private async answer(id: string, asked: Asked, operation: Operation, context: ApiContext): Promise<void> {
    try {
      await this.room();
      if (this.operations.get(id) !== asked) return;
      const answer = await this.parts.executor.answer(operation, context);
      await this.room();
      if (!this.end(id, asked)) return;
      this.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${jsonOf(answer)}}`);
      this.send(stringifyMessage({ id, type: MessageType.Complete }));
    } finally {
      this.abandoned.delete(asked);
    }
  }

  private next(id: string, prefix: string, frame: Frame): void {
    if (this.held.size > 0 || this.socket.bufferedAmount > CONGESTED) {
      this.held.set(id, frame);
      return;
    }
    this.socket.send(`${prefix}${frame.json}}`, this.flush);
  }

  /** After each message that has left: what was held back, in its latest state, as far as there is room again. */
  private readonly flush = (): void => {
    if (this.socket.isPaused && this.socket.bufferedAmount <= CONGESTED) this.socket.resume();
    // A client whose messages are not read cannot answer a ping; what left shows that it lives.
    if (this.socket.isPaused) this.alive = true;
    else this.wake();
    for (const [id, frame] of this.held) {
      if (this.socket.readyState !== this.socket.OPEN || this.socket.bufferedAmount > CONGESTED) return;
      this.held.delete(id);
      this.socket.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${frame.json}}`, this.flush);
    }
  };

  private refuse(id: string, asked: Asked, errors: readonly GraphQLFormattedError[]): void {
    if (this.end(id, asked)) this.send(JSON.stringify({ id, type: MessageType.Error, payload: errors }));
  }

  private leave(id: string): void {
    const asked = this.operations.get(id);
    if (asked === undefined) return;
    this.end(id, asked);
    if (asked.leave === null) this.abandoned.add(asked);
    else asked.leave();
  }

  /** Lets go of the id; false where it no longer stands for this: then nothing may be sent under it. */
  private end(id: string, asked: Asked): boolean {
    if (this.operations.get(id) !== asked) return false;
    this.held.delete(id);
    return this.operations.delete(id);
  }

  /**
   * Resolves when the socket has room, or is closed. An answer cannot be skipped as a state can; so who asks more than it
   * reads has its questions wait, at most `subscriptionsPerSocket` of them, and is not read until it has caught up.
   */
  private async room(): Promise<void> {
    while (this.isOpen && this.socket.bufferedAmount > CONGESTED) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private wake(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }

  private get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  private send(text: string): void {
    if (!this.isOpen) return;
    this.socket.send(text, this.flush);
    if (this.socket.bufferedAmount > CONGESTED) this.socket.pause();
  }
}
