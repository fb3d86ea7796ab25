import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SiteDocument } from '../../src/catalogue/model.ts';
import { digestOf } from '../../src/core/digest.ts';
import { keepHandbook } from '../../src/handbook/commands/building.ts';
import type { ChapterChange, Edition, EditionSummary } from '../../src/handbook/model.ts';
import { textOf } from '../print/tools.ts';
import { type Caller, engines, type Office, openOffice, type Problem } from './office.ts';

let office: Office;
let admin: Caller;

interface Handbook {
  readonly state: 'none' | 'empty' | 'current' | 'outdated';
  readonly newest: Edition | null;
  readonly pending: readonly ChapterChange[];
  readonly building: { readonly state: string; readonly detail: string | null } | null;
}

afterEach(() => office.close());

const read = async (by: Caller = admin) => (await by.get<Handbook>('/handbook')).body;

/** Takes a new version of a policy into force from a day on, adding the policy first. */
async function publish(code: string, words: string, from: string): Promise<void> {
  const writer = await office.as('administration');
  const policy = { code, title: `${code} 的规定`, posted: code === 'ZD-04', department: '客服部' };
  await writer.post('/policies', code === 'ZD-04' ? { ...policy, places: ['gate'] } : policy);
  const text = `# ${code} 的规定\n\n${words}`;
  const written = { text, reason: '按实际修订' };
  const made = await writer.post<{ version: number }>(`/policies/${code}/versions`, written);
  expect(made.status).toBe(201);
  const path = `/policies/${code}/versions/${made.body.version}`;
  await writer.post(`${path}/submit`);
  const { body } = await writer.get<{ sha256: string }>(path);
  const approver = await office.as('supervisor');
  expect((await approver.post(`${path}/approve`, { sha256: body.sha256 })).status).toBe(201);
  expect((await admin.post(`${path}/publish`, { inForceFrom: from })).status).toBe(201);
}

async function pdfOf(number: number, by: Caller = admin): Promise<Uint8Array> {
  const answer = await by.send(`/handbook/editions/${number}.pdf`, {});
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  return new Uint8Array(await answer.arrayBuffer());
}

describe.each(engines)('the handbook over HTTP on %s', (engine) => {
  beforeEach(async () => {
    office = await openOffice(engine);
    admin = await office.as('admin');
  });

  it('[POL-08] is built on demand and by the clock, only where something changed', async () => {
    expect(await read()).toMatchObject({ state: 'empty', newest: null, building: null });
    expect(await keepHandbook(office.home)).toBeUndefined();
    expect((await admin.post<Problem>('/handbook/editions', {})).body.code).toBe('conflict');
    await publish('ZD-04', '谁接谁办。', '2026-11-03');
    await publish('ZD-05', '逐条学习。', '2026-11-03');
    expect((await read()).state).toBe('none');

    const begun = await admin.post('/handbook/editions', {});
    expect([begun.status, begun.body]).toEqual([202, { state: 'running' }]);
    await vi.waitFor(async () => expect((await read()).building?.state).toBe('done'), 30_000);
    const { newest, state } = await read(await office.as('clerk'));
    expect(state).toBe('current');
    expect(newest).toMatchObject({ number: 1, builtBy: '管理员', asOf: '2026-11-03', missing: [] });
    const chapters = newest?.contents.map(({ code, posted, version }) => [code, posted, version]);
    expect(chapters).toEqual([
      ['ZD-04', true, 1],
      ['ZD-05', false, 1],
      ...[1, 2, 3, 4, 5].map((at) => [`SC-图${at}`, false, null]),
    ]);

    const same = await admin.post('/handbook/editions', {});
    expect([same.status, same.body]).toEqual([200, { state: 'same', edition: 1 }]);
    expect(await keepHandbook(office.home)).toBeUndefined();

    // What is published for tomorrow changes nothing today, and is in force at its first second.
    await publish('ZD-05', '逐条学习，每月考一次。', '2026-11-04');
    expect(await keepHandbook(office.home)).toBeUndefined();
    office.clock.advance(14 * 3_600_000 - 1);
    // Sessions have ended by then: who reads on signs in anew.
    const auditor = await office.as('auditor');
    expect((await read(auditor)).state).toBe('current');
    office.clock.advance(1);
    expect(await read(auditor)).toMatchObject({
      state: 'outdated',
      pending: [{ code: 'ZD-05', kind: 'revised', before: 1, after: 2 }],
    });
    expect(await keepHandbook(office.home)).toBe(2);

    const pdf = await pdfOf(2, auditor);
    const { items } = (await auditor.get<{ items: EditionSummary[] }>('/handbook/editions')).body;
    expect(items.map(({ number, builtBy }) => [number, builtBy])).toEqual([
      [2, '系统定时（编工作手册）'],
      [1, '管理员'],
    ]);
    expect(items[0]).toMatchObject({ sha256: digestOf(pdf), sizeBytes: pdf.length });
    const pages = textOf(pdf);
    expect(pages).toHaveLength(items[0]?.pages ?? 0);
    expect(pages.join('').replace(/\s/g, '')).toContain('每月考一次');
    expect(
      textOf(await pdfOf(1, auditor))
        .join('')
        .replace(/\s/g, ''),
    ).not.toContain('每月考一次');
  });
});

describe('the handbook over HTTP', () => {
  beforeEach(async () => {
    office = await openOffice();
    admin = await office.as('admin');
    await publish('ZD-04', '谁接谁办。', '2026-11-03');
    await publish('ZD-10', '照图办：\n\n```chart\nsite repair\n```\n', '2026-11-03');
  });

  it('[POL-08] [POL-02] follows the settings: which policies it holds, what they draw', async () => {
    expect(await keepHandbook(office.home)).toBe(1);
    const { document } = office.home.catalogue;
    const flows = structuredClone(document.flows);
    if (flows?.repair?.steps[0] === undefined) throw new Error('the pack holds repairs');
    flows.repair.steps[0].text = '扫码报修';
    const changed = SiteDocument.parse({ ...document, flows, handbook: { posted: false } });
    const put = await admin.put('/catalogue', { document: changed, expects: 1 });
    expect(put.status).toBeLessThan(300);
    expect((await read()).pending.map(({ code, kind }) => [code, kind])).toEqual([
      ['ZD-10', 'redrawn'],
      ['ZD-04', 'removed'],
    ]);
    expect(await keepHandbook(office.home)).toBe(2);
    const { newest } = await read();
    expect(newest?.missing).toEqual([{ code: 'ZD-04', title: 'ZD-04 的规定', why: 'posted' }]);
    const text = textOf(await pdfOf(2))
      .join('')
      .replace(/\s/g, '');
    expect(text).toContain('1扫码报修');
    expect(text).not.toContain('谁接谁办');
  });

  it('is built by who may publish, again if they say so, and named in the log', async () => {
    const clerk = await office.as('clerk');
    expect((await clerk.post('/handbook/editions', {})).status).toBe(403);
    expect((await office.anybody.get('/handbook')).status).toBe(401);
    expect((await clerk.get('/handbook/editions/1.pdf')).status).toBe(404);
    expect((await clerk.get('/handbook/editions/1.exe')).status).toBe(422);
    expect(await keepHandbook(office.home)).toBe(1);
    expect((await admin.post('/handbook/editions', { again: true })).status).toBe(202);
    await vi.waitFor(async () => expect((await read()).newest?.number).toBe(2), 30_000);
    const entries = await office.home.store.read
      .selectFrom('entry')
      .select(['kind', 'subject', 'leaf'])
      .where('kind', '=', 'handbook.built')
      .orderBy('seq')
      .execute();
    expect(entries.map(({ subject }) => subject)).toEqual(['handbook-1', 'handbook-2']);
    expect(entries[1]?.leaf).toContain((await read()).newest?.sha256);
    const { writer } = office.home.store;
    await expect(
      writer.run((db) => db.updateTable('handbook_edition').set({ pages: 1 }).execute()),
    ).rejects.toThrow('evidence');
  });

  it('is built once where several ask at the same time', async () => {
    const begun = await Promise.all([1, 2, 3].map(() => keepHandbook(office.home)));
    expect(begun.filter((edition) => edition !== undefined)).toEqual([1]);
  });
});
