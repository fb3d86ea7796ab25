import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileInquiry, openTestHome } from '../home/filled-home.ts';
import { runCli } from '../kit/cli.ts';
import { freshFolder, freshHome } from '../kit/home.ts';
import { folderBytes } from './folder-bytes.ts';
import { serveHome } from './served.ts';

async function filledHome(): Promise<string> {
  const path = freshHome();
  const home = await openTestHome(path);
  await fileInquiry(home, { day: 1, matter: '停车位怎么收费' });
  await home.close();
  return path;
}

test('a home is backed up while its server runs, and restored whole', async () => {
  const home = await filledHome();
  const server = await serveHome(home);
  const copy = join(freshFolder(), 'copy');
  const backup = await runCli(['backup', copy], { home });
  expect(backup).toMatchObject({ code: 0, stderr: '' });
  expect(backup.stdout).toContain('请移到另一处保管');
  expect(existsSync(join(`${copy}-keys`, 'master.key'))).toBe(true);
  const verify = await runCli(['log', 'verify', '--json'], { home });
  await server.stop();
  expect(JSON.parse(verify.stdout)).toMatchObject({ intact: true });

  const target = freshHome();
  const restore = await runCli(['restore', copy], { home: target });
  expect(restore).toMatchObject({ code: 0, stderr: '' });
  const check = await runCli(['log', 'verify', '--json'], { home: target });
  expect(check.code).toBe(0);
  const { intact, log } = JSON.parse(check.stdout);
  expect(intact).toBe(true);
  expect(log.fingerprint).toBe(JSON.parse(verify.stdout).log.fingerprint);
  expect(log.provedSize).toBe(log.size);
  const found = await runCli(['export', '停车', '--json'], { home: target });
  expect(JSON.parse(found.stdout)).toMatchObject({ number: 'ZX-202610-0001' });
  const doctor = await runCli(['doctor'], { home: target });
  expect(doctor.code).toBe(0);
});

test('the keys go where --keys says, and restoring asks for them there', async () => {
  const home = await filledHome();
  const folder = freshFolder();
  const [copy, keys] = [join(folder, 'copy'), join(folder, 'elsewhere')];
  const backup = await runCli(['backup', copy, '--keys', keys, '--json'], { home });
  expect(JSON.parse(backup.stdout)).toMatchObject({ folder: copy, keysFolder: keys, missing: [] });
  expect(existsSync(`${copy}-keys`)).toBe(false);
  const target = freshHome();
  const without = await runCli(['restore', copy], { home: target });
  expect(without).toMatchObject({ code: 2, stdout: '' });
  expect(without.stderr.trim().split('\n')).toHaveLength(1);
  expect(existsSync(target)).toBe(false);
  const restore = await runCli(['restore', copy, '--keys', keys, '--json'], { home: target });
  expect(JSON.parse(restore.stdout)).toMatchObject({ intact: true, indexed: 1, missing: [] });
});

test('what differs in a backup is named in one line, and nothing is written', async () => {
  const home = await filledHome();
  const copy = join(freshFolder(), 'copy');
  await runCli(['backup', copy], { home });
  writeFileSync(join(copy, 'site.json'), readFileSync(join(copy, 'site.json'), 'utf8').slice(1));
  const target = freshHome();
  const restore = await runCli(['restore', copy], { home: target });
  expect(restore.code).toBe(2);
  expect(restore.stderr.trim().split('\n')).toHaveLength(1);
  expect(restore.stderr).toContain(join(copy, 'site.json'));
  expect(existsSync(target)).toBe(false);
});

test('neither backup nor restore writes into a folder that holds something else', async () => {
  const home = await filledHome();
  const copy = join(freshFolder(), 'copy');
  await runCli(['backup', copy], { home });
  const taken = freshFolder();
  writeFileSync(join(taken, 'diary.txt'), 'mine');
  const before = [folderBytes(taken), folderBytes(home)];
  const backup = await runCli(['backup', taken], { home });
  const restore = await runCli(['restore', copy], { home: taken });
  for (const { code, stderr } of [backup, restore]) {
    expect(code).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
  expect([folderBytes(taken), folderBytes(home)]).toEqual(before);
});

test('data in PostgreSQL is left to pg_dump', async () => {
  const answer = await runCli(['restore', 'nowhere'], {
    home: freshHome(),
    env: { ANJUAN_DATABASE_URL: 'postgres://localhost/none' },
  });
  expect(answer.code).toBe(2);
  expect(answer.stderr).toContain('pg_restore');
});

test('a backup comes back into the records folder of a fresh copy, beside its page', async () => {
  const copy = join(freshFolder(), 'copy');
  await runCli(['backup', copy], { home: await filledHome() });
  const home = freshHome();
  mkdirSync(home);
  writeFileSync(join(home, 'README.md'), 'the page');
  expect((await runCli(['restore', copy], { home })).code).toBe(0);
  expect(readFileSync(join(home, 'README.md'), 'utf8')).toBe('the page');
  expect((await runCli(['log', 'verify'], { home })).code).toBe(0);
});
