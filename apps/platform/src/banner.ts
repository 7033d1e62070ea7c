import { demoPeople, type Tokens } from '#libs/access';

/** A working day: long enough to try things out, short enough that a copied token is soon worth nothing. */
const TOKEN_SECONDS = 12 * 60 * 60;

export interface Addresses {
  readonly url: string;
  readonly metricsPort: number | null;
  readonly graphiql: boolean;
}

/** Where to find what, as lines to print. The GraphQL line is last: a program that waits for it then knows the rest. */
export function addressLines({ url, metricsPort, graphiql }: Addresses): readonly string[] {
  return [
    ...(metricsPort === null ? [] : [`  Metingen   http://127.0.0.1:${metricsPort}/metrics`]),
    `  Gezondheid ${url}/health/ready`,
    `  Live       ${url}/graphql/stream (SSE), ${url.replace('http', 'ws')}/graphql (WebSocket)`,
    ...(graphiql ? [`  GraphiQL   ${url}/graphiql`] : []),
    `  GraphQL    ${url}/graphql`,
  ];
}

/** The demo people with a token each, for a demonstration only. */
export async function demoLines(tokens: Tokens): Promise<readonly string[]> {
  const people = await Promise.all(
    demoPeople().map(async (person) => {
      const token = await tokens.issueToken(person, TOKEN_SECONDS);
      return `  demo:${person.actor.slice('demo:'.length)} (${person.title})\n    ${token}`;
    }),
  );
  return [
    'Demopersonen, alleen om uit te proberen; hun gegevens zijn verzonnen. Stuur mee als: Authorization: Bearer <token>',
    ...people,
  ];
}
