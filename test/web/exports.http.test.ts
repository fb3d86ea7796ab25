import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type Caller, engines, type Office, openOffice, repair } from './office.ts';

let office: Office;

afterEach(() => office.close());

const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('anjuan-export-'));

async function exported(caller: Caller, query: string, format: string): Promise<Response> {
  return caller.send('/exports', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, format }),
  });
}

describe.each(engines)('exports over HTTP on %s', (engine) => {
  it('[REC-10] open in Excel with Chinese intact, personal fields masked, and stand in the log', async () => {
    office = await openOffice(engine);
    const [clerk, auditor] = [await office.as('clerk'), await office.as('auditor')];
    await clerk.post('/records', repair());
    await clerk.post('/records', repair({ 故障现象: '=1+1 漏水' }));
    await clerk.post('/records', repair({ 登记时间: '2026-09-02 10:53' }));
    const seq = (await office.anybody.get('/ready')).body.entries;
    const answer = await exported(auditor, 'month:2026-10 category:01', 'csv');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const text = bytes.toString();
    expect(text).toContain('窗户关不严');
    expect(text).toContain('BX-202610-0002');
    expect(text).not.toContain('BX-202609-0001');
    expect(text).not.toMatch(/贾芳芳|13900001234/);
    expect(text).not.toMatch(/(^|[,\n"])=1\+1/);

    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    expect(answer.headers.get('x-export-digest')).toBe(digest);
    const { body } = await auditor.get<{ leaf: string }>(`/log/proof?seq=${seq}`);
    expect(JSON.parse(body.leaf)).toMatchObject({
      kind: 'export.made',
      subject: answer.headers.get('x-export-id'),
      facts: { rows: 2, sha256: digest },
    });
  });

  it('[REC-10] come as JSON lines too, and leave no copy behind', async () => {
    office = await openOffice(engine);
    const clerk = await office.as('clerk');
    await clerk.post('/records', repair());
    const before = left();
    const answer = await exported(clerk, '窗户', 'jsonl');
    const lines = (await answer.text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ number: 'BX-202610-0001' }]);
    expect((await exported(clerk, 'category:99', 'csv')).status).toBe(422);
    expect((await exported(await office.as('stranger'), '窗户', 'csv')).status).toBe(403);
    const fresh = () => left().filter((name) => !before.includes(name));
    for (let tries = 0; tries < 50 && fresh().length > 0; tries += 1) await pause(20);
    expect(fresh()).toEqual([]);
  });
});
