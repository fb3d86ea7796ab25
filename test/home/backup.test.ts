import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { type BackupReport, backUp } from '../../src/home/backup/back-up.ts';
import { unpackBackup } from '../../src/home/backup/restore.ts';
import type { Home } from '../../src/home/open.ts';
import { openHomeForReading } from '../../src/home/reading.ts';
import { freshFolder, freshHome } from '../kit/home.ts';
import { testClock } from '../kit/time.ts';
import { bytesOf, fileInquiry, openTestHome } from './filled-home.ts';

async function back(path: string, folder: string): Promise<BackupReport> {
  const home = await openHomeForReading({ path, clock: testClock() });
  try {
    return await backUp(home, { folder, keysFolder: `${folder}-keys` });
  } finally {
    await home.close();
  }
}

/** An open home with a record, a stored file that the ledger names, and a bundle. */
async function filled(path: string): Promise<{ home: Home; file: string }> {
  const home = await openTestHome(path);
  await fileInquiry(home, { day: 1, matter: '停车收费' });
  const file = await storeFile(home, 'photo');
  mkdirSync(join(path, 'bundles/2026-10'), { recursive: true });
  writeFileSync(join(path, 'bundles/2026-10/2026-10-y5.zip'), 'a bag');
  return { home, file };
}

async function storeFile(home: Home, text: string): Promise<string> {
  const keyName = 'A-2026-10-y5';
  const { address, sizeBytes } = await home.files.put(keyName, bytesOf(text));
  await home.store.writer.run(async (db) => {
    const row = { address, key_name: keyName, blind: address, size_bytes: sizeBytes };
    await db.insertInto('blob').values(row).execute();
  });
  const hex = address.slice('sha256:'.length);
  return `files/${hex.slice(0, 2)}/${hex.slice(2)}`;
}

function tablesOf(path: string): string[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  database.close();
  return rows.map(({ name }) => String(name)).sort();
}

test('a backup beside the writer holds every row but sessions, no index, and no key', async () => {
  const path = freshHome();
  const { home, file } = await filled(path);
  const folder = join(freshFolder(), 'copy');
  await home.store.scratch((db) =>
    db
      .insertInto('session')
      .values({
        token_digest: 'x',
        person_id: 'p',
        opened_at: 'a',
        seen_at: 'a',
        expires_at: 'z',
      })
      .execute(),
  );
  const report = await back(path, folder);
  await home.close();
  expect(report.missing).toEqual([]);
  const whole = tablesOf(join(path, 'ledger.sqlite'));
  const copied = tablesOf(join(folder, 'ledger.sqlite'));
  expect(copied).toEqual(whole.filter((name) => !/^(search|sqlite)_/.test(name)));
  const left = new DatabaseSync(join(folder, 'ledger.sqlite'), { readOnly: true });
  const source = new DatabaseSync(join(path, 'ledger.sqlite'), { readOnly: true });
  const differing = copied.filter((name) => {
    const rows = (from: DatabaseSync) =>
      JSON.stringify(from.prepare(`SELECT * FROM ${name}`).all());
    return rows(left) !== rows(source);
  });
  expect(differing).toEqual(['migration', 'session']);
  expect(left.prepare('SELECT * FROM session').all()).toEqual([]);
  left.close();
  source.close();
  for (const found of [file, 'bundles/2026-10/2026-10-y5.zip']) {
    expect(readFileSync(join(folder, found))).toEqual(readFileSync(join(path, found)));
  }
  expect(existsSync(join(folder, 'keys'))).toBe(false);
  expect(statSync(`${folder}-keys`).mode & 0o777).toBe(0o700);
  for (const key of ['master.key', 'index.key', 'log.pem', 'data/A-2026-10-y5.key']) {
    expect(statSync(join(`${folder}-keys`, key)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(`${folder}-keys`, key))).toEqual(
      readFileSync(join(path, 'keys', key)),
    );
  }
});

test('a second backup copies only what is new', async () => {
  const path = freshHome();
  const { home } = await filled(path);
  const folder = join(freshFolder(), 'copy');
  const first = await back(path, folder);
  const second = await back(path, folder);
  await storeFile(home, 'another photo');
  const third = await back(path, folder);
  await home.close();
  // The store and site.json are always written; the rest only when it is not there.
  expect([first.copied, second.copied, third.copied]).toEqual([4, 2, 3]);
  expect([first.files, second.files, third.files]).toEqual([4, 4, 5]);
});

test('a folder that holds something else, or another home, is not overwritten', async () => {
  const path = freshHome();
  const { home } = await filled(path);
  await home.close();
  const folder = freshFolder();
  writeFileSync(join(folder, 'diary.txt'), 'mine');
  await expect(back(path, folder)).rejects.toThrow('不是案卷的备份');
  const other = freshHome();
  await (await openTestHome(other)).close();
  const taken = join(freshFolder(), 'copy');
  await back(other, taken);
  const before = readFileSync(join(taken, 'backup.json'));
  await expect(back(path, taken)).rejects.toThrow('另一套数据的备份');
  expect(readFileSync(join(taken, 'backup.json'))).toEqual(before);
  await expect(back(path, join(path, 'backup'))).rejects.toThrow('互相包含');
  expect(existsSync(join(path, 'backup'))).toBe(false);
  expect(readFileSync(join(folder, 'diary.txt'), 'utf8')).toBe('mine');
});

test('a damaged file is named, is not copied, and does not displace the sound copy', async () => {
  const path = freshHome();
  const { home, file } = await filled(path);
  await home.close();
  const folder = join(freshFolder(), 'copy');
  const spoilt = join(freshFolder(), 'copy');
  await back(path, folder);
  const sound = readFileSync(join(folder, file));
  appendFileSync(join(path, file), 'x');
  expect((await back(path, spoilt)).missing).toEqual([file]);
  expect(existsSync(join(spoilt, file))).toBe(false);
  await back(path, folder);
  expect(readFileSync(join(folder, file))).toEqual(sound);
});

test('a key that was destroyed goes from the key backup, one that content needs stays', async () => {
  const path = freshHome();
  const { home } = await filled(path);
  await home.files.put('A-2020-01-y5', bytesOf('disposed of'));
  await home.close();
  const folder = join(freshFolder(), 'copy');
  await back(path, folder);
  expect(existsSync(join(`${folder}-keys`, 'data/A-2020-01-y5.key'))).toBe(true);
  rmSync(join(path, 'keys/data/A-2020-01-y5.key'));
  rmSync(join(path, 'keys/data/A-2026-10-y5.key'));
  const report = await back(path, folder);
  expect(existsSync(join(`${folder}-keys`, 'data/A-2020-01-y5.key'))).toBe(false);
  expect(existsSync(join(`${folder}-keys`, 'data/A-2026-10-y5.key'))).toBe(true);
  expect(report.missing).toEqual(['data/A-2026-10-y5.key']);
});

test.each([
  ['the store', 'ledger.sqlite'],
  ['the settings', 'site.json'],
  ['a bundle', 'bundles/2026-10/2026-10-y5.zip'],
])('a changed byte in %s is named, and nothing is restored', async (_what, changed) => {
  const path = freshHome();
  const { home } = await filled(path);
  await home.close();
  const folder = join(freshFolder(), 'copy');
  await back(path, folder);
  const bytes = readFileSync(join(folder, changed));
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(join(folder, changed), bytes);
  const target = freshHome();
  const source = { folder, keysFolder: `${folder}-keys` };
  await expect(unpackBackup(source, target)).rejects.toThrow(join(folder, changed));
  expect(existsSync(target)).toBe(false);
  expect(existsSync(`${target}.restoring`)).toBe(false);
});

test('restoring wants every key, the keys of this home, and an empty place', async () => {
  const path = freshHome();
  const { home } = await filled(path);
  await home.close();
  const other = freshHome();
  await (await openTestHome(other)).close();
  const [folder, foreign] = [join(freshFolder(), 'copy'), join(freshFolder(), 'copy')];
  await back(path, folder);
  await back(other, foreign);
  const unpack = (keysFolder: string, target: string) =>
    unpackBackup({ folder, keysFolder }, target);
  await expect(unpack(`${foreign}-keys`, freshHome())).rejects.toThrow('另一套数据的密钥');
  await expect(unpack(join(folder, 'nowhere'), freshHome())).rejects.toThrow('不是案卷的密钥备份');
  await expect(unpack(`${folder}-keys`, path)).rejects.toThrow('不是空文件夹');
  rmSync(join(`${folder}-keys`, 'data/A-2026-10-y5.key'));
  await expect(unpack(`${folder}-keys`, freshHome())).rejects.toThrow('A-2026-10-y5.key');
});

test('a backup that was broken off can be taken up again, and is not restored before', async () => {
  const path = freshHome();
  const { home } = await filled(path);
  await home.close();
  const folder = join(freshFolder(), 'copy');
  await back(path, folder);
  const manifest = JSON.parse(readFileSync(join(folder, 'backup.json'), 'utf8'));
  const broken = { ...manifest, complete: false };
  writeFileSync(join(folder, 'backup.json'), JSON.stringify(broken));
  const source = { folder, keysFolder: `${folder}-keys` };
  await expect(unpackBackup(source, freshHome())).rejects.toThrow('没有做完');
  await back(path, folder);
  (await unpackBackup(source, freshHome())).discard();
});
