import type { JsonObject } from '#libs/kernel';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Logger } from 'pino';

/** Whether a process can do its work now, and what there is to know of it. */
export interface Health {
  readonly ready: boolean;
  readonly details: JsonObject;
}

export interface HealthServerOptions {
  readonly host: string;
  /** 0 = a free one. */
  readonly port: number;
  /** Asked for every `/health/ready`; a rejection is "not ready", and goes to the log only. */
  readonly look: () => Promise<Health>;
  readonly log: Logger;
}

/** Whoever asks gives up after three seconds: before that, they are told that we do not know. */
const LOOK_PATIENCE_MS = 2_000;

/** For whoever restarts processes (`/health/live`) and whoever wants to know whether they work (`/health/ready`: 200, else 503). */
export class HealthServer {
  readonly #server: Server;

  constructor(private readonly options: HealthServerOptions) {
    this.#server = createServer((request, response) => {
      void this.answer(request.url ?? '').then(([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
        response.end(`${JSON.stringify(body)}\n`);
      });
    });
  }

  /** The port in use. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Rejects when the port cannot be had: a process whose health nobody can ask would be restarted for ever. */
  async listen(): Promise<void> {
    this.#server.listen(this.options.port, this.options.host);
    await once(this.#server, 'listening');
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  private async answer(url: string): Promise<readonly [status: number, body: JsonObject]> {
    if (url === '/health/live') return [200, { status: 'live' }];
    if (url !== '/health/ready') return [404, { status: 'not-found' }];
    const { ready, details } = await this.look();
    return [ready ? 200 : 503, { status: ready ? 'ready' : 'not-ready', ...details }];
  }

  private async look(): Promise<Health> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('what health depends on does not answer')), LOOK_PATIENCE_MS);
    });
    try {
      return await Promise.race([this.options.look(), tooLate]);
    } catch (error) {
      // What went wrong is for the log: health is asked by anybody.
      this.options.log.warn({ err: error }, 'not ready');
      return { ready: false, details: {} };
    } finally {
      clearTimeout(timer);
    }
  }
}
