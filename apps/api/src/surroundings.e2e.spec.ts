import { MetricsServer } from '#libs/service';
import { getIntrospectionQuery } from 'graphql';
import { createServer, type Server } from 'node:http';
import { printSchemaOf } from './print-schema.js';
import { openStream, socketClient, subscribe } from './testing/live-clients.js';
import { startTallyApp, type TallyApp } from './testing/tally-app.js';
import { TallyModule } from './testing/tally.module.js';

const INTROSPECTION = '{ __schema { queryType { name } } }';

describe('around the API', () => {
  let api: TallyApp;
  beforeAll(async () => {
    vi.stubEnv('LOG_LEVEL', 'silent');
    api = await startTallyApp({ metricsPort: 0 });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await api.close();
  });

  const metrics = async (): Promise<string> =>
    (await fetch(`http://127.0.0.1:${api.app.get(MetricsServer).port}/metrics`)).text();

  it('metrics stand on a port of their own, and count what is served', async () => {
    await api.ask('{ tally { sum } }');
    const client = socketClient(api.url);
    await subscribe(client, 'subscription { tallyChanged(name: "m") { sum } }').received.until(() => true);
    const text = await metrics();
    expect(text).toMatch(/^bovenlokaal_sockets 1$/m);
    expect(text).toMatch(/^bovenlokaal_executions 1$/m);
    expect(text).toMatch(/^bovenlokaal_read_model_lag\{model="tally"\} 0$/m);
    expect(text).toMatch(/bovenlokaal_graphql_operation_seconds_count\{operation="query",outcome="data"\} [1-9]/);
    expect((await fetch(`${api.url}/metrics`)).status).toBe(404);
    await client.dispose();
  });

  it('a busy metrics port is no reason not to serve', async () => {
    const busy: Server = createServer();
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
    const address = busy.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const other = await startTallyApp({ metricsPort: port });
    expect(other.app.get(MetricsServer).port).toBeNull();
    expect((await other.ask('{ tally { sum } }')).status).toBe(200);
    await other.close();
    await new Promise((resolve) => busy.close(resolve));
  });

  it('GraphiQL is there, under a policy that loads nothing from elsewhere', async () => {
    const response = await fetch(`${api.url}/graphiql`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).not.toMatch(/https?:|unsafe-eval|\*/);
    for (const path of ['..%2f..%2fpackage.json', 'nothing.js', '%2e%2e']) {
      expect((await fetch(`${api.url}/graphiql/assets/${path}`)).status).toBe(404);
    }
  });

  it('the introspection that tools send is within the limits', async () => {
    const query = getIntrospectionQuery({
      descriptions: true,
      schemaDescription: true,
      directiveIsRepeatable: true,
      specifiedByUrl: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    const { body } = await api.ask(query);
    expect(body.errors).toBeUndefined();
    expect(body.data).toMatchObject({ __schema: { queryType: { name: 'Query' } } });
  });

  it('introspection works, and the printed schema is the same every time', async () => {
    expect((await api.ask(INTROSPECTION)).body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    const printed = await printSchemaOf([TallyModule]);
    expect(printed).toContain('interface Refusal {');
    expect(printed).toContain('type TallyAddPayload {');
    expect(await printSchemaOf([TallyModule])).toBe(printed);
  });
});

describe('in production', () => {
  let api: TallyApp;
  beforeAll(async () => {
    vi.stubEnv('LOG_LEVEL', 'silent');
    api = await startTallyApp({ production: true });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await api.close();
  });

  it('there is no introspection, over HTTP, sockets and streams alike', async () => {
    expect((await api.ask(INTROSPECTION)).body.errors).toMatchObject([{ extensions: { code: 'INTROSPECTION_OFF' } }]);
    const client = socketClient(api.url);
    const { received } = subscribe(client, INTROSPECTION);
    await received.untilEnded();
    expect(received.failure).toMatchObject([{ extensions: { code: 'INTROSPECTION_OFF' } }]);
    expect((await openStream(api.url, INTROSPECTION)).response.status).toBe(400);
    await client.dispose();
  });

  it('there is no GraphiQL', async () => {
    expect((await fetch(`${api.url}/graphiql`)).status).toBe(404);
  });
});
