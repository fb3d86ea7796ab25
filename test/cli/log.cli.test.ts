import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openCheckpoint, parseVerifierKey } from '../../src/ledger/checkpoint.ts';
import { leafHash } from '../../src/ledger/hash.ts';
import { verifyInclusion } from '../../src/ledger/proof.ts';
import { fileInquiry, openTestHome } from '../home/filled-home.ts';
import { runCli } from '../kit/cli.ts';
import { freshHome } from '../kit/home.ts';
import { folderBytes } from './folder-bytes.ts';
import { serveHome } from './served.ts';

async function filledHome(): Promise<string> {
  const path = freshHome();
  const home = await openTestHome(path);
  for (const day of [1, 2, 3]) await fileInquiry(home, { day, matter: '停车收费' });
  await home.close();
  return path;
}

/** Changes rows as only somebody with the file in hand can: past the triggers. */
function tamper(home: string, statement: string): void {
  const database = new DatabaseSync(join(home, 'ledger.sqlite'));
  for (const { name } of database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .all()) {
    database.exec(`DROP TRIGGER ${String(name)}`);
  }
  database.exec(statement);
  database.close();
}

test('[AUD-03] the log is checked from its first entry, beside a running server too', async () => {
  const home = await filledHome();
  const before = folderBytes(home);
  const alone = await runCli(['log', 'verify'], { home });
  expect(alone).toMatchObject({ code: 0, stderr: '' });
  expect(alone.stdout).toContain('完好：日志 5 条，签名检查点覆盖到 5 条，内容 3 份');
  expect(folderBytes(home)).toEqual(before);
  await serveHome(home);
  const beside = await runCli(['log', 'verify', '--json'], { home });
  expect(beside.code).toBe(0);
  const { intact, log } = JSON.parse(beside.stdout);
  expect(intact).toBe(true);
  expect(log.size).toBeGreaterThan(5);
});

test.each([
  [
    'an entry changed',
    "UPDATE entry SET leaf = replace(leaf, '03', '04') WHERE seq = 3",
    '✗ 第 3 条',
  ],
  ['the tail cut', 'DELETE FROM entry WHERE seq = 4', '✗ '],
  ['content exchanged', 'UPDATE content SET sealed = zeroblob(80)', '密文与密钥不符'],
])('[AUD-03] %s is found and named', async (_what, statement, words) => {
  const home = await filledHome();
  tamper(home, statement);
  const answer = await runCli(['log', 'verify'], { home });
  expect(answer.code).toBe(1);
  expect(answer.stdout).toContain(words);
  expect(answer.stdout).toContain('有问题');
});

test('[AUD-03] any entry is proved, with nothing but the printed proof and the key', async () => {
  const home = await filledHome();
  await serveHome(home);
  const answer = await runCli(['log', 'prove', '3'], { home });
  expect(answer).toMatchObject({ code: 0, stderr: '' });
  const proof = JSON.parse(answer.stdout);
  const key = parseVerifierKey(proof.key);
  if (!('value' in key)) throw new Error('the key is not in its one spelling');
  const checkpoint = openCheckpoint(proof.checkpoint, key.value);
  if (!('value' in checkpoint)) throw new Error('the checkpoint is not signed by the key');
  const { size, root } = checkpoint.value;
  const path = proof.path.map((node: string) => Buffer.from(node, 'base64'));
  const holds = (leaf: string) =>
    verifyInclusion({ seq: 3, leaf: leafHash(leaf), size, path, root });
  expect(holds(proof.leaf)).toBe(true);
  expect(holds(proof.leaf.replace('03', '04'))).toBe(false);
});

test.each(['99', '-1', 'three'])('an entry %s that is not there is wrong use', async (seq) => {
  const home = await filledHome();
  const named = await runCli(['log', 'prove', '--home', home, '--', seq]);
  expect(named).toMatchObject({ code: 2, stdout: '' });
});
