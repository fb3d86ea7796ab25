import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileInquiry, openTestHome } from '../home/filled-home.ts';
import { runCli } from '../kit/cli.ts';
import { freshFolder, freshHome } from '../kit/home.ts';
import { serveHome } from './served.ts';

async function filledHome(): Promise<string> {
  const path = freshHome();
  const home = await openTestHome(path);
  await fileInquiry(home, { day: 1, matter: '停车位怎么收费' });
  await fileInquiry(home, { day: 2, matter: '=1+1' });
  await home.close();
  return path;
}

test('[REC-10] export writes CSV that opens in Excel with Chinese intact, and JSON Lines', async () => {
  const home = await filledHome();
  const folder = freshFolder();
  const out = join(folder, '十月.csv');
  const csv = await runCli(['export', 'month:2026-10 category:03', '--out', out], { home });
  expect(csv).toMatchObject({ code: 0, stderr: '' });
  expect(csv.stdout).toContain('已导出 2 条');
  const bytes = readFileSync(out);
  expect(bytes.subarray(0, 3)).toEqual(Buffer.of(0xef, 0xbb, 0xbf));
  const text = bytes.toString();
  expect(text).toContain('停车位怎么收费');
  expect(text).toContain(",'=1+1,");
  expect(text).toContain('李**');
  expect(text).not.toContain('李四光');
  expect(readdirSync(folder)).toEqual(['十月.csv']);
  const lines = await runCli(['export', '停车', '--json'], { home });
  expect(JSON.parse(lines.stdout)).toMatchObject({ site: 'A', number: 'ZX-202610-0001' });
  const verify = await runCli(['log', 'verify', '--json'], { home });
  expect(JSON.parse(verify.stdout)).toMatchObject({ intact: true, contents: { checked: 4 } });
});

test('an export is refused while a server holds the home, since the log must name it', async () => {
  const home = await filledHome();
  const server = await serveHome(home);
  const out = join(freshFolder(), 'x.csv');
  const answer = await runCli(['export', '停车', '--out', out], { home });
  await server.stop();
  expect(answer).toMatchObject({ code: 2, stdout: '' });
  expect(answer.stderr).toContain('正被另一个进程使用');
  expect(existsSync(out)).toBe(false);
});

test.each([
  [['export', '停车', '--out', 'x.xlsx'], '.csv 或 .jsonl'],
  [['export', 'month:十月'], 'month:十月'],
  [['export', '停车', '--as', 'nobody'], '没有在用的用户'],
  [['export', '停车', '--site', 'Z'], '没有项目'],
])('%j is wrong use, said in one line', async (args, words) => {
  const home = await filledHome();
  const answer = await runCli(args, { home });
  expect(answer).toMatchObject({ code: 2, stdout: '' });
  expect(answer.stderr.split('\n')[0]).toContain(words);
});
