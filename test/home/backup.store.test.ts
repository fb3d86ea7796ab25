import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { backUp } from '../../src/home/backup/back-up.ts';
import { openHomeForReading } from '../../src/home/reading.ts';
import { freshFolder, freshHome } from '../kit/home.ts';
import { testDatabase } from '../kit/postgres.ts';
import { testClock } from '../kit/time.ts';
import { openTestHome } from './filled-home.ts';

test('data in PostgreSQL are left to pg_dump, and no folder is made', async () => {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  const path = freshHome();
  await (await openTestHome(path, database.url)).close();
  const home = await openHomeForReading({ path, clock: testClock(), databaseUrl: database.url });
  const folder = join(freshFolder(), 'copy');
  await expect(backUp(home, { folder, keysFolder: `${folder}-keys` })).rejects.toThrow('pg_dump');
  await home.close();
  expect(existsSync(folder)).toBe(false);
});
