import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyBag } from '../../src/bundles/verify/verify-bag.ts';
import type { BundleLine } from '../../src/web/kit/bindings.ts';
import {
  type Caller,
  type Office,
  openOffice,
  type Problem,
  passwordOf,
  repair,
} from './office.ts';

let office: Office;
let supervisor: Caller;

beforeEach(async () => {
  office = await openOffice();
  supervisor = await office.as('supervisor');
  await (await office.as('clerk')).post('/records', repair());
});

afterEach(() => office.close());

const month = '2026-10';
const reasons = { 'day-unsigned': '当月试运行', 'matter-unanswered': '转入下月继续办理' };

interface Draft extends BundleLine {
  readonly draft: { records: number; blockers: { code: string; subjects: string[] }[] } | null;
}

/** The month once its job has come to an end. */
async function finished(): Promise<BundleLine> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { body } = await supervisor.get<BundleLine>(`/bundles/${month}`);
    if (body.job !== null && body.job.state !== 'running') return body;
    await pause(50);
  }
  throw new Error('the binding does not end');
}

const entries = async () => (await office.anybody.get('/ready')).body.entries as number;

describe('bundles over HTTP', () => {
  it('[BND-01] show the draft of the last month with what stands in its way', async () => {
    const list = await supervisor.get<{ items: BundleLine[] }>('/bundles');
    expect(list.body.items).toMatchObject([{ month, state: 'draft', seals: [], job: null }]);
    const { body } = await supervisor.get<Draft>(`/bundles/${month}`);
    expect(body.draft).toMatchObject({ records: 1 });
    expect(body.draft?.blockers.map(({ code }) => code).sort()).toEqual(
      Object.keys(reasons).sort(),
    );
    expect((await supervisor.get('/bundles/2026-11')).status).toBe(409);
    expect((await supervisor.get('/bundles/october')).status).toBe(422);
  });

  it('[BND-05] take two signatures and a reason for each blocker, show progress, and end sealed', async () => {
    const bare = await supervisor.post<Problem>('/bundles', { month });
    expect(bare.status).toBe(422);
    expect(bare.body.problems.map(({ field }) => field).sort()).toEqual(
      Object.keys(reasons)
        .map((code) => `reasons.${code}`)
        .sort(),
    );
    const first = await supervisor.post('/bundles', { month, reasons });
    expect(first).toMatchObject({ status: 202, body: { state: 'proposed' } });
    expect((await supervisor.post('/bundles', { month, reasons })).status).toBe(403);
    expect((await (await office.as('clerk')).post('/bundles', { month, reasons })).status).toBe(
      403,
    );
    const manager = await office.as('manager');
    const second = await manager.post('/bundles', { month });
    expect(second).toMatchObject({ status: 202, body: { state: 'running' } });
    expect(await finished()).toMatchObject({
      state: 'sealed',
      job: { state: 'done' },
      seals: [{ supplement: 0, sealers: ['何光', '赵强'], exceptions: 2 }],
    });
    // A month that is sealed, and has nothing late, is only looked through for missing files.
    const again = await manager.post('/bundles', { month });
    expect(again).toMatchObject({ status: 202 });
    expect((await finished()).seals).toHaveLength(1);
  });

  it('[BND-03] hand out a bag that verifies, to who may and says why, after an entry says so', async () => {
    const approver = { username: 'manager', password: passwordOf('manager') };
    const wrong = { ...approver, password: 'a wrong password' };
    const refused = await supervisor.post<Problem>('/bundles', { month, reasons, approver: wrong });
    expect(refused).toMatchObject({ status: 422, body: { problems: [{ field: 'approver' }] } });
    expect((await supervisor.post('/bundles', { month, reasons, approver })).status).toBe(202);
    expect((await finished()).state).toBe('sealed');

    const auditor = await office.as('auditor');
    const path = `/bundles/${month}/download`;
    const wish = `class=y10&reason=${encodeURIComponent('审计抽查')}`;
    const nothing = await auditor.get<Problem>(path);
    expect(nothing.body.problems.map(({ field }) => field)).toEqual(['class', 'reason']);
    expect((await supervisor.get(`${path}?${wish}`)).status).toBe(403);
    const before = await entries();
    const answer = await auditor.send(`${path}?${wish}`, { method: 'GET' });
    expect(answer.status).toBe(200);
    expect(await entries()).toBe(before + 1);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-length')).toBe(String(bytes.length));
    expect(answer.headers.get('content-disposition')).toContain('2026-10-y10.zip');

    const folder = mkdtempSync(join(tmpdir(), 'anjuan-test-'));
    const file = join(folder, '2026-10-y10.zip');
    writeFileSync(file, bytes);
    const { body: log } = await auditor.get<{ key: string }>('/log/checkpoint');
    const report = await verifyBag(file, { key: log.key });
    rmSync(folder, { recursive: true });
    expect(report.findings).toEqual([]);
    expect(report.bags).toHaveLength(1);

    const proof = await auditor.get<{ leaf: string }>(`/log/proof?seq=${before}`);
    expect(JSON.parse(proof.body.leaf)).toMatchObject({
      kind: 'bundle.downloaded',
      facts: { month, class: 'y10', supplement: 0 },
    });
    expect(proof.body.leaf).not.toContain('审计抽查');
  });
});
