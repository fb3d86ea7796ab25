import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/kit/longest-first.ts';

const kinds = ['store', 'http', 'cli'] as const;
const browserTests = 'test/**/*.browser.test.ts';

/** The kind of a test is the suffix of its file; each kind is a project of its own. */
function project(name: string, include: string[], exclude: string[] = []) {
  return {
    extends: true as const,
    test: { name, include, exclude: ['**/node_modules/**', ...exclude] },
  };
}

const report = process.env.ANJUAN_TEST_REPORT;

const quickArgon2 = fileURLToPath(new URL('test/kit/quick-argon2.ts', import.meta.url));

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    globalSetup: ['test/kit/run-setup.ts'],
    setupFiles: ['test/kit/file-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Files of one kind share the modules of their worker: a file opens homes of its own, and what
    // modules keep (bundled assets, the pack) never changes. Decision 0049.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    allowOnly: false,
    env: { TZ: 'UTC' },
    alias: { '@node-rs/argon2': quickArgon2 },
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    projects: [
      project(
        'unit',
        ['test/**/*.test.ts'],
        [...kinds.map((kind) => `test/**/*.${kind}.test.ts`), browserTests],
      ),
      ...kinds.map((kind) => project(kind, [`test/**/*.${kind}.test.ts`])),
      {
        extends: true,
        test: {
          name: 'browser',
          include: [browserTests],
          globalSetup: ['test/browser/kit/run-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
