import { demoPeople, Tokens, type Identity } from '#libs/access';
import { MIGRATIONS, seedShippedPolicies, withinCatalogue } from '#libs/composition';
import { PostgresEventStore, type EventStore, type RecordedEvent } from '#libs/event-store';
import { municipalityCodeSchema } from '#libs/kernel';
import { createTestDatabase, type TestDatabase } from '#libs/postgres';
import type { Client } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { socketClient, subscribe, type Received } from '../../../apps/api/src/testing/live-clients.js';
import { askGraphql, type Refusal } from './platform-process.js';
import { CLOCK_FILE, clockInFile, type TurnedClock } from './turned-clock.js';
import { TurnedMember } from './turned-member.js';

export interface Answered {
  readonly position: number | null;
  readonly refusal: Refusal | null;
  readonly result: Readonly<Record<string, unknown>> | null;
}

/** A command as somebody sends it: with the id that it keeps when it is sent again. */
export interface SentCommand {
  readonly person: string;
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>> & { readonly commandId: string };
  /** Selected of the result. */
  readonly result: string;
}

type Input = Readonly<Record<string, unknown>>;

export const command = (person: string, mutation: string, input: Input, result = '__typename'): SentCommand => ({
  person,
  mutation,
  input: { commandId: randomUUID(), ...input },
  result,
});

/** Soest has nobody in the demonstration; an exchange of three needs a third municipality. */
const soest: Identity = {
  actor: 'demo:gemeente-soest',
  role: 'municipality',
  organisation: municipalityCodeSchema.parse('GM0342'),
};
/** Longer than a dashboard stays open while the clock is turned: with its token a socket would end. */
const TOKEN_SECONDS = 400 * 24 * 3600;
const ANSWER_PATIENCE_MS = 60_000;
const SETTLED_PATIENCE_MS = 60_000;
const BATCH = 1_000;

/** One shape of the product as processes that are killed, under a clock that is turned. */
export interface TurnedShape {
  readonly name: 'embedded' | 'distributed';
  /** Processes by name, with what is run; the first takes commands, and the one that does what follows by itself is named. */
  readonly processes: Readonly<Record<string, string>>;
  readonly manager: string;
  readonly env: () => Promise<Readonly<Record<string, string>>>;
}

/** The product in one shape on a database of its own, asked by real clients. */
export class TurnedProduct {
  readonly clock: TurnedClock;
  readonly store: EventStore;
  #position = 0;
  readonly #sockets: Client[] = [];
  readonly #issued = new Map<string, string>();

  private constructor(
    readonly shape: TurnedShape,
    readonly database: TestDatabase,
    readonly keyFolder: string,
    private readonly tokens: Tokens,
    private readonly members: ReadonlyMap<string, TurnedMember>,
  ) {
    this.clock = clockInFile(join(keyFolder, 'clock'));
    this.store = withinCatalogue(new PostgresEventStore({ pool: database.pool, clock: this.clock }));
  }

  static async start(shape: TurnedShape, moment: string): Promise<TurnedProduct> {
    const folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-turned-'));
    chmodSync(folder, 0o700);
    const clockFile = join(folder, 'clock');
    const clock = clockInFile(clockFile);
    clock.set(moment);
    const [database, tokens, surroundings] = await Promise.all([
      createTestDatabase(MIGRATIONS),
      Tokens.inFolder(folder, clock),
      shape.env(),
    ]);
    const env = { ...surroundings, DATABASE_URL: database.url, DATA_FOLDER: folder, [CLOCK_FILE]: clockFile };
    const members = new Map<string, TurnedMember>();
    for (const [name, main] of Object.entries(shape.processes)) {
      members.set(name, await TurnedMember.of(name, main, env));
    }
    const product = new TurnedProduct(shape, database, folder, tokens, members);
    await seedShippedPolicies(product.store);
    await Promise.all([...members.values()].map((member) => member.start()));
    return product;
  }

  /** The position of the latest command that was answered: what is asked with `atLeast` this shows it. */
  get position(): number {
    return this.#position;
  }

  get url(): string {
    return this.member(Object.keys(this.shape.processes)[0] ?? '').url;
  }

  member(name: string): TurnedMember {
    const found = this.members.get(name);
    if (found === undefined) throw new Error(`the ${this.shape.name} shape has no ${name}`);
    return found;
  }

  /** Kills it, and starts it again without waiting for that. */
  async crash(name: string): Promise<void> {
    const member = this.member(name);
    await member.ready();
    await member.kill();
    void member.start();
  }

  send(person: string, mutation: string, input: Input, result?: string): Promise<Answered> {
    return this.insist(command(person, mutation, input, result));
  }

  /** One try. @throws Error when nobody answers: then only sending it again tells what became of it */
  async attempt({ person, mutation, input, result }: SentCommand): Promise<Answered> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const answer = await this.once<Record<string, Answered>>(
      person,
      `mutation ($input: ${type}!) {
         ${mutation}(input: $input) { position refusal { code message path } result { ${result} } } }`,
      { input },
    );
    const payload = answer[mutation];
    if (payload === undefined) throw new Error(`${mutation} gave no payload`);
    this.#position = Math.max(this.#position, payload.position ?? 0);
    return payload;
  }

  /** Sends it until it is answered. */
  insist(sent: SentCommand): Promise<Answered> {
    return untilAnswered(() => this.attempt(sent));
  }

  ask<T>(person: string, query: string, variables: Input = {}): Promise<T> {
    return untilAnswered(() => this.once<T>(person, query, variables));
  }

  async watch(person: string, query: string, variables: Record<string, unknown>): Promise<Received> {
    const client = socketClient(this.url, await this.tokenOf(person));
    this.#sockets.push(client);
    return subscribe(client, query, variables).received as unknown as Received;
  }

  /** Events after a position. */
  async events(after = 0): Promise<readonly RecordedEvent[]> {
    const all: RecordedEvent[] = [];
    for (;;) {
      const batch = await this.store.readLog(all.at(-1)?.position ?? after, BATCH);
      if (batch.length === 0) return all;
      all.push(...batch);
    }
  }

  /** Waits until every event was heard of by what follows from it, and the read models show it. */
  heard(): Promise<void> {
    return this.until(UNHEARD, []);
  }

  /** Waits until also every term that is over has been acted on: that is looked at once a second. */
  settled(): Promise<void> {
    return this.until(`${UNHEARD} union all ${OVERDUE}`, [this.clock.now()]);
  }

  private async until(behind: string, values: readonly string[]): Promise<void> {
    const deadline = performance.now() + SETTLED_PATIENCE_MS;
    for (;;) {
      const { rows } = await this.database.pool.query<{ readonly what: string }>(behind, [...values]);
      if (rows.length === 0) return;
      if (performance.now() > deadline) throw new Error(`behind: ${rows.map(({ what }) => what).join(', ')}`);
      await sleep(10);
    }
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) await socket.dispose();
    await Promise.all([...this.members.values()].map((member) => member.stop()));
    await this.store.close();
    await this.database.drop();
    rmSync(this.keyFolder, { recursive: true, force: true });
  }

  /** The same for as long as the clock is not turned: whoever checks it remembers one that it knows. */
  private async tokenOf(person: string): Promise<string> {
    const key = `${person} ${this.clock.now()}`;
    const known = this.#issued.get(key);
    if (known !== undefined) return known;
    const found = [...demoPeople(), soest].find(({ actor }) => actor === `demo:${person}`);
    if (found === undefined) throw new Error(`there is no demo:${person}`);
    const token = await this.tokens.issueToken(found, TOKEN_SECONDS);
    this.#issued.set(key, token);
    return token;
  }

  private async once<T>(person: string, query: string, variables: Input): Promise<T> {
    const answer = await askGraphql<T>(this.url, query, variables, await this.tokenOf(person));
    if (answer.data === undefined || answer.data === null) throw new NotAnswered(JSON.stringify(answer.errors));
    return answer.data;
  }
}

/** An answer, and no data in it: asking again changes nothing. */
class NotAnswered extends Error {
  override readonly name = 'NotAnswered';
}

async function untilAnswered<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + ANSWER_PATIENCE_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof NotAnswered || performance.now() > deadline) throw error;
      await sleep(20);
    }
  }
}

const UNHEARD = `
  with head as (select coalesce(max(position), 0) as position from event)
  select 'read model ' || name as what from projection, head where role = 'live' and projection.position < head.position
  union all
  select 'reactor run-exchanges' from head
    where not exists (select from reactor r where r.name = 'run-exchanges' and r.position >= head.position)`;
const OVERDUE = `
  select 'deadline ' || name || ' ' || key from deadline
    where done_at is null and not cancelled and due_at <= $1`;
