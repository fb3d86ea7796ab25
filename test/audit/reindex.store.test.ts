import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reindex } from '../../src/audit/reindex.ts';
import { type FoundPage, searchEverything } from '../../src/audit/search.ts';
import { backUp } from '../../src/home/backup/back-up.ts';
import { unpackBackup } from '../../src/home/backup/restore.ts';
import type { Home } from '../../src/home/open.ts';
import { openHomeForReading } from '../../src/home/reading.ts';
import { seedPolicies } from '../../src/policies/commands/seed-policies.ts';
import { correctRecord } from '../../src/records/commands/correct-record.ts';
import { fileInquiry, openTestHome, operator } from '../home/filled-home.ts';
import { freshFolder, freshHome } from '../kit/home.ts';
import { testClock } from '../kit/time.ts';

async function found(home: Home, words: readonly string[]): Promise<FoundPage[]> {
  const pages: FoundPage[] = [];
  for (const q of words) pages.push(await searchEverything(home, operator, { q, limit: 200 }));
  return pages;
}

/** The home as a backup gives it back, its index still empty. */
async function restored(path: string): Promise<Home> {
  const folder = join(freshFolder(), 'copy');
  const source = { folder, keysFolder: `${folder}-keys` };
  const reading = await openHomeForReading({ path, clock: testClock() });
  await backUp(reading, source);
  await reading.close();
  const target = freshHome();
  (await unpackBackup(source, target)).settle();
  return openTestHome(target);
}

test('an index made anew finds what the one that grew with the filing finds', async () => {
  const path = freshHome();
  const home = await openTestHome(path);
  await seedPolicies(home, operator.actor);
  await fileInquiry(home, { day: 1, matter: '停车位怎么收费' });
  const number = await fileInquiry(home, { day: 2, matter: '电梯为什么停用' });
  const changes = { 咨询事项: '垃圾清运时间' };
  await correctRecord(home, operator, { number, changes, reason: '写错了' });
  const words = ['停车', '为什么停用', '垃圾清运时间', '投诉', '李四光', '3-2-0501'];
  const before = await found(home, words);
  await home.close();
  const again = await restored(path);
  const empty = await found(again, words);
  const put = await reindex(again);
  const after = await found(again, words);
  const policies = await again.store.read.selectFrom('policy').select('code').execute();
  await again.close();
  expect(empty.every(({ total }) => total === 0)).toBe(true);
  expect(put).toBe(2 + policies.length);
  expect(after).toEqual(before);
  expect(before.map(({ total }) => total > 0)).toEqual([true, false, true, true, false, true]);
});
