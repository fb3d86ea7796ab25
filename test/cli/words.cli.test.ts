import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLibrary } from '../../src/policies/commands/seed-policies.ts';
import { runCli } from '../kit/cli.ts';
import { freshFolder, freshHome } from '../kit/home.ts';
import { newDesk } from './desk.ts';

test('a home that a verb has to make is said, and once', async () => {
  const desk = newDesk();
  const add = ['person', 'add', 'zhang', '--name', '张三', '--role', 'clerk'];
  expect((await desk.anjuan(...add)).err).toBe(`已新建数据目录 ${desk.home}\n`);
  expect((await desk.anjuan('policies', 'adopt', '--from', '2026-09-01')).err).toBe('');
});

test('adopted policies are told in sentences, and as JSON to a script', async () => {
  const desk = newDesk();
  const count = readLibrary().length;
  const first = await desk.anjuan('policies', 'adopt', '--from', '2026-09-01');
  expect(first.out).toContain(`自 2026-09-01 启用 ${count} 项制度：BZ-01、`);
  expect(first.out).toContain(`  例外：${count} 项由本机操作员一人启用`);
  const again = await desk.anjuan('policies', 'adopt', '--from', '2026-09-01');
  expect(again.out).toContain(`  略过 ${count} 项（已有发布的版本）：BZ-01、`);
  const json = await desk.anjuan('policies', 'adopt', '--from', '2026-09-01', '--json');
  expect(JSON.parse(json.out)).toMatchObject({ adopted: [] });
});

test('the conditions of an export need no quotes', async () => {
  const desk = newDesk();
  const answer = await desk.anjuan('export', 'month:2026-10', 'category:01');
  expect(answer.code).toBe(0);
  expect(answer.out).toContain('登记编号');
});

test('where one cause fells a whole file, ten rows of it are said and how many more', async () => {
  const desk = newDesk();
  const rooms = Array.from({ length: 101 }, (_, at) => `9-9-${String(at + 1).padStart(4, '0')}`);
  const path = join(desk.folder, 'archive-documents.csv');
  const heads = '房号,资料序号,资料名称,日期,页数,保管处,存放位置';
  const rows = rooms.map((room) => `${room},1,业主档案,2020-05-01,2,客服部,A-01`);
  writeFileSync(path, `${[heads, ...rows].join('\n')}\n`);
  const said = await desk.anjuan('import', 'documents', path, '--dry-run');
  expect(said.code).toBe(1);
  expect(said.out.match(/✗退回 .* 第 \d+ 行/g)).toHaveLength(10);
  expect(said.out).toContain('✗退回 archive-documents.csv 另有 91 行【房号】同样：');
  const json = await desk.anjuan('import', 'documents', path, '--dry-run', '--json');
  expect(JSON.parse(json.out).files[0].rejected).toHaveLength(101);
});

test('usage is in the words of the house, defaults too', async () => {
  const help = await newDesk().anjuan('serve', '--help');
  expect(help.out).toContain('--port <PORT>  端口（默认 8080）');
  expect(help.out).not.toContain('default');
});

test('verify says how it is used as a verb, and that a folder of months is no bag', async () => {
  const desk = newDesk();
  for (const help of [await desk.anjuan('verify'), await desk.anjuan('verify', '--help')]) {
    expect(help.out + help.err).toContain('用法： anjuan verify');
    expect(help.out + help.err).not.toContain('node verify.mjs');
  }
  const bundles = join(desk.folder, 'bundles');
  mkdirSync(join(bundles, '2026-10'), { recursive: true });
  writeFileSync(join(bundles, '2026-10', 'index.json'), '{}');
  const answer = await desk.anjuan('verify', bundles);
  expect(answer).toMatchObject({ code: 2, out: '' });
  expect(answer.err).toContain(`请写明一个：${join(bundles, '2026-10')}`);
});

test('a database that does not answer is said in one line, without its password', async () => {
  const url = 'postgres://anjuan:secret-word@127.0.0.1:1/anjuan';
  const env = { ANJUAN_DATABASE_URL: url };
  const home = freshHome();
  await runCli(['policies', 'adopt', '--from', '2026-09-01'], { home });
  for (const args of [
    ['log', 'verify'],
    ['serve', '--port', '0'],
  ]) {
    const answer = await runCli(args, { home, env });
    expect(answer).toMatchObject({ code: 2, stdout: '' });
    expect(answer.stderr).toContain('连不上 ANJUAN_DATABASE_URL 所指的数据库（ECONNREFUSED）');
    expect(answer.stderr.trim().split('\n')).toHaveLength(1);
    expect(answer.stderr).not.toContain('secret-word');
  }
});

test('under npm, paths mean where the person stands, and the home stays the project’s', async () => {
  const project = freshFolder();
  const stood = join(project, '我的 登记');
  mkdirSync(stood);
  const heads = '房号,业主姓名,联系电话,建筑面积平方米,房屋状态,入伙日期';
  const row = '1-1-0101,柳如是,13900000001,100,自住,2020-05-01';
  writeFileSync(join(stood, 'households.csv'), `${heads}\n${row}\n`);
  const answer = await runCli(['import', 'households', 'households.csv'], {
    cwd: project,
    env: { npm_lifecycle_event: 'anjuan', INIT_CWD: stood },
  });
  expect(answer).toMatchObject({ code: 0 });
  expect(answer.stderr).toBe(`已新建数据目录 ${join(project, 'records')}\n`);
});
