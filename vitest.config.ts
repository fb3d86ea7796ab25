import { defineConfig } from 'vitest/config';

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

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    globalSetup: ['test/kit/run-setup.ts'],
    setupFiles: ['test/kit/file-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    allowOnly: false,
    env: { TZ: 'UTC' },
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
          // One file at a time, after all others: a browser has processes of its own beside it.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
