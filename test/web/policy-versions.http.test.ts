import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localOperator } from '../../src/home/open.ts';
import { approveVersion } from '../../src/policies/commands/approve-version.ts';
import { seedPolicies } from '../../src/policies/commands/seed-policies.ts';
import type { ComparedClause } from '../../src/policies/compare-model.ts';
import type { PolicyLine, PolicyView, VersionView } from '../../src/policies/model.ts';
import type { Consequences } from '../../src/web/policies/read-consequences.ts';
import { docx, p } from '../policies/word/docx.ts';
import { checkPdf, textOf } from '../print/tools.ts';
import { type Caller, type Office, openOffice, type Problem, passwordOf, read } from './office.ts';

let office: Office;
let writer: Caller;
let approver: Caller;
let publisher: Caller;

beforeEach(async () => {
  office = await openOffice();
  writer = await office.as('administration');
  approver = await office.as('supervisor');
  publisher = await office.as('admin');
});

afterEach(() => office.close());

const text = '## 巡视\n\n1. 夜间每两小时巡视一次。\n2. 双方当面签字。';
const policy = { title: '夜间值班', posted: true, department: '客服部', places: ['front-desk'] };

async function added(more: object = {}): Promise<string> {
  const { body } = await writer.post<PolicyView>('/policies', { ...policy, ...more });
  return `/policies/${body.code}`;
}

/** Writes the next version and brings it as far as `upTo`. Resolves to its address. */
async function versionAt(
  path: string,
  upTo: 'draft' | 'in-review' | 'approved' | { readonly from: string },
  words = text,
): Promise<string> {
  const input = { text: words, reason: '按实际修订' };
  const { body, status } = await writer.post<VersionView>(`${path}/versions`, input);
  expect(status).toBe(201);
  const at = `${path}/versions/${body.version}`;
  if (upTo === 'draft') return at;
  await writer.post(`${at}/submit`);
  if (upTo === 'in-review') return at;
  expect((await approver.post(`${at}/approve`, { sha256: body.sha256 })).status).toBe(201);
  if (upTo === 'approved') return at;
  const published = await publisher.post(`${at}/publish`, { inForceFrom: upTo.from });
  expect(published.status).toBe(201);
  return at;
}

const told = ({ status, body }: { status: number; body: Problem }) => [status, body.code];

describe('the life of a version', () => {
  it('[POL-03] refuses every step out of turn, and says where the version stands', async () => {
    const path = await added();
    expect(told(await writer.post<Problem>(`${path}/versions`, { text: '  \n' }))).toEqual([
      422,
      'invalid',
    ]);
    const first = await versionAt(path, 'draft');
    const steps = {
      submit: () => writer.post<Problem>(`${first}/submit`),
      approve: () => approver.post<Problem>(`${first}/approve`),
      return: () => approver.post<Problem>(`${first}/return`, { reason: '第二条不清楚' }),
      publish: () => publisher.post<Problem>(`${first}/publish`, { inForceFrom: '2026-11-10' }),
    };
    const refused = async (...names: (keyof typeof steps)[]) => {
      for (const name of names) expect(told(await steps[name]()), name).toEqual([409, 'conflict']);
    };
    await refused('approve', 'return', 'publish');
    expect((await steps.submit()).status).toBe(201);
    await refused('submit', 'publish');
    expect((await steps.return()).status).toBe(201);
    expect((await writer.get<VersionView>(first)).body.status).toBe('draft');
    await steps.submit();
    expect((await steps.approve()).status).toBe(201);
    await refused('submit', 'approve', 'return');
    expect((await steps.publish()).status).toBe(201);
    await refused('submit', 'approve', 'return', 'publish');
    const bare = await writer.post<Problem>(`${path}/versions`, { text: '另一版' });
    expect(bare).toMatchObject({ status: 422, body: { problems: [{ field: 'reason' }] } });
    const early = await versionAt(path, 'approved', '另一版');
    const before = await publisher.post<Problem>(`${early}/publish`, { inForceFrom: '2026-11-09' });
    expect(told(before)).toEqual([422, 'invalid']);
    expect(before.body.detail).toContain('2026-11-10');
  });

  it('[POL-03] is approved by another person only, who read the very text that is the newest', async () => {
    const path = await added();
    const deputy = await office.as('deputy');
    await deputy.post(`${path}/versions`, { text });
    const first = `${path}/versions/1`;
    await deputy.post(`${first}/submit`);
    expect(told(await deputy.post<Problem>(`${first}/approve`))).toEqual([403, 'forbidden']);
    expect(told(await writer.post<Problem>(`${first}/approve`))).toEqual([403, 'forbidden']);
    const operator = { actor: localOperator(), name: '本机', roles: [] };
    const [, code = ''] = path.split('/policies/');
    const alone = approveVersion(office.home, operator, { code, version: 1 });
    await expect(alone).rejects.toMatchObject({ code: 'forbidden' });
    const other = { sha256: `sha256:${'0'.repeat(64)}` };
    const unread = await approver.post<Problem>(`${first}/approve`, other);
    expect(told(unread)).toEqual([409, 'stale-version']);
    await writer.post(`${path}/versions`, { text: `${text} 改过`, reason: '改过' });
    const changed = await approver.post<Problem>(`${first}/approve`);
    expect(told(changed)).toEqual([409, 'stale-version']);
    const log = await office.home.store.read
      .selectFrom('entry')
      .select('kind')
      .where('kind', '=', 'policy.approval-refused')
      .execute();
    expect(log).toHaveLength(5);
  });

  it('[POL-03] ends with a reason, which stands in its history', async () => {
    const path = await added();
    await versionAt(path, { from: '2026-11-03' });
    const silent = await publisher.post<Problem>(`${path}/retire`, { on: '2026-11-20' });
    expect(silent).toMatchObject({ status: 422, body: { problems: [{ field: 'reason' }] } });
    const end = { on: '2026-11-20', reason: '并入夜班规程' };
    const { body } = await publisher.post<PolicyView>(`${path}/retire`, end);
    expect(body.retirements).toMatchObject([{ version: 1, ...end, retiredBy: '管理员' }]);
    const again = await publisher.post<Problem>(`${path}/retire`, end);
    expect(told(again)).toEqual([409, 'conflict']);
  });
});

describe('what was in force on a day', () => {
  it('[POL-03] changes at midnight of the site, to the second', async () => {
    const path = await added();
    await versionAt(path, { from: '2026-11-03' });
    await versionAt(path, { from: '2026-11-04' }, `${text}\n\n雨天加一次。`);
    const midnight = Date.parse('2026-11-03T16:00:00.000Z');
    office.clock.advance(midnight - 1 - Date.parse(office.clock.now()));
    // Whoever signed in by day is signed out by now.
    const night = await office.as('clerk');
    const now = async () => (await night.get<VersionView>(`${path}/in-force`)).body.version;
    expect(await now()).toBe(1);
    office.clock.advance(1);
    expect(await now()).toBe(2);
    office.clock.advance(1);
    expect(await now()).toBe(2);
    const { body } = await night.get<PolicyView>(path);
    expect(body.versions.map(({ status }) => status)).toEqual(['superseded', 'published']);
  });

  it('[POL-03] is told for the whole library, without what was not there yet or any more', async () => {
    const [one, other] = [await added(), await added({ title: '托管钥匙' })];
    await versionAt(one, { from: '2026-11-10' });
    await versionAt(one, { from: '2026-12-01' }, '新办法');
    await versionAt(other, { from: '2026-11-20' });
    await publisher.post(`${other}/retire`, { on: '2026-12-10', reason: '不再托管' });
    const on = async (day: string) => {
      const { body } = await writer.get<{ items: PolicyLine[] }>(`/policies?on=${day}`);
      return body.items.map(({ code, inForce }) => `${code} v${inForce?.version}`);
    };
    const [a, b] = [one, other].map((path) => path.replace('/policies/', ''));
    expect(await on('2026-11-09')).toEqual([]);
    expect(await on('2026-11-10')).toEqual([`${a} v1`]);
    expect(await on('2026-11-20')).toEqual([`${a} v1`, `${b} v1`]);
    expect(await on('2026-12-01')).toEqual([`${a} v2`, `${b} v1`]);
    expect(await on('2026-12-10')).toEqual([`${a} v2`]);
    expect(await on('9999-12-31')).toEqual([`${a} v2`]);
    const wrong = await writer.get<Problem>('/policies?on=2026-02-30');
    expect(wrong).toMatchObject({ status: 422, body: { problems: [{ field: 'on' }] } });
  });
});

describe('two versions', () => {
  it('[POL-04] are compared clause by clause, whichever two', async () => {
    const path = await added();
    await versionAt(path, 'draft');
    await versionAt(path, 'draft', text.replace('两小时', '一小时'));
    await versionAt(path, 'draft', `${text}\n3. 雨天加一次。`);
    const compare = async (from: number, to: number) =>
      (await writer.get<{ clauses: ComparedClause[] }>(`${path}/compare?from=${from}&to=${to}`))
        .body;
    const { clauses } = await compare(1, 2);
    expect(clauses.map(({ kind }) => kind)).toEqual(['same', 'changed', 'same']);
    expect(clauses[1]).toMatchObject({ after: { kind: 'point', marker: '1.' } });
    expect(clauses[1]?.parts).toContainEqual({ text: '一', kind: 'added' });
    expect((await compare(1, 3)).clauses.map(({ kind }) => kind)).toEqual([
      'same',
      'same',
      'same',
      'added',
    ]);
    expect((await compare(3, 1)).clauses.at(-1)?.kind).toBe('removed');
    expect((await writer.get(`${path}/compare?from=1&to=9`)).status).toBe(404);
  });
});

describe('a version as a file', () => {
  it('is a PDF with its days, its hands and its fingerprint on every page', async () => {
    const path = await added();
    const clauses = Array.from({ length: 60 }, (_, at) => `${at + 1}. 第 ${at + 1} 条，当面签字。`);
    const first = await versionAt(path, { from: '2026-11-10' }, clauses.join('\n'));
    const answer = await writer.send(`${first}.pdf`, {});
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const pdf = new Uint8Array(await answer.arrayBuffer());
    checkPdf(pdf);
    const pages = textOf(pdf);
    const { sha256 } = (await writer.get<VersionView>(first)).body;
    const hex = sha256.replace('sha256:', '');
    expect(pages.length).toBeGreaterThan(1);
    for (const [at, page] of pages.entries()) {
      expect(page).toContain(`第 ${at + 1} 页／共 ${pages.length} 页`);
      expect(page).toContain(hex.slice(0, 12));
    }
    for (const words of ['夜间值班', '第1版', '2026-11-10起', '陈静', '何光', '尚未生效']) {
      expect(pages[0]?.replace(/\s/g, '')).toContain(words);
    }
    expect(pages.at(-1)?.replace(/\s/g, '')).toContain(hex);
  }, 60_000);

  it('is Markdown whose text below the front matter is the text byte by byte', async () => {
    const path = await added({ title: '值班：“夜间”' });
    const words = '---\n\n## 巡视\n\n夜间每两小时。\n\n---\n\n末行没有换行';
    const first = await versionAt(path, 'draft', words);
    const file = (await read<string>(await writer.send(`${first}.md`, {}))).body;
    const { sha256 } = (await writer.get<VersionView>(first)).body;
    const line = Number(/tail -n \+(\d+)/.exec(file)?.[1]);
    const below = file
      .split('\n')
      .slice(line - 1)
      .join('\n');
    expect(below).toBe(words);
    expect(`sha256:${createHash('sha256').update(below).digest('hex')}`).toBe(sha256);
    expect(file).toContain(`sha256: ${sha256.replace('sha256:', '')}\n`);
    expect((await writer.get(`${first}.doc`)).status).toBe(422);
    expect((await writer.get(`${path}/versions/7.md`)).status).toBe(404);
  });
});

describe('a version from Word', () => {
  const wordType = 'application/octet-stream';
  const send = (path: string, file: Uint8Array, who = writer) =>
    who.send(`${path}/import-word?name=${encodeURIComponent('值班.docx')}`, {
      method: 'POST',
      body: Buffer.from(file),
      headers: { 'content-type': wordType },
    });

  it('is read first, written with its file, and the file comes back byte for byte', async () => {
    const path = await added();
    const picture = '<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>';
    const file = docx(p('夜间每两小时巡视一次。') + picture, { 'word/vbaProject.bin': 'x' });
    const taken = await read<{ text: string; ticket: string; losses: object[]; sha256: string }>(
      await send(path, file),
    );
    expect(taken.status).toBe(200);
    expect(taken.body.text).toBe('夜间每两小时巡视一次。\n');
    expect(taken.body.losses).toMatchObject([
      { what: 'pictures', count: 1, message: '图片 1 张：没有带过来' },
      { what: 'macros', count: 1 },
    ]);
    expect((await writer.get<PolicyView>(path)).body.versions).toEqual([]);
    const { ticket, sha256 } = taken.body;
    const written = { text: taken.body.text, source: ticket };
    expect((await writer.post(`${path}/versions`, written)).status).toBe(201);
    const { body } = await writer.get<PolicyView>(path);
    expect(body.sources).toEqual([
      { version: 1, name: '值班.docx', sha256, sizeBytes: file.length },
    ]);
    const back = await writer.send(`${path}/versions/1/source`, {});
    expect(Buffer.from(await back.arrayBuffer()).equals(file)).toBe(true);
    expect(back.headers.get('content-disposition')).toContain(encodeURIComponent('值班.docx'));
    expect(sha256).toBe(`sha256:${createHash('sha256').update(file).digest('hex')}`);
    await versionAt(path, 'draft', '第二版不从 Word 来');
    expect((await writer.get(`${path}/versions/2/source`)).status).toBe(404);
    // The same file for another version is kept once.
    const again = await read<{ ticket: string }>(await send(path, file));
    const third = { text: '第三版', reason: '改', source: again.body.ticket };
    expect((await writer.post(`${path}/versions`, third)).status).toBe(201);
    const blobs = await office.home.store.read.selectFrom('blob').select('address').execute();
    expect(blobs).toHaveLength(1);
  }, 60_000);

  it('takes a ticket from the hand that it was given to, for the policy that it was given for', async () => {
    const [path, other] = [await added(), await added({ title: '托管钥匙' })];
    const { body } = await read<{ ticket: string }>(await send(path, docx(p('正文'))));
    const written = { text: '正文', source: body.ticket };
    const deputy = await office.as('deputy');
    const [head = '', mac = ''] = body.ticket.split('.');
    for (const [who, where, source] of [
      [deputy, path, body.ticket],
      [writer, other, body.ticket],
      [writer, path, `${head}.${mac.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`],
      [writer, path, 'x'],
    ] as const) {
      const answer = await who.post<Problem>(`${where}/versions`, { ...written, source });
      expect(answer).toMatchObject({ status: 422, body: { problems: [{ field: 'source' }] } });
    }
  }, 60_000);

  it('is refused with what to do, and only who writes policies may ask', async () => {
    const path = await added();
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    const refused = await read<Problem>(await send(path, old));
    expect(refused).toMatchObject({ status: 422, body: { problems: [{ field: 'file' }] } });
    expect(refused.body.detail).toContain('另存为 .docx');
    expect((await send(path, docx(p('正文')), await office.as('clerk'))).status).toBe(403);
    expect((await send('/policies/ZD-99', docx(p('正文')))).status).toBe(404);
    const large = await writer.send(`${path}/import-word?name=a.docx`, {
      method: 'POST',
      body: Buffer.alloc(21 * 1024 * 1024),
      headers: { 'content-type': wordType },
    });
    expect(large.status).toBe(413);
  }, 60_000);
});

describe('a publication', () => {
  it('[POL-06] is told beforehand: sheets to hang, people to learn it, the handbook', async () => {
    const path = await added({ places: ['front-desk', 'gate'] });
    const [, code = ''] = path.split('/policies/');
    await versionAt(path, { from: '2026-11-03' });
    const clerk = await office.as('clerk');
    await clerk.post('/postings', { code, place: 'front-desk' });
    const next = await versionAt(path, 'approved', `${text}\n3. 雨天加一次。`);
    const ask = async (day: string) =>
      (await publisher.get<Consequences>(`${next}/consequences?inForceFrom=${day}`)).body;
    const people = await office.home.store.read
      .selectFrom('person')
      .select('id')
      .where('active', '=', 1)
      .execute();
    const told = await ask('2026-11-10');
    expect(told).toMatchObject({
      inForceFrom: '2026-11-10',
      ends: 1,
      learning: { people: people.length, dueOn: '2026-11-17' },
      handbook: true,
      prices: false,
      dutiesOf: null,
    });
    const at = (place: string) => told.posters.find((one) => one.place === place);
    expect(at('front-desk')).toMatchObject({ site: 'A', hanging: 1 });
    expect(at('gate')).toMatchObject({ site: 'A', hanging: null });
    expect((await ask('2026-11-31')) as unknown).toMatchObject({ status: 422 });
    await clerk.post('/postings', { code, place: 'gate', version: 1 });
    expect((await writer.get<VersionView>(next)).body.status).toBe('approved');
  });

  it('[POL-03] of many at once takes two signatures, over HTTP as on the page', async () => {
    await seedPolicies(office.home, localOperator());
    const adopt = (username: string, codes = ['ZD-04', 'ZD-05']) =>
      publisher.post<Problem>('/policies/adopt-together', {
        from: '2026-09-01',
        codes,
        approver: { username, password: passwordOf(username) },
      });
    expect((await adopt('admin')).status).toBe(403);
    expect((await adopt('clerk')).status).toBe(403);
    const wrong = await publisher.post<Problem>('/policies/adopt-together', {
      from: '2026-09-01',
      codes: ['ZD-04'],
      approver: { username: 'supervisor', password: 'guess' },
    });
    expect(wrong).toMatchObject({ status: 422, body: { problems: [{ field: 'approver' }] } });
    const done = await adopt('supervisor');
    expect(done).toMatchObject({ status: 201, body: { adopted: ['ZD-04', 'ZD-05'] } });
    const { body } = await writer.get<VersionView>('/policies/ZD-04/in-force?on=2026-09-01');
    expect(body).toMatchObject({ adopted: true, approvedBy: '何光' });
    expect((await adopt('supervisor')).status).toBe(409);
  });
});
