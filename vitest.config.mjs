// File names say the tier: .unit (no I/O), .int (a real Postgres), .e2e (the running product), .crash (processes killed).
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

const source = (file) => join(import.meta.dirname, 'libs', '$1', 'src', file);

/** What takes minutes begins first, so that nothing is waited for alone; then by tier. An order that is wrong costs time only. */
const LONGEST = ['kafka.crash', 'distributed', 'crash', 'e2e', 'int', 'property', 'unit'];

class LongestFirst extends BaseSequencer {
  async sort(files) {
    const rank = ({ moduleId }) => LONGEST.findIndex((part) => moduleId.includes(part));
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  resolve: {
    alias: [
      { find: /^#graphql\/(.*)$/, replacement: source('graphql.ts') },
      { find: /^#libs\/(.*)$/, replacement: source('index.ts') },
      // Nest requires the CommonJS build of graphql, as Node gives it to us; a second copy would not know its own types.
      { find: /^graphql$/, replacement: join(import.meta.dirname, 'node_modules', 'graphql', 'index.js') },
    ],
  },
  test: {
    globals: true,
    globalSetup: 'test/setup/shared-servers.ts',
    setupFiles: 'test/setup/properties.ts',
    include: ['{libs,apps,test}/**/*.spec.ts'],
    exclude: ['**/node_modules/**'],
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Loading what a spec imports takes longer than most specs do: those of a worker share it (docs/decisions/0013).
    pool: 'forks',
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
