import type { FastifyInstance } from 'fastify';

/** For answers that are data: nothing in them is ever a page. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  // Ignored over plain HTTP, as on localhost.
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

/** Strict by default; a page of ours sets a policy of its own on its reply. */
export function addSecurityHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (_request, reply, payload) => {
    for (const [name, value] of Object.entries(HEADERS)) if (!reply.hasHeader(name)) reply.header(name, value);
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', DATA_POLICY);
    return payload;
  });
}

export const streamHeaders: Readonly<Record<string, string>> = { ...HEADERS, 'content-security-policy': DATA_POLICY };
