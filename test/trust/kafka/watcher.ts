import { createClient } from 'graphql-ws';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import { MOVED_PERIOD } from './commands.js';

const WATCH = `subscription ($period: Period!) {
  figuresChanged(scope: "PV26", period: $period) { position taakstelling }
}`;

interface Frame {
  readonly figuresChanged: { readonly position: number; readonly taakstelling: number };
}

/** A subscriber at one API, who comes back whenever the connection is lost, and counts what he should not have been shown. */
export class Watcher {
  frames = 0;
  /** Frames with a position below one that was shown before, over all connections. */
  ranBack = 0;
  /** Frames in which a commit over two streams was there for the one and not for the other. */
  halfVisible = 0;
  position = 0;
  private stopped = false;
  private readonly done: Promise<void>;
  private hangUp: () => void = () => undefined;

  constructor(
    private readonly url: string,
    /** Of the province in the period in which taakstellingen are moved about: that never changes. */
    private readonly taakstelling: number,
  ) {
    this.done = this.watch();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.hangUp();
    await this.done;
  }

  private async watch(): Promise<void> {
    while (!this.stopped) {
      await this.once().catch(() => undefined);
      if (!this.stopped) await sleep(100);
    }
  }

  private async once(): Promise<void> {
    const client = createClient({
      url: `${this.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    this.hangUp = () => void client.dispose();
    try {
      for await (const { data } of client.iterate<Frame>({ query: WATCH, variables: { period: MOVED_PERIOD } })) {
        if (data === undefined || data === null) return;
        this.seen(data);
      }
    } finally {
      await client.dispose();
    }
  }

  private seen({ figuresChanged: { position, taakstelling } }: Frame): void {
    this.frames++;
    if (position < this.position) this.ranBack++;
    if (taakstelling !== this.taakstelling) this.halfVisible++;
    this.position = Math.max(this.position, position);
  }
}
