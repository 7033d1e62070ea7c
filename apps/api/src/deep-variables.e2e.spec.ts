import { WebSocket } from 'ws';
import { startTallyApp, type TallyApp } from './testing/tally-app.js';

/** Within the bytes of a request, and beyond the stack of whoever reads it by recursion. */
const DEPTH = 100_000;
const VARIABLES = `{"p":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`;

/** Whose answer is kept, by a key that holds the variables; whose answer is not; and one that is shared. */
const KEPT = 'query ($p: Boolean!) { tally { sum @include(if: $p) position } }';
const FRESH = 'query ($p: Position) { freshTally(atLeast: $p) { sum } }';
const LIVE = 'subscription ($p: String) { tallyChanged(name: $p) { sum } }';

const bodyOf = (query: string): string => `{"query":${JSON.stringify(query)},"variables":${VARIABLES}}`;
const REFUSED = [{ extensions: { code: 'VARIABLES_TOO_DEEP', limit: 20 } }];

describe('variables nested 100,000 deep are refused, and the server goes on', () => {
  let api: TallyApp;
  beforeAll(async () => {
    vi.stubEnv('LOG_LEVEL', 'silent');
    api = await startTallyApp();
  });
  afterEach(async () => expect((await api.ask('{ tally { sum } }')).body.data).toEqual({ tally: { sum: 0 } }));
  afterAll(async () => {
    vi.unstubAllEnvs();
    await api.close();
  });

  const post = async (path: string, query: string, accept: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', accept };
    const response = await fetch(`${api.url}${path}`, { method: 'POST', headers, body: bodyOf(query) });
    return [response.status, await response.json()];
  };

  it('over HTTP, kept answers or not', async () => {
    for (const query of [KEPT, FRESH]) {
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        expect(await post('/graphql', query, accept)).toMatchObject([400, { errors: REFUSED }]);
      }
    }
  });

  it('over an event stream', async () => {
    for (const query of [KEPT, FRESH, LIVE]) {
      expect(await post('/graphql/stream', query, 'text/event-stream')).toMatchObject([400, { errors: REFUSED }]);
    }
  });

  it('over a socket, which stays open', async () => {
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const next = (): Promise<unknown> =>
      new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString()))));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send('{"type":"connection_init"}');
    await next();
    for (const query of [KEPT, FRESH, LIVE]) {
      socket.send(`{"id":"1","type":"subscribe","payload":${bodyOf(query)}}`);
      expect(await next()).toMatchObject({ id: '1', type: 'error', payload: REFUSED });
    }
    socket.send('{"type":"ping"}');
    expect(await next()).toEqual({ type: 'pong' });
    socket.terminate();
  });
});
