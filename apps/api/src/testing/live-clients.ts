import { createClient, type Client, type FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';

type Result = FormattedExecutionResult<Record<string, unknown>, unknown>;

/** What one subscriber received, and a way to wait for more. */
export class Received<T = Record<string, unknown>> {
  readonly values: T[] = [];
  ended: 'complete' | 'error' | null = null;
  failure: unknown = null;
  private readonly waiting = new Set<() => void>();

  push(value: T): void {
    this.values.push(value);
    this.wake();
  }

  end(how: 'complete' | 'error', failure: unknown = null): void {
    this.ended = how;
    this.failure = failure;
    this.wake();
  }

  /** Resolves with the first value for which this holds, among those received and those to come. */
  async until(holds: (value: T) => boolean): Promise<T> {
    for (;;) {
      const found = this.values.find(holds);
      if (found !== undefined) return found;
      if (this.ended !== null) throw new Error(`ended (${this.ended}) before it came: ${JSON.stringify(this.failure)}`);
      await this.wait();
    }
  }

  async untilEnded(): Promise<'complete' | 'error'> {
    while (this.ended === null) await this.wait();
    return this.ended;
  }

  private wait(): Promise<void> {
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

/** A client as a browser or a program would use, over a real socket. */
export function socketClient(url: string, token?: string, origin?: string): Client {
  class SocketWithOrigin extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, origin === undefined ? {} : { origin });
    }
  }
  return createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: SocketWithOrigin,
    retryAttempts: 0,
    ...(token === undefined ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
  });
}

export function subscribe(
  client: Client,
  query: string,
  variables: Record<string, unknown> = {},
): { received: Received<Result>; stop: () => void } {
  const received = new Received<Result>();
  const stop = client.subscribe(
    { query, variables },
    {
      next: (value) => received.push(value),
      error: (error) => received.end('error', error),
      complete: () => received.end('complete'),
    },
  );
  return { received, stop };
}

/** GraphQL over server-sent events as `fetch` sees it. */
export async function openStream(
  url: string,
  query: string,
  headers: Record<string, string> = {},
): Promise<{ response: Response; received: Received<Result>; stop: () => void }> {
  const abort = new AbortController();
  const response = await fetch(`${url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query }),
    signal: abort.signal,
  });
  const received = new Received<Result>();
  void readEvents(response, received).catch((error: unknown) => received.end('error', String(error)));
  return { response, received, stop: () => abort.abort() };
}

async function readEvents(response: Response, received: Received<Result>): Promise<void> {
  let text = '';
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString('utf8');
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      const data = /^data: (?<data>.*)$/m.exec(event)?.groups?.['data'];
      if (event.startsWith('event: next')) received.push(JSON.parse(data ?? '') as Result);
      if (event.startsWith('event: complete')) received.end('complete');
    }
  }
  if (received.ended === null) received.end('error', 'the connection was closed');
}
