import { handleProtocols } from 'graphql-ws';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { SocketSession, type SessionParts } from './socket-session.js';

export interface SocketOptions extends SessionParts {
  readonly path: string;
  /** Origins, besides our own, from which a page may open a socket. */
  readonly allowedOrigins: readonly string[];
}

/** A half-open connection is noticed after two of these; proxies cut what is silent for 30 to 60 s. */
const PING_MS = 15_000;

/** How long a client has to answer our goodbye. */
const GOODBYE_MS = 2_000;

/** GraphQL over WebSocket beside an HTTP server. */
export class SocketServer {
  private readonly server: WebSocketServer;
  private readonly sessions = new Map<WebSocket, SocketSession>();
  private readonly pinging: NodeJS.Timeout;
  private closing = false;

  constructor(private readonly options: SocketOptions) {
    this.server = new WebSocketServer({
      noServer: true,
      maxPayload: options.executor.documents.limits.requestBytes,
      handleProtocols: (protocols) => handleProtocols(protocols),
    });
    this.pinging = setInterval(() => this.ping(), PING_MS);
    this.pinging.unref();
  }

  get connections(): number {
    return this.sessions.size;
  }

  attach(http: Server): void {
    http.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  /** Says goodbye (1001, going away: clients come back elsewhere), and cuts who does not answer. */
  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.pinging);
    const sockets = [...this.sessions.keys()];
    const closed = Promise.all(
      sockets.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()))),
    );
    for (const socket of sockets) socket.close(1001, 'going away');
    const cut = setTimeout(() => sockets.forEach((socket) => socket.terminate()), GOODBYE_MS);
    await closed;
    clearTimeout(cut);
    this.server.close();
  }

  /** Drops who did not answer the last ping, and pings everybody else. */
  ping(): void {
    for (const [socket, session] of this.sessions) {
      if (!session.alive) {
        socket.terminate();
        continue;
      }
      session.alive = false;
      socket.ping();
    }
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = request.url?.split('?')[0];
    if (path !== this.options.path) return answer(socket, '404 Not Found');
    if (this.closing) return answer(socket, '503 Service Unavailable');
    if (!this.isAllowed(request)) return answer(socket, '403 Forbidden');
    this.server.handleUpgrade(request, socket, head, (client) => {
      const session = new SocketSession(client, request.headers.authorization, this.options, () =>
        this.sessions.delete(client),
      );
      this.sessions.set(client, session);
    });
  }

  /**
   * A browser sends the origin of the page and lets any page open a socket: without this check another site could read
   * along as its visitor. Programs send none.
   */
  private isAllowed({ headers }: IncomingMessage): boolean {
    if (headers.origin === undefined) return true;
    if (this.options.allowedOrigins.includes(headers.origin)) return true;
    return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
  }
}

function answer(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
