import type { Identity } from '#libs/access';
import { CommandBus } from '@nestjs/cqrs';
import { createClient as createStreamClient } from 'graphql-sse';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { openStream, Received, socketClient, subscribe } from './testing/live-clients.js';
import { startTallyApp, type TallyApp } from './testing/tally-app.js';
import { AddToTally } from './testing/tally.module.js';

const CHANGED = 'subscription { tallyChanged(name: "one") { sum position } }';

const sumIn = (result: { readonly data?: Record<string, unknown> | null | undefined }): number =>
  (result.data?.['tallyChanged'] as { sum: number } | undefined)?.sum ?? -1;

describe('live states', () => {
  let api: TallyApp;
  let supervisor: string;
  let commands = 0;

  beforeAll(async () => {
    vi.stubEnv('LOG_LEVEL', 'silent');
    api = await startTallyApp();
    supervisor = await api.token('supervisor');
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await api.close();
  });

  const add = async (by: number): Promise<number> => {
    const { body } = await api.ask('mutation ($input: TallyAddInput!) { tallyAdd(input: $input) { position } }', {
      token: supervisor,
      variables: { input: { commandId: `live-${++commands}`, by } },
    });
    return (body.data?.['tallyAdd'] as { position: number }).position;
  };

  /** Nobody is left, so that the next spec starts anew. */
  const settled = async (): Promise<void> => {
    while (api.engine.subscriptions.running > 0) await new Promise((resolve) => setImmediate(resolve));
  };

  it('begin with a snapshot and its position, then give each newer state, over sockets and streams alike', async () => {
    const client = socketClient(api.url);
    const socket = subscribe(client, CHANGED);
    const stream = await openStream(api.url, CHANGED);
    const first = sumIn(await socket.received.until(() => true));
    expect(sumIn(await stream.received.until(() => true))).toBe(first);
    const position = await add(7);
    const isNewer = (result: Parameters<typeof sumIn>[0]): boolean => sumIn(result) === first + 7;
    for (const { received } of [socket, stream]) {
      const state = (await received.until(isNewer)).data?.['tallyChanged'] as { position: number };
      expect(state.position).toBeGreaterThanOrEqual(position);
    }
    stream.stop();
    await client.dispose();
    await settled();
  });

  it('are understood by the client library of graphql-sse', async () => {
    const client = createStreamClient({ url: `${api.url}/graphql/stream`, retryAttempts: 0 });
    const states = client.iterate<Record<string, unknown>>({ query: CHANGED });
    const first = (await states.next()).value as { data: Record<string, unknown> };
    expect(sumIn(first)).toEqual(expect.any(Number));
    await add(2);
    let latest = first;
    while (sumIn(latest) !== sumIn(first) + 2)
      latest = (await states.next()).value as { data: Record<string, unknown> };
    await states.return?.();
    client.dispose();
    await settled();
  });

  it('are executed and serialised once for all who share them', async () => {
    const client = socketClient(api.url);
    const { counts } = api.engine.subscriptions;
    const subscriptions = Array.from({ length: 20 }, () => subscribe(client, CHANGED));
    const reformatted = subscribe(
      client,
      `subscription   {\n tallyChanged(name: "one") { sum, position } } # the same`,
    );
    const streams = await Promise.all(Array.from({ length: 5 }, () => openStream(api.url, CHANGED)));
    const everybody = [...subscriptions, reformatted, ...streams].map(({ received }) => received);
    const before = { reads: api.reader.reads, ...counts };
    const first = sumIn((await Promise.all(everybody.map((received) => received.until(() => true))))[0] ?? {});
    await add(1);
    await Promise.all(everybody.map((received) => received.until((result) => sumIn(result) === first + 1)));
    expect(api.engine.subscriptions.running).toBe(1);
    expect(api.engine.subscriptions.subscribers).toBe(26);
    expect(counts.executions - before.executions).toBeLessThanOrEqual(1);
    expect(counts.frames - before.frames).toBeLessThanOrEqual(2);
    expect(api.reader.reads - before.reads).toBeLessThanOrEqual(2);
    expect(counts.deliveries - before.deliveries).toBeGreaterThanOrEqual(26);
    streams.forEach(({ stop }) => stop());
    await client.dispose();
    await settled();
  });

  it('reach one who joins later at once, without disturbing the others', async () => {
    const client = socketClient(api.url);
    const early = subscribe(client, CHANGED);
    const state = await early.received.until(() => true);
    const reads = api.reader.reads;
    const late = subscribe(client, CHANGED);
    expect(await late.received.until(() => true)).toEqual(state);
    expect(api.reader.reads).toBe(reads);
    expect(early.received.values).toHaveLength(1);
    await client.dispose();
    await settled();
  });

  it('are not shared by people whom the policy answers differently, and tell nobody who another is', async () => {
    const query = 'subscription { tallyChanged(name: "who") { seenBy } }';
    const clients = [socketClient(api.url), socketClient(api.url, supervisor)];
    const seen = await Promise.all(
      clients.map(async (client) => (await subscribe(client, query).received.until(() => true)).data),
    );
    expect(seen).toEqual([
      { tallyChanged: { seenBy: 'shared/public' } },
      { tallyChanged: { seenBy: 'shared/supervisor' } },
    ]);
    expect(api.engine.subscriptions.running).toBe(2);
    for (const client of clients) await client.dispose();
    await settled();
  });

  it('bring a slow reader to the latest state, skipping what was overtaken', async () => {
    api.reader.padding = 2_000_000;
    const client = socketClient(api.url);
    const quick = subscribe(client, 'subscription { tallyChanged(name: "slow") { sum padding } }');
    const slow = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const sums: number[] = [];
    const arrived = new Promise<void>((resolve) => {
      slow.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString()) as { type: string; payload?: { data: Record<string, unknown> } };
        if (message.type === 'connection_ack') {
          const query = 'subscription { tallyChanged(name: "slow") { sum padding } }';
          slow.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
        }
        if (message.type !== 'next') return;
        sums.push(sumIn(message.payload ?? {}));
        if (sums.length === 1) {
          slow.pause();
          resolve();
        }
      });
    });
    slow.on('open', () => slow.send(JSON.stringify({ type: 'connection_init' })));
    await arrived;
    const start = sumIn(await quick.received.until(() => true));
    for (let n = 1; n <= 12; n++) {
      await add(1);
      await quick.received.until((result) => sumIn(result) === start + n);
    }
    const caughtUp = new Promise<void>((resolve) => {
      slow.on('message', () => (sums.at(-1) === start + 12 ? resolve() : undefined));
    });
    slow.resume();
    await caughtUp;
    expect(sums.length).toBeLessThan(12);
    slow.terminate();
    api.reader.padding = 0;
    await client.dispose();
    await settled();
  });

  it('answer queries and mutations over a socket, and leave an audit line that says so', async () => {
    const client = socketClient(api.url, supervisor);
    const asked = subscribe(client, 'mutation { tallyAdd(input: { commandId: "by-socket", by: 2 }) { result } }');
    await asked.received.untilEnded();
    expect(asked.received.values).toEqual([{ data: { tallyAdd: { result: 2 } } }]);
    const { rows } = await api.database.pool.query(
      `select origin, result from audit where object ->> 'commandId' = 'by-socket'`,
    );
    expect(rows).toEqual([{ origin: 'ws', result: 'done' }]);
    await client.dispose();
  });

  it('wait for a client that asks and does not read: its next questions are not executed before it has read', async () => {
    api.reader.padding = 20_000_000;
    const slow = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((resolve) => slow.once('open', resolve));
    slow.send(JSON.stringify({ type: 'connection_init' }));
    await new Promise((resolve) => slow.once('message', resolve));
    slow.pause();
    const ask = (id: number): void =>
      slow.send(JSON.stringify({ id: `${id}`, type: 'subscribe', payload: { query: '{ freshTally { padding } }' } }));
    const before = api.reader.reads;
    ask(0);
    while (api.reader.reads === before) await new Promise((resolve) => setImmediate(resolve));
    // Answered after the first one of 20 MB was: it fills the socket now.
    for (let n = 0; n < 10; n++) await api.ask('{ hidden }');
    for (let id = 1; id <= 4; id++) ask(id);
    for (let n = 0; n < 50; n++) await api.ask('{ hidden }');
    expect(api.reader.reads).toBe(before + 1);
    const completed = new Promise<void>((resolve) => {
      let left = 5;
      slow.on('message', (data: Buffer) => {
        if (data.length < 100 && data.toString().includes('"complete"') && --left === 0) resolve();
      });
    });
    slow.resume();
    await completed;
    expect(api.reader.reads).toBe(before + 5);
    api.reader.padding = 0;
    slow.terminate();
  });

  describe('an id of a socket', () => {
    interface Message {
      readonly id?: string;
      readonly type: string;
      readonly payload?: { readonly data?: Record<string, unknown> };
    }
    const FRESH = '{ freshTally { sum } }';

    let socket: WebSocket;
    let received: Received<Message>;
    /** Lets go of whoever reads. */
    let open: () => void;

    beforeEach(async () => {
      api.reader.gate = new Promise((resolve) => (open = resolve));
      socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      received = new Received();
      socket.on('message', (data: Buffer) => received.push(JSON.parse(data.toString()) as Message));
      await new Promise((resolve) => socket.once('open', resolve));
      send({ type: 'connection_init' });
      await received.until(({ type }) => type === 'connection_ack');
    });
    afterEach(() => {
      open();
      socket.terminate();
    });

    const send = (message: object): void => socket.send(JSON.stringify(message));
    const ask = (id: string, query: string): void => send({ id, type: 'subscribe', payload: { query } });
    const leave = (id: string): void => send({ id, type: 'complete' });
    const isRead = async (times: number): Promise<void> => {
      while (api.reader.reads < times) await new Promise((resolve) => setImmediate(resolve));
    };

    it('that is used again gets what it stands for now, and nobody stays subscribed when it is left', async () => {
      const before = api.reader.reads;
      ask('1', FRESH);
      await isRead(before + 1);
      leave('1');
      ask('1', CHANGED);
      await isRead(before + 2);
      open();
      const { payload } = await received.until(({ payload: state }) => sumIn(state ?? {}) >= 0);
      await add(1);
      await received.until(({ payload: newer }) => sumIn(newer ?? {}) === sumIn(payload ?? {}) + 1);
      const answers = received.values.filter(({ id }) => id === '1');
      expect(answers.map(({ type, payload: answer }) => [type, Object.keys(answer?.data ?? {})])).toEqual(
        answers.map(() => ['next', ['tallyChanged']]),
      );
      socket.terminate();
      while (api.engine.sockets.connections > 0) await new Promise((resolve) => setImmediate(resolve));
      expect(api.engine.subscriptions.subscribers).toBe(0);
    });

    it('whose question was left goes on taking its place, until that was executed', async () => {
      const places = api.engine.executor.documents.limits.subscriptionsPerSocket;
      const before = api.reader.reads;
      for (let n = 1; n <= places; n++) {
        ask('1', FRESH);
        await isRead(before + n);
        leave('1');
      }
      ask('one-more', FRESH);
      expect(await received.until(({ id }) => id === 'one-more')).toMatchObject({
        type: 'error',
        payload: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }],
      });
      expect(api.reader.reads).toBe(before + places);
      open();
      for (let n = 0, answered = false; !answered; n++) {
        ask(`after-${n}`, FRESH);
        answered = (await received.until(({ id }) => id === `after-${n}`)).type === 'next';
      }
    });
  });

  describe('a socket', () => {
    it('is refused from the page of another site', async () => {
      const opened = subscribe(socketClient(api.url, undefined, 'https://elsewhere.example'), CHANGED);
      expect(await opened.received.untilEnded()).toBe('error');
      const own = subscribe(socketClient(api.url, undefined, api.url), CHANGED);
      await own.received.until(() => true);
      own.stop();
      await settled();
    });

    it('with a token that is not valid is closed, not taken for the public', async () => {
      const { received } = subscribe(socketClient(api.url, 'no-token'), CHANGED);
      await received.untilEnded();
      expect(received.failure).toMatchObject({ code: 4403, reason: 'TOKEN_INVALID' });
      expect(received.values).toEqual([]);
    });

    it('is closed when its token ends', async () => {
      const { received } = subscribe(socketClient(api.url, await api.token('auditor', 2)), CHANGED);
      await received.untilEnded();
      expect(received.failure).toMatchObject({ code: 4403, reason: 'TOKEN_INVALID' });
    });

    it('has the limits of every other question', async () => {
      const client = socketClient(api.url);
      const deep = subscribe(client, `subscription { tallyChanged { ${'again { '.repeat(50)}sum${' }'.repeat(50)} } }`);
      await deep.received.untilEnded();
      expect(deep.received.failure).toMatchObject([{ extensions: { code: 'QUERY_TOO_DEEP' } }]);
      const broken = subscribe(client, '{ broken }');
      await broken.received.untilEnded();
      expect(broken.received.values).toMatchObject([{ errors: [{ extensions: { code: 'INTERNAL' } }] }]);
      expect(JSON.stringify(broken.received.values)).not.toContain('ECONNREFUSED');
      await client.dispose();
    });

    it('that no longer answers is dropped', async () => {
      const { hostname, port } = new URL(api.url);
      const silent = connect(Number(port), hostname);
      silent.write(
        `GET /graphql HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2lsZW50c2lsZW50c2lsZQ==\r\n' +
          'Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n',
      );
      await new Promise((resolve) => silent.once('data', resolve));
      const dropped = new Promise((resolve) => silent.once('close', resolve));
      silent.on('error', () => undefined);
      silent.resume();
      const { sockets } = api.engine;
      const before = sockets.connections;
      sockets.ping();
      sockets.ping();
      await dropped;
      expect(sockets.connections).toBeLessThan(before);
    });
  });

  describe('a stream', () => {
    it('is signed in by its header, and refused with a token that is not valid', async () => {
      const query = 'subscription { tallyChanged(name: "header") { seenBy } }';
      const own = await openStream(api.url, query, { authorization: `Bearer ${supervisor}` });
      expect((await own.received.until(() => true)).data).toEqual({ tallyChanged: { seenBy: 'shared/supervisor' } });
      own.stop();
      const { response } = await openStream(api.url, query, { authorization: 'Bearer no-token' });
      expect(response.status).toBe(401);
      await settled();
    });

    it('has the limits of every other question', async () => {
      const { response } = await openStream(
        api.url,
        `subscription { tallyChanged { ${'again { '.repeat(50)}sum${' }'.repeat(50)} } }`,
      );
      expect(response.status).toBe(400);
    });

    it('answers a query once and ends', async () => {
      const { received } = await openStream(api.url, '{ tally { position } }');
      expect(await received.untilEnded()).toBe('complete');
      expect(received.values).toHaveLength(1);
    });
  });
});

describe('when the API stops', () => {
  it('sockets are told that it goes away, streams end, and what was asked is still answered', async () => {
    const api = await startTallyApp();
    const { received } = subscribe(socketClient(api.url), CHANGED);
    const stream = await openStream(api.url, CHANGED);
    await Promise.all([received.until(() => true), stream.received.until(() => true)]);
    let open: () => void = () => undefined;
    const reading = new Promise<void>((resolve) => {
      api.reader.gate = new Promise((release) => (open = release));
      const read = api.reader.read.bind(api.reader);
      api.reader.read = (identity) => {
        resolve();
        return read(identity);
      };
    });
    const inFlight = api.ask('{ freshTally { sum } }');
    await reading;
    const closing = api.app.getHttpServer();
    const closed = api.app.close();
    await received.untilEnded();
    expect(received.failure).toMatchObject({ code: 1001 });
    expect(await stream.received.untilEnded()).toBe('error');
    open();
    expect((await inFlight).body.data).toEqual({ freshTally: { sum: 0 } });
    await closed;
    expect(closing.listening).toBe(false);
    await api.cleanUp();
  });

  it('a question that waits for a position is answered when that comes, as the read models stop after it', async () => {
    const api = await startTallyApp();
    const { host } = api.reader;
    const waiting = new Promise<void>((resolve) => {
      const waitFor = host.waitFor.bind(host);
      host.waitFor = (...asked) => {
        resolve();
        return waitFor(...asked);
      };
    });
    const inFlight = api.ask('{ freshTally(atLeast: 1) { sum position } }');
    await waiting;
    const server = api.app.getHttpServer();
    const closed = api.app.close();
    while (server.listening) await sleep(10);
    const identity: Identity = { actor: 'demo:somebody', role: 'operator', organisation: null };
    await api.app.get(CommandBus, { strict: false }).execute(new AddToTally(identity, 'last', { by: 3 }));
    expect((await inFlight).body.data).toEqual({ freshTally: { sum: 3, position: 1 } });
    await closed;
    await api.cleanUp();
  });
});
