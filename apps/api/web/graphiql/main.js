import { GraphiQL } from 'graphiql';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { createClient } from 'graphql-ws';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const START = `# Figures of a province, as anybody may see them.
# Sign in: put a token, as printed by npm start, in the Headers tab below:
#   { "authorization": "Bearer …" }
query Province {
  figures(scope: "PV26", period: "2023-1") {
    taakstelling
    opening
    totalTask
    realised
    remaining
    percentOfTotalTask
    position
  }
}
`;

const socketUrl = new URL('/graphql', window.location.href);
socketUrl.protocol = socketUrl.protocol === 'https:' ? 'wss:' : 'ws:';

/** A socket signs in once, when it opens: other headers mean another socket. */
let socket = null;
let socketHeaders = '';
function socketFor(headers) {
  const wanted = JSON.stringify(headers ?? {});
  if (socket === null || wanted !== socketHeaders) {
    void socket?.dispose();
    socketHeaders = wanted;
    socket = createClient({ url: socketUrl.href, connectionParams: headers ?? {} });
  }
  return socket;
}

/** Subscriptions go over the socket, as GraphiQL understands them: anything that can be iterated. */
function subscribe(params, headers) {
  return socketFor(headers).iterate(params);
}

async function ask(params, headers) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(params),
  });
  return response.json();
}

const isSubscription = (document, operationName) =>
  document?.definitions.some(
    (definition) =>
      definition.kind === 'OperationDefinition' &&
      definition.operation === 'subscription' &&
      (!operationName || definition.name?.value === operationName),
  ) ?? false;

const fetcher = (params, options) =>
  isSubscription(options?.documentAST, params.operationName)
    ? subscribe(params, options?.headers)
    : ask(params, options?.headers);

/** A link may bring a question: `/graphiql?query=…`. It is shown, and asked only when somebody presses the button. */
const asked = new URLSearchParams(window.location.search).get('query');

createRoot(document.getElementById('graphiql')).render(
  createElement(GraphiQL, {
    fetcher,
    defaultQuery: START,
    ...(asked === null ? {} : { initialQuery: asked }),
    defaultEditorToolsVisibility: 'headers',
    // A token must not stay behind in the browser.
    shouldPersistHeaders: false,
  }),
);
