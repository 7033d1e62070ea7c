import { packageFile } from '#libs/kernel';
import type { FastifyInstance } from 'fastify';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Where the build puts GraphiQL. */
const FOLDER = 'dist/apps/api/graphiql';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

/**
 * The one page with a policy of its own: its editor (monaco) writes style elements and style attributes. Scripts and
 * workers still come from here only.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** GraphiQL, bundled by us: nothing comes from elsewhere. Not in production. */
export function addGraphiqlRoutes(fastify: FastifyInstance): void {
  const folder = packageFile(FOLDER);
  // Named once: only what the build made is ever served, whatever a path says.
  const assets = existsSync(folder) ? new Set(readdirSync(join(folder, 'assets'))) : null;

  fastify.get('/graphiql', async (_request, reply) => {
    if (assets === null) {
      return reply.code(404).type('text/plain; charset=utf-8').send('GraphiQL is er nog niet: npm run build');
    }
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', PAGE_POLICY)
      .header('cache-control', 'no-cache')
      .send(await readFile(join(folder, 'index.html')));
  });

  fastify.get<{ Params: { file: string } }>('/graphiql/assets/:file', async (request, reply) => {
    const { file } = request.params;
    if (assets?.has(file) !== true) return reply.code(404).send();
    return reply
      .type(TYPES[extname(file)] ?? 'application/octet-stream')
      .header('content-security-policy', PAGE_POLICY)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(await readFile(join(folder, 'assets', file)));
  });
}
