import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { digestOf } from '../../src/core/digest.ts';
import { requireTool } from '../kit/outside-tools.ts';
import { type Desk, newDesk, repair } from './desk.ts';

/** A desk whose October is imported and bound: order 3 is missing, one matter is open. */
async function boundDesk(): Promise<Desk & { bags: string }> {
  const desk = newDesk();
  await desk.anjuan('import', 'households', desk.households(['1-1-0101', '1-1-0102']));
  const files = [
    desk.register('01', [
      ...Array.from({ length: 30 }, (_, at) => repair(1 + (at % 28), at < 2 ? at + 1 : at + 2)),
      repair(9, undefined, { 故障现象: '墙面渗水', 回复业主时间: '' }),
    ]),
    desk.register('29', [{ 日期: '2026-10-05', 事件: '拾得钱包一只', 经办人: '王芳' }]),
  ];
  const imported = await desk.anjuan('import', 'records', ...files);
  expect(imported.code).toBe(0);
  const bound = await desk.anjuan('bind', '2026-10');
  expect(bound).toMatchObject({ code: 0, err: '' });
  return { ...desk, bags: join(desk.home, 'bundles', '2026-10') };
}

function unpack(desk: Desk & { bags: string }, name: string): string {
  const folder = join(desk.folder, `unpacked-${name}`);
  mkdirSync(folder);
  execFileSync(requireTool('unzip'), ['-qq', join(desk.bags, `${name}.zip`), '-d', folder]);
  return join(folder, name);
}

const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('[BND-01] a volume has cover, catalogue with right pages, statistics, records in order', async () => {
  const bag = unpack(await boundDesk(), '2026-10-y10');
  const volume = join(bag, 'data', 'volumes', '01-业主日常报修.pdf');
  const text = execFileSync(requireTool('pdftotext'), ['-layout', volume, '-'], {
    encoding: 'utf8',
  });
  const pages = text.split('\f').slice(0, -1);
  expect(pages[0]).toContain('业主日常报修');
  expect(pages[0]).toContain('31 件');
  const catalogue = pages.findIndex((page) => /目\s*录/.test(page));
  expect(catalogue).toBe(1);
  expect(text).toContain('本月统计');
  for (const [at, page] of pages.entries()) {
    expect(page).toMatch(new RegExp(`第\\s*${at + 1}\\s*页`));
  }
  const rows = [...text.matchAll(/^\s*\d+\s+(BX-202610-\d{4})\s.*?机密\s+(\d+)\s+1\b/gm)];
  expect(rows.map(([, number]) => number)).toEqual(
    Array.from({ length: 31 }, (_, at) => `BX-202610-${String(at + 1).padStart(4, '0')}`),
  );
  for (const [, number, page] of rows) expect(pages[Number(page) - 1]).toContain(number);
});

test('[BND-02] each class is one bag that says what it holds and whether numbers are whole', async () => {
  const desk = await boundDesk();
  expect(readdirSync(desk.bags).sort()).toEqual([
    '2026-10-long.zip',
    '2026-10-overview.pdf',
    '2026-10-y10.zip',
    '2026-10-y5.zip',
    'index.json',
  ]);
  for (const name of ['2026-10-y5', '2026-10-y10', '2026-10-long']) {
    execFileSync(requireTool('unzip'), ['-tqq', join(desk.bags, `${name}.zip`)]);
    const bag = unpack(desk, name);
    for (const tool of ['sha256sum', 'sha512sum'] as const) {
      const manifest = `manifest-${tool.slice(0, -3)}.txt`;
      execFileSync(requireTool(tool), ['-c', '--quiet', '--strict', manifest], { cwd: bag });
      execFileSync(requireTool(tool), ['-c', '--quiet', '--strict', `tag${manifest}`], {
        cwd: bag,
      });
    }
  }
  const bag = join(desk.folder, 'unpacked-2026-10-y10', '2026-10-y10', 'data');
  expect(linesOf(join(bag, 'records.jsonl'))).toHaveLength(31);
  const gaps = JSON.parse(readFileSync(join(bag, 'dispatch', 'gap-report.json'), 'utf8'));
  expect(gaps.gaps).toMatchObject([{ first: 'PG-202610-0003', last: 'PG-202610-0003' }]);
  const csv = readFileSync(join(bag, 'csv', '01-业主日常报修.csv'));
  expect(csv.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
});

test('[REC-04] [RET-01] a bound record shows number, both times, filer and end of retention', async () => {
  const bag = unpack(await boundDesk(), '2026-10-y10');
  const [first, ...others] = linesOf(join(bag, 'data', 'records.jsonl'));
  expect(first).toMatchObject({
    number: 'BX-202610-0001',
    month: '2026-10',
    occurredAt: '2026-10-01T01:00:00.000Z',
    filedAt: '2026-11-03T02:00:00.000Z',
    retention: { class: 'y10', years: 10, through: '2036-12-31' },
  });
  const open = others.find((line) => line.fields.故障现象 === '墙面渗水');
  expect(open).toMatchObject({ status: 'open', carriedOver: true, retention: { through: null } });
});

test('[BND-03] verify passes offline, names a changed byte, and tells a stranger’s key', async () => {
  const desk = await boundDesk();
  const zip = join(desk.bags, '2026-10-y10.zip');
  expect((await desk.anjuan('verify', desk.bags)).code).toBe(0);
  const bag = unpack(desk, '2026-10-y10');
  const shipped = execFileSync(process.execPath, [join(bag, 'verify.mjs'), zip], {
    encoding: 'utf8',
  });
  expect(shipped).toContain('完好 intact');
  const known = join(desk.folder, 'known.txt');
  writeFileSync(known, readFileSync(join(bag, 'proof', 'key.txt')));
  expect((await desk.anjuan('verify', zip, '--key', known)).code).toBe(0);
  const stranger = unpack(await boundDesk(), '2026-10-y10');
  const other = await desk.anjuan('verify', zip, '--key', join(stranger, 'proof', 'key.txt'));
  expect(other.code).toBe(1);
  const bytes = readFileSync(zip);
  const at = bytes.indexOf('水管漏水');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(zip, bytes);
  const broken = await desk.anjuan('verify', zip);
  expect(broken.code).toBe(1);
  expect(broken.out).toContain('data/csv/01-业主日常报修.csv: 内容已改变');
});

test('[BND-03] building a sealed month again gives the same bytes', async () => {
  const desk = await boundDesk();
  const digests = () =>
    readdirSync(desk.bags)
      .sort()
      .map((name) => `${name} ${digestOf(readFileSync(join(desk.bags, name)))}`);
  const before = digests();
  rmSync(desk.bags, { recursive: true });
  desk.wait(9);
  expect((await desk.anjuan('bind', '2026-10')).out).toContain('照原样重做');
  expect(digests()).toEqual(before);
});

test('[BND-04] what comes late goes to a numbered supplement, and the month stays as bound', async () => {
  const desk = await boundDesk();
  const before = digestOf(readFileSync(join(desk.bags, '2026-10-y10.zip')));
  const late = desk.register('01', [repair(11, 33, { 故障现象: '门锁打不开' })]);
  expect((await desk.anjuan('import', 'records', late)).code).toBe(0);
  expect((await desk.anjuan('bind', '2026-10')).out).toContain('补卷 1');
  expect(digestOf(readFileSync(join(desk.bags, '2026-10-y10.zip')))).toBe(before);
  const bag = unpack(desk, '2026-10-s1-y10');
  const lines = linesOf(join(bag, 'data', 'records.jsonl'));
  expect(lines).toMatchObject([{ number: 'BX-202610-0032', supplement: 1 }]);
  expect((await desk.anjuan('verify', desk.bags)).code).toBe(0);
});

test('[AUD-03] the log verifies, and a changed entry or content is found', async () => {
  const desk = await boundDesk();
  expect((await desk.anjuan('log', 'verify')).code).toBe(0);
  const proof = JSON.parse((await desk.anjuan('log', 'prove', '5')).out);
  expect(JSON.parse(proof.leaf)).toMatchObject({ seq: 5 });
  const database = new DatabaseSync(join(desk.home, 'ledger.sqlite'));
  database.exec('DROP TRIGGER entry_no_update');
  database.exec(`UPDATE entry SET leaf = replace(leaf, 'operator:', 'operator;') WHERE seq = 5`);
  database.close();
  const tampered = await desk.anjuan('log', 'verify');
  expect(tampered.code).toBe(1);
  expect(tampered.out).toContain('第 5 条');
});

test('a month that is not over, and one that is none, are refused in one line', async () => {
  const desk = newDesk();
  for (const month of ['2026-11', '2026-13', 'October']) {
    const refused = await desk.anjuan('bind', month);
    expect(refused.code).toBe(2);
    expect(refused.err.trim().split('\n')).toHaveLength(1);
  }
});
