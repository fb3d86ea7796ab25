import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newDesk, repair } from './desk.ts';

const rooms = ['1-1-0101', '1-1-0102', '1-1-0201'];

test('[REC-10] a dry run names every bad row and files nothing', async () => {
  const desk = newDesk();
  await desk.anjuan('import', 'households', desk.households(rooms));
  const file = desk.register('01', [
    repair(1, 1),
    repair(2, 2, { 房号: '9-9-9999' }),
    repair(3, 3, { 有偿金额元: '约三百' }),
    repair(4, undefined, { 登记时间: '' }),
  ]);
  const dry = await desk.anjuan('import', 'records', file, '--dry-run');
  expect(dry.code).toBe(1);
  expect(dry.out).toContain('可归档 1');
  expect(dry.out).toMatch(/第 3 行【房号】“9-9-9999”/);
  expect(dry.out).toMatch(/第 4 行【有偿金额元】“约三百”：不是数字/);
  expect(dry.out).toMatch(/第 5 行【登记时间】（空）/);
  const after = await desk.anjuan('import', 'records', file, '--json');
  expect(JSON.parse(after.out).files[0]).toMatchObject({ rows: 4, filed: 1, already: 0 });
});

test('[REC-10] rejected rows are handed back, mended, and filed once', async () => {
  const desk = newDesk();
  await desk.anjuan('import', 'households', desk.households(rooms));
  const file = desk.register('01', [repair(1, 1), repair(2, 2, { 房号: '1-1-0999' })]);
  const first = await desk.anjuan('import', 'records', file);
  expect(first.code).toBe(1);
  const rejected = file.replace('.csv', '-rejected.csv');
  const text = readFileSync(rejected, 'utf8');
  expect(text).toContain('没有 1-1-0999');
  writeFileSync(rejected, text.replace('1-1-0999', '1-1-0102'));
  const mended = await desk.anjuan('import', 'records', rejected);
  expect(mended.code).toBe(0);
  expect(mended.out).toContain('归档 1，已有 0，退回 0');
  const again = await desk.anjuan('import', 'records', file, rejected);
  expect(again.out).toContain('合计：2 个文件，3 行；归档 0，已有 2，退回 1');
});

test('[DSP-01] given order numbers are kept, and a missing one is named', async () => {
  const desk = newDesk();
  await desk.anjuan('import', 'households', desk.households(rooms));
  const file = desk.register('01', [repair(1, 1), repair(2, 2), repair(3, 5)]);
  const { code, out } = await desk.anjuan('import', 'records', file);
  expect(code).toBe(0);
  expect(out).toContain('派工单缺号：PG-202610-0003 至 PG-202610-0004');
  const clash = desk.register('01', [repair(9, 5, { 房号: '1-1-0201', 故障现象: '门锁打不开' })]);
  const refused = await desk.anjuan('import', 'records', clash);
  expect(refused.code).toBe(1);
  expect(refused.out).toMatch(/【派工单号】“PG-202610-0005”/);
});

test('[REC-10] what has one clear meaning is put right and said', async () => {
  const desk = newDesk();
  await desk.anjuan('import', 'households', desk.households(rooms));
  const file = desk.register('01', [
    repair(1, undefined, {
      房号: '１栋１单元１０１',
      联系电话: '１３９０００００００１',
      登记时间: '2026/10/1 9:05',
      故障现象: '插座没电\n晚上更明显',
    }),
  ]);
  const { code, out } = await desk.anjuan('import', 'records', file);
  expect(code).toBe(0);
  for (const column of ['房号', '联系电话', '登记时间', '故障现象']) {
    expect(out).toContain(`＋改正 01-业主日常报修.csv 第 2 行【${column}】`);
  }
});

test('[REC-01] an important category is kept ten years, the others five', async () => {
  const desk = newDesk();
  const letter = { 日期: '2026-10-05', 收发: '发文', 编号: '客服1号', 对方单位: '供电所' };
  const event = { 日期: '2026-10-05', 事件: '拾得钱包一只', 经办人: '王芳' };
  const files = [
    desk.register('09', [{ ...letter, 文件标题: '关于停电的函', 经手人: '王芳' }]),
    desk.register('29', [event]),
  ];
  expect((await desk.anjuan('import', 'records', ...files)).code).toBe(0);
  const bound = JSON.parse((await desk.anjuan('bind', '2026-10', '--json')).out);
  const classes = bound.bags.map((bag: { class: string }) => bag.class);
  expect(classes).toEqual(expect.arrayContaining(['y5', 'y10']));
});

test('a register without a category, and a file that is not there, say what to do', async () => {
  const desk = newDesk();
  const file = desk.register('29', [{ 日期: '2026-10-05', 事件: '锦旗', 经办人: '王芳' }]);
  const plain = file.replace(/29-.*$/, '登记本.csv');
  writeFileSync(plain, readFileSync(file));
  const unknown = await desk.anjuan('import', 'records', plain);
  expect(unknown).toMatchObject({ code: 2, out: '' });
  expect(unknown.err).toContain('--category');
  expect((await desk.anjuan('import', 'records', plain, '--category', '29')).code).toBe(0);
  const absent = await desk.anjuan('import', 'records', `${plain}x`);
  expect(absent.code).toBe(2);
  expect(absent.err.trim().split('\n')).toHaveLength(1);
});

test('[REC-10] a file that cannot be read is named and keeps no other from arriving', async () => {
  const desk = newDesk();
  await desk.anjuan('import', 'households', desk.households(rooms));
  const empty = join(desk.folder, '02-空.csv');
  writeFileSync(empty, '');
  const folder = join(desk.folder, '03-夹.csv');
  mkdirSync(folder);
  const unnumbered = join(desk.folder, '报修.csv');
  writeFileSync(unnumbered, 'x');
  const good = desk.register('01', [repair(1, 1)]);
  const said = await desk.anjuan('import', 'records', empty, folder, unnumbered, good);
  expect(said.code).toBe(2);
  expect(said.err).toContain('02-空.csv 是空文件');
  expect(said.err).toContain('03-夹.csv：这是一个文件夹');
  expect(said.err).toContain('看不出“报修.csv”是哪一类登记');
  expect(said.out).toContain('归档 1，已有 0，退回 0；3 个文件读不出来');
  const { files, unread } = JSON.parse(
    (await desk.anjuan('import', 'records', empty, good, '--json')).out,
  );
  expect(files[0]).toMatchObject({ filed: 0, already: 1 });
  expect(unread).toEqual([{ file: empty, message: '02-空.csv 是空文件' }]);
});

test('[REC-10] heads alone that lack a column are an answer of no', async () => {
  const desk = newDesk();
  const file = join(desk.folder, '29-x.csv');
  writeFileSync(file, '事件\n');
  const said = await desk.anjuan('import', 'records', file);
  expect(said.code).toBe(1);
  expect(said.out).toContain('没有必填的“日期”');
});

test('[REC-10] a category that is none is said once, in Chinese', async () => {
  const desk = newDesk();
  await desk.anjuan('import', 'households', desk.households(rooms));
  const file = desk.register('01', [repair(1, 1)]);
  const said = await desk.anjuan('import', 'records', file, file, '--category', '99');
  expect(said.code).toBe(2);
  expect(said.err).toMatch(/^没有类别“99”。请填 01 业主日常报修/);
  expect(said.err.match(/没有类别/g)).toHaveLength(1);
});

test('[REC-10] a cell cannot move the cursor or fill the screen', async () => {
  const desk = newDesk();
  await desk.anjuan('import', 'households', desk.households(rooms));
  const file = desk.register('01', [
    repair(1, 1, { 有偿金额元: '\u001b[2J约三百', 报修部位: '长'.repeat(3000) }),
  ]);
  const { out } = await desk.anjuan('import', 'records', file);
  expect(out).toContain('“·[2J约三百”');
  expect(out).not.toContain('\u001b');
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThan(300);
});

test('[REC-10] a list of another estate is canonical as it stands', async () => {
  const desk = newDesk();
  const towers = ['A座-1203', 'A座-0305', 'B座-1203'];
  const list = await desk.anjuan('import', 'households', desk.households(towers));
  expect(list.out).toContain('归档 3，已有 0，退回 0');
  const file = desk.register('01', [repair(1, 1, { 房号: 'a座305室' })]);
  const { code, out } = await desk.anjuan('import', 'records', file);
  expect(code).toBe(0);
  expect(out).toContain('已改写为“A座-0305”');
});

test('words that are no command say so in the words of the house', async () => {
  const desk = newDesk();
  for (const [words, said] of [
    [['bind'], '缺少参数 month'],
    [['bind', '2026-10', '--foo'], '没有选项 --foo'],
    [['banana'], '没有命令 banana'],
  ] as const) {
    const { code, err } = await desk.anjuan(...words);
    expect(code).toBe(2);
    expect(err).toContain(said);
    expect(err.trim().split('\n')).toHaveLength(1);
  }
});
