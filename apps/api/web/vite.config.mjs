import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));

/** GraphiQL as one page of ours with its workers beside it; nothing is loaded from elsewhere. Run by `npm run build`. */
export default defineConfig({
  root: join(here, 'graphiql'),
  base: '/graphiql/',
  worker: { format: 'es' },
  build: {
    outDir: join(here, '../../../dist/apps/api/graphiql'),
    emptyOutDir: true,
    // A data: URL would need another word in the page's policy.
    assetsInlineLimit: 0,
    // The editor alone is more than the warning's 500 kB; it is loaded from this machine.
    chunkSizeWarningLimit: 10_000,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // "use client" means something to servers that render React, which we are not.
      onLog: (level, log, write) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') write(level, log);
      },
    },
  },
});
