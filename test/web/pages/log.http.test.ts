import { setTimeout as pause } from 'node:timers/promises';
import { PostgresAdapter, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckpoint, parseVerifierKey } from '../../../src/ledger/checkpoint.ts';
import { leafHash } from '../../../src/ledger/hash.ts';
import { verifyInclusion } from '../../../src/ledger/proof.ts';
import type { Tx } from '../../../src/store/tables.ts';
import { engines, type Office, openOffice, repair } from '../office.ts';
import { signedIn, type Visited, type Visitor } from './visitor.ts';

describe.each(engines)('the pages of the log on %s', (engine) => {
  let office: Office;
  let auditor: Visitor;

  beforeAll(async () => {
    office = await openOffice(engine);
    await (await office.as('clerk')).post('/records', repair());
    auditor = await signedIn(office, 'auditor');
  });

  afterAll(() => office?.close());

  async function checked(): Promise<Visited> {
    const form = (await auditor.get('/log')).form('/log/check');
    const asked = await auditor.post('/log/check', form);
    expect(asked).toMatchObject({ status: 303, path: '/log#check' });
    for (let tries = 0; tries < 400; tries += 1) {
      const page = await auditor.get('/log');
      if (!/hx-trigger/.test(page.html)) return page;
      await pause(50);
    }
    throw new Error('the check does not end');
  }

  it('[AUD-03] checks the log from its first entry, and says so in words', async () => {
    const page = await checked();
    expect(page.text).toContain('日志完好');
    const { size } = await office.home.log.checkpoint();
    expect(page.text).toMatch(new RegExp(`\\b${size} 条逐一相扣，签名检查点覆盖 ${size} 条`));
  });

  it('[AUD-03] proves a single entry, so that a stranger can check it', async () => {
    const found = await auditor.get('/log?seq=3');
    expect(found).toMatchObject({ status: 303, path: '/log/entries/3' });
    const page = await auditor.follow(found);
    expect(page.text).toContain('添加人员');
    const { leaf: stored } = await office.home.log.prove(3);
    expect(page.text).toContain(stored);
    expect(page.links).toContain('/log/entries/3/proof.json');
    const file = await auditor.get('/log/entries/3/proof.json');
    expect(file.headers.get('content-disposition')).toContain('log-3-proof.json');
    const { leaf, path, checkpoint, key } = JSON.parse(file.html);
    const parsed = parseVerifierKey(key);
    if ('fault' in parsed) throw new Error(parsed.fault.en);
    const opened = openCheckpoint(checkpoint, parsed.value);
    if ('fault' in opened) throw new Error(opened.fault.en);
    const proof = path.map((node: string) => Buffer.from(node, 'base64'));
    const { size, root } = opened.value;
    expect(verifyInclusion({ seq: 3, size, leaf: leafHash(leaf), path: proof, root })).toBe(true);
    expect((await auditor.get('/log/entries/999999')).status).toBe(404);
  });

  it('says beside the field which numbers there are, where no entry has the one typed', async () => {
    const { size } = await office.home.log.checkpoint();
    for (const typed of ['first', String(size), '-1']) {
      const page = await auditor.get(`/log?seq=${typed}`);
      expect(page.status).toBe(422);
      expect(page.text).toContain(`没有“${typed}”这个序号，请填 0 至 `);
      expect(page.html).toContain(`value="${typed}"`);
    }
    expect(await auditor.get(`/log?seq=${size - 1}`)).toMatchObject({ status: 303 });
  });

  it('[AUD-02] says what was taken out for what, to who reads the log', async () => {
    const path = '/search/export?category=BX';
    const made = await auditor.post(path, {
      ...(await auditor.get(path)).form(),
      reason: '核对报修台账',
    });
    expect(made.status).toBe(200);
    expect(made.headers.get('set-cookie')).toMatch(/anjuan-taken=[\w.-]{12};/);
    const [seq] = (await auditor.get('/log?kind=export.made')).links.flatMap(
      (link) => /^\/log\/entries\/(\d+)$/.exec(link)?.[1] ?? [],
    );
    const entry = await auditor.get(`/log/entries/${seq}`);
    expect(entry.text).toContain('用途 核对报修台账');
    expect(entry.text).toContain('查的条件 category:01');
    expect((await auditor.get(`/log/entries/${seq}/proof.json`)).html).not.toContain('核对');
  });

  it('lists entries with what was done in words, narrowed to one kind', async () => {
    const page = await auditor.get('/log?kind=record.filed');
    expect(page.text).toContain('BX-202610-0001');
    expect(page.text).toMatch(/登记 BX-202610-0001 王芳/);
    expect(page.text).not.toMatch(/添加人员 \S+ 本机/);
    expect((await auditor.get('/log')).text).toMatch(/添加人员 \S+ 本机/);
    expect(page.text).not.toContain('窗户关不严');
  });

  it('is for those who may read the log; others are told who may', async () => {
    const clerk = await signedIn(office, 'clerk');
    expect((await clerk.get('/search')).links).not.toContain('/log');
    const refused = await clerk.get('/log');
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('审计');
    const english = await signedIn(office, 'auditor', 'en');
    const page = await english.get('/log');
    expect(page.text).toContain('The log is intact');
    expect(page.text).toMatch(/Person added \S+ Operator at the machine \(/);
    expect(page.text).not.toContain('本机操作员');
  });

  it('[AUD-03] names the entry that was changed behind its back', async () => {
    await office.home.store.writer.run(async (db) => {
      await withoutTriggers(db);
      await sql`UPDATE entry SET leaf = replace(leaf, 'BX-202610-0001', 'BX-202610-0009')
        WHERE kind = 'record.filed'`.execute(db);
    });
    const page = await checked();
    expect(page.text).toContain('日志有问题');
  });
});

/** What somebody with the database in their hands would do first. */
async function withoutTriggers(db: Tx): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  if (isPostgres) return void (await sql`ALTER TABLE entry DISABLE TRIGGER USER`.execute(db));
  const triggers = await sql<{ name: string }>`SELECT name FROM sqlite_master
    WHERE type = 'trigger' AND tbl_name = 'entry'`.execute(db);
  for (const { name } of triggers.rows) await sql`DROP TRIGGER ${sql.id(name)}`.execute(db);
}
