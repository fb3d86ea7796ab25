import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { examine } from '../../src/audit/doctor/examine.ts';
import { digestOf } from '../../src/core/digest.ts';
import type { Home } from '../../src/home/open.ts';
import { bytesOf, fileInquiry, openTestHome } from '../home/filled-home.ts';
import { freshHome } from '../kit/home.ts';
import { testClock, testNow } from '../kit/time.ts';

/** The checks that are not good, by code, with their sentences. */
async function complaints(path: string): Promise<Record<string, string>> {
  const { checks } = await examine({ path, clock: testClock() });
  const bad = checks.filter(({ state }) => state !== 'good');
  return Object.fromEntries(bad.map(({ code, state, message }) => [`${state} ${code}`, message]));
}

/** A home whose mail and public address are set, closed again. */
async function wellHome(fill?: (home: Home) => Promise<void>): Promise<string> {
  const path = freshHome();
  const home = await openTestHome(path);
  await home.catalogue.save(
    { kind: 'operator', osUser: 'test' },
    {
      ...home.catalogue.document,
      publicUrl: 'https://anjuan.example.cn',
      mail: { host: 'mail.example.cn', port: 25, from: 'a@example.cn', to: ['b@example.cn'] },
    },
  );
  await fileInquiry(home, { day: 1, matter: '停车收费' });
  await fill?.(home);
  await home.close();
  return path;
}

test('a home in good order gives no complaint, open or not', async () => {
  const path = await wellHome();
  expect(await complaints(path)).toEqual({});
  const home = await openTestHome(path);
  const { checks, well } = await examine({ path, clock: testClock() });
  await home.close();
  expect(well).toBe(true);
  expect(checks.find(({ code }) => code === 'lock')?.message).toContain(`进程 ${process.pid}`);
});

test('what is not set up yet is noticed, and is nothing wrong', async () => {
  const path = freshHome();
  await (await openTestHome(path)).close();
  expect(Object.keys(await complaints(path))).toEqual(['notice mail', 'notice public-url']);
  expect((await examine({ path, clock: testClock() })).well).toBe(true);
});

test('missing keys and keys that others may read are wrong', async () => {
  const path = await wellHome();
  chmodSync(join(path, 'keys/master.key'), 0o644);
  expect(await complaints(path)).toEqual({
    'wrong keys': expect.stringContaining('master.key 能被他人读取'),
  });
  rmSync(join(path, 'keys/index.key'));
  rmSync(join(path, 'keys/data/A-2026-10-y5.key'));
  expect(await complaints(path)).toEqual({
    'wrong keys': expect.stringContaining('缺少密钥 index.key'),
    'wrong data-keys': expect.stringContaining('A-2026-10-y5'),
  });
});

test('a changed file and one that is gone are named', async () => {
  const addresses: string[] = [];
  const path = await wellHome(async (home) => {
    for (const text of ['one', 'two', 'three']) {
      const { address, sizeBytes } = await home.files.put('A-2026-10-y5', bytesOf(text));
      addresses.push(`${address.slice(7, 9)}/${address.slice(9)}`);
      const row = { address, key_name: 'A-2026-10-y5', blind: address, size_bytes: sizeBytes };
      await home.store.writer.run((db) => db.insertInto('blob').values(row).execute());
    }
  });
  expect(await complaints(path)).toEqual({});
  const [changed = '', gone = '', sound = ''] = addresses;
  appendFileSync(join(path, 'files', changed), 'x');
  rmSync(join(path, 'files', gone));
  const { 'wrong files': words } = await complaints(path);
  expect(words).toContain(`被改动：files/${changed}`);
  expect(words).toContain(`缺失：files/${gone}`);
  expect(words).not.toContain(sound);
});

test('a bag that differs from its index is named', async () => {
  const path = await wellHome();
  const folder = join(path, 'bundles/2026-10');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '2026-10-y5.zip'), 'a bag');
  const bag = { class: 'y5', file: '2026-10-y5.zip', sizeBytes: 5, sha256: '' };
  const index = { sealings: [{ bags: [{ ...bag, sha256: digestOf('a bag').slice(7) }] }] };
  writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
  expect(await complaints(path)).toEqual({});
  writeFileSync(join(folder, '2026-10-y5.zip'), 'a bug');
  expect(await complaints(path)).toEqual({
    'wrong bundles': expect.stringContaining('2026-10/2026-10-y5.zip 被改动'),
  });
  rmSync(join(folder, '2026-10-y5.zip'));
  expect(await complaints(path)).toEqual({
    'wrong bundles': expect.stringContaining('2026-10/2026-10-y5.zip 缺失'),
  });
});

test('site.json that was edited is noticed, a damaged one is wrong', async () => {
  const path = await wellHome();
  const file = join(path, 'site.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('物业服务中心', '某某物业'));
  expect(Object.keys(await complaints(path))).toEqual(['notice site']);
  writeFileSync(file, text.replace('"schema"', 'schema'));
  expect(Object.keys(await complaints(path))).toEqual(['wrong site']);
});

test('what has waited in the outbox for more than an hour is stuck', async () => {
  const [due, late] = ['2026-11-03T01:30:00.000Z', '2026-11-03T00:30:00.000Z'];
  const path = await wellHome(async (home) => {
    const row = { kind: 'mail', payload: '{}', attempts: 3, done_at: null, last_error: '拒绝连接' };
    await home.store.scratch(async (db) => {
      await db
        .insertInto('outbox')
        .values({ ...row, id: '1', due_at: due })
        .execute();
    });
  });
  expect(testNow > due).toBe(true);
  expect(await complaints(path)).toEqual({});
  const home = await openTestHome(path);
  await home.store.scratch((db) => db.updateTable('outbox').set({ due_at: late }).execute());
  await home.close();
  const { 'wrong outbox': words } = await complaints(path);
  expect(words).toContain('拒绝连接');
  expect(words).toContain('1 件');
});

test('a store that cannot be read is wrong, and the rest is looked at all the same', async () => {
  const path = await wellHome();
  const database = new DatabaseSync(join(path, 'ledger.sqlite'));
  database.exec("INSERT INTO migration VALUES ('9999-later', '2030-01-01T00:00:00.000Z')");
  database.close();
  const { checks, well } = await examine({ path, clock: testClock() });
  expect(well).toBe(false);
  expect(checks.find(({ code }) => code === 'store')?.message).toContain('更新的版本');
  expect(checks.map(({ code }) => code)).toContain('bundles');
  writeFileSync(
    join(path, 'ledger.sqlite'),
    'this is no database, and long enough to be looked at',
  );
  const damaged = await complaints(path);
  expect(damaged['wrong store']).toContain('从备份恢复');
});
