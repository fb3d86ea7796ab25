import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder for the test that is running, removed when that test has finished. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'anjuan-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** The path of a record home that is not there yet, removed when the running test has finished. */
export function freshHome(): string {
  return join(freshFolder(), 'home');
}
