import type { LocalDate } from '#libs/kernel';
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ToPlace } from './supply.js';

const RECORD = `mutation Place($input: PlacementRecordInput!) {
  placementRecord(input: $input) {
    position refusal { code message } result { household { status } counted { municipality persons } }
  }
}`;

/** A placement that was acknowledged. */
export interface Placed extends ToPlace {
  readonly commandId: string;
  /** Of the last event of its commit. */
  readonly position: number;
}

export interface Measured {
  readonly placed: readonly Placed[];
  /** In milliseconds, from the moment at which each was due. */
  readonly latencies: readonly number[];
  /** From the first command that was due to the last answer, in seconds. */
  readonly seconds: number;
}

interface Answer {
  readonly data?: {
    readonly placementRecord: { readonly position: number | null; readonly refusal: unknown };
  } | null;
}

/** People of several municipalities who record placements, each by the token of the municipality of its koppeling. */
export class Placing {
  /** Keeps its connections: a new one for each command would measure the kernel, not the product. */
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 128 });

  constructor(
    private readonly url: string,
    private readonly tokens: ReadonlyMap<string, string>,
    private readonly movedOn: LocalDate,
  ) {}

  /**
   * At a fixed rate, whatever the answers do: a slow answer does not slow the next question, and a command counts from the moment
   * at which it was due (no coordinated omission).
   */
  async atRate(waiting: readonly ToPlace[], perSecond: number): Promise<Measured> {
    const placed: Placed[] = [];
    const latencies: number[] = [];
    const sending: Promise<void>[] = [];
    const started = performance.now();
    for (const [n, each] of waiting.entries()) {
      const due = started + (n * 1000) / perSecond;
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait);
      sending.push(
        this.#place(each).then((done) => {
          latencies.push(performance.now() - due);
          placed.push(done);
        }),
      );
    }
    await Promise.all(sending);
    return { placed, latencies, seconds: (performance.now() - started) / 1000 };
  }

  /** So many clients, each of which sends its next command when the one before was answered. */
  async closedLoop(waiting: readonly ToPlace[], clients: number, seconds: number): Promise<Measured> {
    const placed: Placed[] = [];
    const latencies: number[] = [];
    const started = performance.now();
    let next = 0;
    const client = async (): Promise<void> => {
      while (performance.now() - started < seconds * 1000) {
        const each = waiting[next++];
        if (each === undefined) return;
        const sent = performance.now();
        placed.push(await this.#place(each));
        latencies.push(performance.now() - sent);
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    return { placed, latencies, seconds: (performance.now() - started) / 1000 };
  }

  #place(each: ToPlace): Promise<Placed> {
    const { household, municipality, dwelling, note } = each;
    const commandId = randomUUID();
    const input = { commandId, household, municipality, dwelling, note, kind: 'regular', movedOn: this.movedOn };
    const body = JSON.stringify({ query: RECORD, variables: { input } });
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${this.tokens.get(municipality) ?? ''}`,
    };
    return new Promise((resolve, reject) => {
      request(`${this.url}/graphql`, { method: 'POST', agent: this.#agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          const position = (JSON.parse(text) as Answer).data?.placementRecord.position;
          if (typeof position === 'number') resolve({ ...each, commandId, position });
          else reject(new Error(`a placement was not accepted: ${text}`));
        });
      })
        .on('error', reject)
        .end(body);
    });
  }
}
