import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './api-client.js';
import type { Command, Commands } from './commands.js';

/** What became of a command. Until it is known, it is sent again with the same id. */
export type Outcome =
  | { readonly kind: 'acknowledged'; readonly position: number; readonly by: string; readonly at: number }
  | { readonly kind: 'refused'; readonly code: string };

export interface Sent {
  readonly command: Command;
  /** Milliseconds of `performance.now()`. */
  readonly sentAt: number;
  attempts: number;
  outcome: Outcome | null;
}

interface Payload {
  readonly position: number | null;
  readonly refusal: { readonly code: string } | null;
  readonly result: unknown;
}

/** How long before what got no answer is sent again, to the other API. */
const AGAIN_MS = 150;
/** A load that is offered faster than it is answered would measure the queue. */
const MOST_UNDER_WAY = 100;

export interface LoadOptions {
  readonly apis: readonly string[];
  readonly token: (person: string) => string;
  readonly commands: Commands;
  readonly perSecond: number;
}

/** A steady stream of commands to all APIs in turn, and what became of each. */
export class Load {
  readonly sent: Sent[] = [];
  private timer: NodeJS.Timeout | null = null;
  private readonly underWay = new Set<Promise<void>>();
  private turn = 0;

  constructor(private readonly options: LoadOptions) {}

  start(): void {
    this.timer = setInterval(() => {
      if (this.underWay.size < MOST_UNDER_WAY) void this.send(this.options.commands.next());
    }, 1000 / this.options.perSecond);
  }

  /** Ends the stream and waits until every command was answered, or the time is over; answers how many were not. */
  async stop(patienceMs: number): Promise<number> {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    await Promise.race([Promise.all(this.underWay), sleep(patienceMs, undefined, { ref: false })]);
    return this.underWay.size;
  }

  /** Sends a command, to the API of that number first, until its outcome is known. */
  send(command: Command, first = this.turn++): Promise<Sent> {
    const sent: Sent = { command, sentAt: performance.now(), attempts: 0, outcome: null };
    this.sent.push(sent);
    const settled = this.settle(sent, first);
    this.underWay.add(settled);
    return settled.finally(() => this.underWay.delete(settled)).then(() => sent);
  }

  acknowledged(): readonly Sent[] {
    return this.sent.filter(({ outcome }) => outcome?.kind === 'acknowledged');
  }

  private async settle(sent: Sent, first: number): Promise<void> {
    const { apis, token, commands } = this.options;
    const { command } = sent;
    for (let n = first; sent.outcome === null; n++) {
      const url = apis[n % apis.length] ?? '';
      sent.attempts++;
      try {
        const answer = await ask<Record<string, Payload>>(
          url,
          token(command.person),
          `mutation ($input: ${command.inputType}!) { answer: ${command.mutation}(input: $input) {
             position refusal { code } ${command.mutation === 'realisationRecord' ? 'result { id }' : ''} } }`,
          { input: command.input },
        );
        const { position, refusal, result } = answer['answer'] ?? { position: null, refusal: null, result: null };
        if (refusal !== null) {
          sent.outcome = { kind: 'refused', code: refusal.code };
          commands.refusedBack(command);
        } else if (position !== null) {
          sent.outcome = { kind: 'acknowledged', position, by: url, at: performance.now() };
          commands.accepted(command, result);
        }
      } catch {
        // No answer, or one that says nothing of the command: it may have been done.
        await sleep(AGAIN_MS);
      }
    }
  }
}
