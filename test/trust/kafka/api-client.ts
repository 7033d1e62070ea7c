import { Agent, request } from 'node:http';

/** Nobody waits longer than this for an answer; what it was is then unknown. */
const PATIENCE_MS = 5_000;

interface GraphqlBody<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Connections are kept, and given up with the process at the other end. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Asks one API process, as somebody or, with null, as anybody. @throws when there is no answer of its own, or one with errors: the outcome of a command is then unknown. */
export async function ask<T>(
  url: string,
  token: string | null,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<T> {
  const body = JSON.stringify({ query, variables });
  const text = await new Promise<string>((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    const asked = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      let answer = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
      response.once('end', () => resolve(answer)).once('error', reject);
    });
    asked.setTimeout(PATIENCE_MS, () => asked.destroy(new Error('no answer in time')));
    asked.once('error', reject).end(body);
  });
  const { data, errors } = JSON.parse(text) as GraphqlBody<T>;
  if (errors !== undefined || data === undefined || data === null) throw new Error(JSON.stringify(errors ?? text));
  return data;
}
