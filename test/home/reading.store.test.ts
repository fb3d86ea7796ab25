import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { checkLog } from '../../src/audit/check-log.ts';
import { openHomeForReading } from '../../src/home/reading.ts';
import { freshHome } from '../kit/home.ts';
import { testDatabase } from '../kit/postgres.ts';
import { testClock } from '../kit/time.ts';
import { fileInquiry, openTestHome } from './filled-home.ts';

async function databaseFor(engine: string): Promise<string | undefined> {
  if (engine === 'sqlite') return undefined;
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  return database.url;
}

function read(path: string, databaseUrl: string | undefined) {
  const options = { path, clock: testClock() };
  return openHomeForReading(databaseUrl === undefined ? options : { ...options, databaseUrl });
}

test.each(['sqlite', 'postgres'])(
  'in %s, a home is read beside its writer, and what is written meanwhile is not seen',
  async (engine) => {
    const url = await databaseFor(engine);
    const path = freshHome();
    const home = await openTestHome(path, url);
    await fileInquiry(home, { day: 1, matter: '停车收费' });
    const reader = await read(path, url);
    const before = await checkLog({
      read: reader.store.read,
      keyring: reader.keyring,
      log: reader.log,
    });
    await fileInquiry(home, { day: 2, matter: '垃圾清运' });
    const after = await checkLog({
      read: reader.store.read,
      keyring: reader.keyring,
      log: reader.log,
    });
    expect(before.intact).toBe(true);
    expect(before.contents.checked).toBe(1);
    expect(after).toEqual(before);
    expect(reader.log.verifierKey).toBe(home.log.verifierKey);
    expect(reader.catalogue.document).toEqual(home.catalogue.document);
    await reader.close();
    await home.close();
    const again = await read(path, url);
    const rows = await again.store.read.selectFrom('record').select('number').execute();
    expect(rows).toHaveLength(2);
    await again.close();
  },
);

test.each(['sqlite', 'postgres'])(
  'in %s, a home opened for reading refuses to write',
  async (engine) => {
    const url = await databaseFor(engine);
    const path = freshHome();
    await (await openTestHome(path, url)).close();
    const reader = await read(path, url);
    await expect(reader.log.checkpoint()).rejects.toThrow();
    await expect(
      reader.store.read.insertInto('installation').values({ name: 'x', value: 'y' }).execute(),
    ).rejects.toThrow();
    await reader.close();
  },
);

test('a home that nobody has open is read though its -shm and -wal are gone', async () => {
  const path = freshHome();
  const home = await openTestHome(path);
  await fileInquiry(home, { day: 1, matter: '停车收费' });
  await home.close();
  expect(existsSync(join(path, 'ledger.sqlite-wal'))).toBe(false);
  const reader = await read(path, undefined);
  expect(await reader.store.read.selectFrom('record').select('number').execute()).toHaveLength(1);
  await reader.close();
  const second = await openTestHome(path);
  await second.close();
});

test('a store of a newer version, and one whose migration is missing, are not read', async () => {
  const path = freshHome();
  await (await openTestHome(path)).close();
  const change = (statement: string) => {
    const database = new DatabaseSync(join(path, 'ledger.sqlite'));
    database.exec(statement);
    database.close();
  };
  change("INSERT INTO migration VALUES ('9999-later', '2030-01-01T00:00:00.000Z')");
  await expect(read(path, undefined)).rejects.toThrow('更新的版本');
  change("DELETE FROM migration WHERE name LIKE '9999%' OR name LIKE '%text-index'");
  await expect(read(path, undefined)).rejects.toThrow('旧版本');
});

test('a folder without a home is refused and stays as it is', async () => {
  const path = freshHome();
  await expect(read(path, undefined)).rejects.toThrow('没有案卷数据');
  expect(existsSync(path)).toBe(false);
});

test('a signed checkpoint covers the whole log after every close', async () => {
  const path = freshHome();
  const home = await openTestHome(path);
  await fileInquiry(home, { day: 1, matter: '停车收费' });
  await home.close();
  const reader = await read(path, undefined);
  const { log } = await checkLog({
    read: reader.store.read,
    keyring: reader.keyring,
    log: reader.log,
  });
  expect(log.provedSize).toBe(log.size);
  expect(log.size).toBeGreaterThan(2);
  await reader.close();
});

test('keys without the store they belong to are not given an empty one', async () => {
  const path = freshHome();
  const url = await databaseFor('postgres');
  const home = await openTestHome(path, url);
  await fileInquiry(home, { day: 1, matter: '停车收费' });
  await home.close();
  await expect(openTestHome(path)).rejects.toThrow('有密钥而没有账本数据库');
  expect(existsSync(join(path, 'ledger.sqlite'))).toBe(false);
});

test('a PostgreSQL store is not given new keys when its own are gone', async () => {
  const url = await databaseFor('postgres');
  await (await openTestHome(freshHome(), url)).close();
  const elsewhere = freshHome();
  await expect(openTestHome(elsewhere, url)).rejects.toThrow('缺少密钥文件');
  expect(existsSync(join(elsewhere, 'keys'))).toBe(false);
});
