import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import type { Requester } from '../../src/access/model.ts';
import { exportRecords } from '../../src/audit/export/export-records.ts';
import type { Home } from '../../src/home/open.ts';
import { getContent } from '../../src/ledger/content.ts';
import { fileInquiry, openTestHome, operator } from '../home/filled-home.ts';
import { freshFolder, freshHome } from '../kit/home.ts';
import { testDatabase } from '../kit/postgres.ts';

const engines = ['sqlite', 'postgres'] as const;

async function openOn(engine: (typeof engines)[number]): Promise<Home> {
  if (engine === 'sqlite') return openTestHome(freshHome());
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  return openTestHome(freshHome(), database.url);
}

async function exported(home: Home, query: string, who = operator, site?: string) {
  const path = join(freshFolder(), 'out');
  const report = await exportRecords(home, who, { query, site, format: 'csv', path });
  const text = readFileSync(path, 'utf8');
  const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
  return { report, text, rows };
}

test.each(engines)('in %s, words and filters narrow what is exported', async (engine) => {
  const home = await openOn(engine);
  const first = await fileInquiry(home, { day: 1, matter: '停车收费' });
  const second = await fileInquiry(home, { day: 2, matter: '停车场照明' });
  const third = await fileInquiry(home, { day: 3, matter: '垃圾清运' });
  const numbers = async (query: string) =>
    (await exported(home, query)).rows.map((row) => row.登记编号);
  expect(await numbers('停车')).toEqual([second, first]);
  expect(await numbers('停车 to:2026-10-01')).toEqual([first]);
  expect(await numbers('month:2026-10 category:03')).toEqual([third, second, first]);
  expect(await numbers('category:咨询 from:2026-10-03').catch(() => 'unknown')).toBe('unknown');
  expect(await numbers('from:2026-10-02 to:2026-10-03')).toEqual([third, second]);
  expect(await numbers('停车 status:closed')).toEqual([]);
  expect(await numbers('room:3-2-0501 status：open')).toEqual([third, second, first]);
  await home.close();
});

test.each(engines)('in %s, more than a page comes out whole, newest first', async (engine) => {
  const home = await openOn(engine);
  const filed: string[] = [];
  for (let turn = 0; turn < 205; turn += 1) {
    filed.push(await fileInquiry(home, { day: 1 + (turn % 28), matter: `停车 ${turn}` }));
  }
  for (const query of ['停车', 'month:2026-10']) {
    const { report, rows } = await exported(home, query);
    expect(report.rows).toBe(205);
    expect(rows.map((row) => row.登记编号).sort()).toEqual(filed.toSorted());
    const times = rows.map((row) => row.发生于 ?? '');
    expect(times).toEqual(times.toSorted().reverse());
  }
  await home.close();
});

test('an export opens in a spreadsheet: Chinese intact, no formula, names masked', async () => {
  const home = await openTestHome(freshHome());
  await fileInquiry(home, { day: 1, matter: '=HYPERLINK("http://example.com")' });
  const { text, rows } = await exported(home, 'category:03');
  await home.close();
  expect(text.startsWith('\uFEFF登记编号,项目,')).toBe(true);
  expect(text.split('\r\n')).toHaveLength(3);
  expect(rows[0]).toMatchObject({ 咨询事项: '\'=HYPERLINK("http://example.com")', 咨询人: '李**' });
  expect(text).not.toContain('李四光');
  expect(text.match(/房号/g)).toHaveLength(1);
});

test('the log names each export by its digest, and keeps the query sealed', async () => {
  const home = await openTestHome(freshHome());
  await fileInquiry(home, { day: 1, matter: '停车收费' });
  const { report, text } = await exported(home, '停车 category:03');
  const entry = await home.store.read
    .selectFrom('entry')
    .select('leaf')
    .where('subject', '=', report.id)
    .executeTakeFirstOrThrow();
  const sealed = await getContent(home.store.read, home.keyring, report.id);
  await home.close();
  const sha256 = createHash('sha256').update(text).digest('hex');
  expect(report.sha256).toBe(sha256);
  expect(JSON.parse(entry.leaf)).toMatchObject({
    kind: 'export.made',
    facts: { rows: 1, format: 'csv', sites: ['A'], sha256: `sha256:${sha256}` },
  });
  expect(entry.leaf).not.toContain('停车');
  expect(sealed.value).toEqual({ query: '停车 category:03' });
});

test('only sites where one may read are exported, and nothing without one', async () => {
  const home = await openTestHome(freshHome());
  const { document } = home.catalogue;
  const [site] = document.sites;
  const sites = [...document.sites, { ...site, code: 'B', name: '二期', roomPattern: '.*' }];
  await home.catalogue.save(operator.actor, { ...document, sites });
  await fileInquiry(home, { day: 1, matter: '停车收费' });
  const person = (...codes: string[]): Requester => ({
    actor: { kind: 'person', id: 'person_1', username: 'shen' },
    name: '沈',
    roles: codes.map((code) => ({ site: code, role: 'auditor' })),
  });
  expect((await exported(home, '停车', person('A'))).rows).toHaveLength(1);
  expect((await exported(home, '停车', person('B'))).rows).toEqual([]);
  expect((await exported(home, 'month:2026-10', person('B'))).rows).toEqual([]);
  expect((await exported(home, 'month:2026-10', person('*'), 'B')).rows).toEqual([]);
  await expect(exported(home, '停车', person())).rejects.toThrow('的权限，可办理的有');
  await expect(exported(home, '停车', person('B'), 'A')).rejects.toThrow('的权限，可办理的有');
  await home.close();
});

test.each([
  ['', '请写要导出什么'],
  ['month:2026-13', 'month:2026-13'],
  ['from:昨天', 'from:昨天'],
  ['status:done', 'status:done'],
  ['category:99', '没有类别'],
])('the query "%s" is refused with what to type', async (query, words) => {
  const home = await openTestHome(freshHome());
  await expect(exported(home, query)).rejects.toThrow(words);
  await home.close();
});
