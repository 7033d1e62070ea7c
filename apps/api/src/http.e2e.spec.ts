import { startTallyApp, type TallyApp } from './testing/tally-app.js';

describe('the API over HTTP', () => {
  let api: TallyApp;

  beforeAll(async () => {
    vi.stubEnv('LOG_LEVEL', 'silent');
    api = await startTallyApp({ limits: { executionMs: 300, requestBytes: 20_000 } });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await api.close();
  });

  const codes = async (query: string, variables?: Record<string, unknown>): Promise<string[]> => {
    const { body } = await api.ask(query, variables === undefined ? {} : { variables });
    return (body.errors ?? []).map(({ extensions }) => extensions.code);
  };
  const nested = (depth: number): string => `{ tally { ${'again { '.repeat(depth)}sum${' }'.repeat(depth)} } }`;

  describe('who asks', () => {
    it('is the public without a token', async () => {
      const { status, body } = await api.ask('{ tally { seenBy } }');
      expect({ status, body }).toEqual({ status: 200, body: { data: { tally: { seenBy: 'public/public' } } } });
    });

    it('is the person of a valid token', async () => {
      const { body } = await api.ask('{ tally { seenBy } }', { token: await api.token('supervisor') });
      expect(body.data).toEqual({ tally: { seenBy: 'demo:toezichthouder-utrecht/supervisor' } });
    });

    it('is told that a token is not valid, or no longer, and gets no answer', async () => {
      const expired = await api.token('supervisor', -10);
      for (const token of ['abc', `${await api.token('auditor')}x`, expired]) {
        const { status, body } = await api.ask('{ tally { seenBy } }', { token });
        expect({ status, code: body.errors?.[0]?.extensions.code, data: body.data }).toEqual({
          status: 401,
          code: 'TOKEN_INVALID',
          data: undefined,
        });
      }
    });
  });

  describe('limits', () => {
    it('refuses a query nested 50 deep, by its code', async () => {
      expect(await codes(nested(50))).toEqual(['QUERY_TOO_DEEP']);
      expect(await codes(nested(5))).toEqual([]);
    });

    it('refuses depth that hides in fragments', async () => {
      const fragments = Array.from({ length: 20 }, (_, n) => `fragment F${n} on Tally { again { ...F${n + 1} } }`);
      expect(await codes(`{ tally { ...F0 } } ${fragments.join(' ')} fragment F20 on Tally { sum }`)).toContain(
        'QUERY_TOO_DEEP',
      );
    });

    it('refuses many aliases, also where a fragment is used again and again', async () => {
      const many = Array.from({ length: 100 }, (_, n) => `a${n}: sum`).join(' ');
      expect(await codes(`{ tally { ${many} } }`)).toEqual(['QUERY_TOO_MANY_ALIASES']);
      const doubling = Array.from(
        { length: 8 },
        (_, n) => `fragment D${n} on Tally { ...D${n + 1} again { ...D${n + 1} } }`,
      );
      expect(await codes(`{ tally { ...D0 } } ${doubling.join(' ')} fragment D8 on Tally { b: sum }`)).toContain(
        'QUERY_TOO_MANY_ALIASES',
      );
    });

    it('refuses lists in lists in lists', async () => {
      expect(await codes('{ tally { many { many { many { many { many { sum } } } } } } }')).toEqual([
        'QUERY_TOO_COSTLY',
      ]);
    });

    it('refuses a document that is too long', async () => {
      expect(await codes(`{ tally { ${'sum '.repeat(4_100)} } }`)).toEqual(['QUERY_TOO_LONG']);
    });

    it('refuses a body that is too large', async () => {
      const { status, body } = await api.ask('{ tally { sum } }', { variables: { x: 'x'.repeat(30_000) } });
      expect([status, body.errors?.[0]?.extensions.code]).toEqual([413, 'REQUEST_TOO_LARGE']);
    });

    it('stops waiting for an answer that does not come', async () => {
      expect(await codes('{ never }')).toEqual(['QUERY_TIMEOUT']);
    });

    it('refuses fragments that go round', async () => {
      expect(await codes('{ tally { ...A } } fragment A on Tally { ...B } fragment B on Tally { ...A }')).toContain(
        'GRAPHQL_VALIDATION_FAILED',
      );
    });
  });

  describe('errors', () => {
    it('masks a fault: no message and no stack of the inside, but a trace id', async () => {
      const { body } = await api.ask('{ broken }', {
        headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
      });
      expect(body.errors).toEqual([
        {
          message: expect.stringContaining('0af7651916cd43dd8448eb211c80319c') as string,
          path: ['broken'],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'INTERNAL', traceId: '0af7651916cd43dd8448eb211c80319c' },
        },
      ]);
      expect(JSON.stringify(body)).not.toMatch(/ECONNREFUSED|TypeError|\.ts|\.js/);
    });

    it('shows a refusal of a query with its code and path', async () => {
      const { body } = await api.ask('{ hidden }');
      expect(body.errors?.[0]).toMatchObject({
        message: 'Niet gevonden',
        extensions: { code: 'NOT_FOUND', path: ['scope'] },
      });
    });

    it('names the argument of a value that is no date, in the document or in a variable', async () => {
      const literal = await api.ask('{ freshTally(on: "2023-02-30") { sum } }');
      expect(literal.body.errors).toMatchObject([{ extensions: { code: 'DATE_INVALID', path: ['on'] } }]);
      const variable = await api.ask('query ($day: LocalDate) { freshTally(on: $day) { sum } }', {
        variables: { day: '2023-02-30' },
      });
      expect(variable.body.errors).toMatchObject([{ extensions: { code: 'DATE_INVALID', path: ['day'] } }]);
      const nestedValue = await api.ask('mutation ($input: TallyAddInput!) { tallyAdd(input: $input) { position } }', {
        variables: { input: { commandId: 'x', by: 1, on: '30-02-2023' } },
      });
      expect(nestedValue.body.errors).toMatchObject([{ extensions: { code: 'DATE_INVALID', path: ['input', 'on'] } }]);
    });

    it('names the variable of a value of the wrong kind', async () => {
      const { body } = await api.ask('mutation ($input: TallyAddInput!) { tallyAdd(input: $input) { position } }', {
        variables: { input: { commandId: 'x', by: 1.5 } },
      });
      expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', path: ['input', 'by'] } }]);
    });

    it('says what is wrong with a document', async () => {
      expect(await codes('{ tally { sum ')).toEqual(['GRAPHQL_PARSE_FAILED']);
      expect(await codes('{ nothing }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    });
  });

  describe('another site', () => {
    it('cannot make a browser ask: a form needs no permission, so it is refused', async () => {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: JSON.stringify({ query: '{ tally { sum } }' }),
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
      const viaGet = await fetch(`${api.url}/graphql?query=${encodeURIComponent('{ tally { sum } }')}`);
      expect(viaGet.status).toBe(400);
    });

    it('cannot frame or script an answer', async () => {
      const { headers } = await fetch(`${api.url}/health/live`);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    });
  });

  describe('a mutation', () => {
    const add =
      'mutation ($input: TallyAddInput!) { tallyAdd(input: $input) { result position repeated refusal { __typename code path message } } }';

    it('answers with the position, and a query that asks for it reads the write', async () => {
      const token = await api.token('supervisor');
      const { body } = await api.ask(add, { token, variables: { input: { commandId: 'c1', by: 3 } } });
      const payload = body.data?.['tallyAdd'] as { position: number };
      expect(payload).toMatchObject({ result: 3, repeated: false, refusal: null });
      const read = await api.ask('query ($p: Position) { freshTally(atLeast: $p) { sum } }', {
        variables: { p: payload.position },
      });
      expect(read.body.data).toEqual({ freshTally: { sum: 3 } });
      const again = await api.ask(add, { token, variables: { input: { commandId: 'c1', by: 3 } } });
      expect(again.body.data).toMatchObject({ tallyAdd: { position: payload.position, repeated: true } });
    });

    it('answers a refusal as a value of its own type', async () => {
      const token = await api.token('supervisor');
      const rule = await api.ask(add, { token, variables: { input: { commandId: 'c2', by: -1 } } });
      expect(rule.body.data?.['tallyAdd']).toMatchObject({
        result: null,
        position: null,
        refusal: { __typename: 'RuleRefusal', code: 'TALLY_BACKWARDS', path: ['input', 'by'] },
      });
      const reused = await api.ask(add, { token, variables: { input: { commandId: 'c1', by: 4 } } });
      expect(reused.body.data?.['tallyAdd']).toMatchObject({ refusal: { __typename: 'CommandReused' } });
      const stranger = await api.ask(add, { variables: { input: { commandId: 'c3', by: 1 } } });
      expect(stranger.body.data?.['tallyAdd']).toMatchObject({ refusal: { __typename: 'NotAllowed' } });
    });

    it('leaves an audit line, allowed or refused', async () => {
      await api.ask(add, { variables: { input: { commandId: 'audit-1', by: 1 } } });
      const { rows } = await api.database.pool.query(
        `select actor, role, operation, object, result, codes, origin, length(trace_id) as trace
         from audit where object ->> 'commandId' in ('c1', 'audit-1') order by id`,
      );
      const line = {
        actor: 'demo:toezichthouder-utrecht',
        role: 'supervisor',
        operation: 'AddToTally',
        origin: 'http',
      };
      expect(rows).toMatchObject([
        { ...line, result: 'done', codes: [], trace: 32 },
        { ...line, result: 'repeated' },
        { ...line, result: 'refused', codes: ['COMMAND_REUSED'] },
        { actor: 'public', role: 'public', result: 'refused', codes: ['NOT_ALLOWED'], origin: 'http' },
      ]);
    });
  });

  describe('answers that are asked again', () => {
    it('are executed once as long as nothing moves, and anew as soon as something does', async () => {
      const token = await api.token('auditor');
      const ask = async (): Promise<unknown> => (await api.ask('{ tally { sum seenBy } }', { token })).body.data;
      const first = await ask();
      const reads = api.reader.reads;
      expect(await ask()).toEqual(first);
      expect(api.reader.reads).toBe(reads);
      const { body } = await api.ask('mutation { tallyAdd(input: { commandId: "again", by: 5 }) { position } }', {
        token: await api.token('supervisor'),
      });
      const { position } = body.data?.['tallyAdd'] as { position: number };
      await api.reader.host.waitFor('tally', position, 5_000);
      const { sum } = ((await ask()) as { tally: { sum: number } }).tally;
      expect(sum).toBe((first as { tally: { sum: number } }).tally.sum + 5);
    });

    it('are the same, by whichever way they come, and so are their refusals', async () => {
      const apollo = { accept: 'application/graphql-response+json' };
      const query = 'query Q($unused: Int) { tally { sum seenBy } }';
      const valid = '{ tally { sum seenBy position } }';
      for (const asked of [
        valid,
        query,
        '{ tally { nothing } }',
        '{ tally { sum }',
        '{ tally { sum } } { tally { sum } }',
      ]) {
        const [kept, other] = [await api.ask(asked), await api.ask(asked, { headers: apollo })];
        expect(kept.body).toEqual(other.body);
      }
      const bad = await api.ask(valid, { token: 'no-token' });
      expect([bad.status, bad.body.errors?.[0]?.extensions.code]).toEqual([401, 'TOKEN_INVALID']);
    });

    it('are never those of somebody with other rights', async () => {
      const asked = '{ tally { seenBy } }';
      const seen = await Promise.all(
        (['supervisor', 'municipality'] as const).map(
          async (role) => (await api.ask(asked, { token: await api.token(role) })).body.data,
        ),
      );
      expect(seen[0]).not.toEqual(seen[1]);
    });
  });

  it('tells whether it lives and is ready', async () => {
    expect(await (await fetch(`${api.url}/health/live`)).json()).toEqual({ status: 'live' });
    const ready = await fetch(`${api.url}/health/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([
      200,
      { status: 'ready', readModels: [{ name: 'tally', state: 'live' }] },
    ]);
  });

  it('has no page where there is none', async () => {
    const response = await fetch(`${api.url}/../../etc/passwd`);
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    ]);
  });
});
