import { read } from '@e965/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setActive } from '../../src/access/change-person.ts';
import type { LearningMatrix, PersonLearning, Reminded } from '../../src/learning/model.ts';
import { retirePolicy } from '../../src/policies/commands/publish-version.ts';
import { lettersOf, type TaughtText, taughtPolicy, taughtVersion } from '../learning/taught.ts';
import { publisher } from '../policies/house.ts';
import {
  type Caller,
  engines,
  type Office,
  openOffice,
  type Problem,
  passwordOf,
} from './office.ts';

const day = 86_400_000;
let office: Office;

afterEach(() => office?.close());

const entries = (kind: string) =>
  office.home.store.read
    .selectFrom('entry')
    .select(['subject', 'leaf'])
    .where('kind', '=', kind)
    .orderBy('seq')
    .execute();

/** Somebody who has signed in on this day: sessions do not outlive a night. */
async function as(username: string) {
  const password = passwordOf(username);
  const { body } = await office.anybody.post<{ token: string }>('/sessions', {
    username,
    password,
  });
  const headers = { Authorization: `Bearer ${body.token}` };
  return {
    get: <Body>(path: string) => office.anybody.get<Body>(path, headers),
    post: <Body>(path: string, sent: unknown) => office.anybody.post<Body>(path, sent, headers),
    send: (path: string, init: RequestInit = {}) =>
      office.anybody.send(path, { ...init, headers: { ...headers, ...init.headers } }),
  };
}

async function sign(username: string, readings: readonly TaughtText[], password?: string) {
  const caller = await as(username);
  const body = { readings, password: password ?? passwordOf(username) };
  return caller.post<Problem & { signed: TaughtText[] }>('/learning/readings', body);
}

const own = async (username: string) =>
  (await (await as(username)).get<PersonLearning>('/learning')).body;

async function matrix(caller: Pick<Caller, 'get'>, query = '') {
  const { body } = await caller.get<LearningMatrix>(`/learning/matrix${query}`);
  return body;
}

async function patch(username: string, body: unknown) {
  const admin = await as('admin');
  return admin.send(`/people/${username}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

describe.each(engines)('learning over HTTP on %s', (engine) => {
  beforeEach(async () => {
    office = await openOffice(engine);
  });

  it('[POL-10] is owed by everybody, signed once by each for themselves, and owed again at the next version', async () => {
    const first = await taughtPolicy(office.home, { title: '首问负责制', from: '2026-11-03' });
    expect((await own('clerk')).owed).toMatchObject([
      { code: first.code, version: 1, since: '2026-11-03', dueOn: '2026-11-10', isBehind: false },
    ]);
    const signed = await sign('clerk', [first]);
    expect(signed).toMatchObject({ status: 201, body: { signed: [{ version: 1 }] } });
    expect(await own('clerk')).toMatchObject({ applies: 1, current: 1, owed: [] });
    expect(await own('engineer')).toMatchObject({ applies: 1, current: 0 });
    const [entry, ...others] = await entries('policy.learned');
    expect(others).toEqual([]);
    expect(JSON.parse(entry?.leaf ?? '{}')).toMatchObject({
      subject: first.code,
      facts: { code: first.code, version: 1, sha256: first.sha256 },
    });
    const again = await sign('clerk', [first]);
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const second = await taughtVersion(office.home, first.code, {
      from: '2026-11-05',
      text: '# 首问负责制\n\n谁先接待，谁跟到底。\n',
    });
    expect((await own('clerk')).coming).toMatchObject([{ version: 2, inForceFrom: '2026-11-05' }]);
    expect(await own('clerk')).toMatchObject({ owed: [] });
    office.clock.advance(2 * day);
    expect((await own('clerk')).owed).toMatchObject([
      { version: 2, knows: 1, since: '2026-11-05' },
    ]);
    const old = await sign('engineer', [first]);
    expect(old).toMatchObject({ status: 409, body: { code: 'stale-version' } });
    expect(old.body.detail).toContain('第 2 版');
    expect((await sign('engineer', [second])).status).toBe(201);
  });

  it('[POL-10] takes no draft, no retired policy, no other text, no other password, and nobody’s signature for another', async () => {
    const known = await taughtPolicy(office.home, { title: '礼貌用语', from: '2026-11-03' });
    const gone = await taughtPolicy(office.home, { title: '旧规', from: '2026-11-01' });
    await retirePolicy(office.home, publisher, {
      code: gone.code,
      on: '2026-11-03',
      reason: '并入',
    });
    const retired = await sign('clerk', [gone]);
    expect(retired).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const other = await sign('clerk', [{ ...known, sha256: `sha256:${'0'.repeat(64)}` }]);
    expect(other).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const writer = await as('administration');
    const draft = await writer.post<TaughtText>(`/policies/${known.code}/versions`, {
      text: '新稿',
      reason: '修订',
    });
    const early = await sign('clerk', [
      { code: known.code, version: 2, sha256: draft.body.sha256 },
    ]);
    expect(early.body.detail).toContain('请读现行的第 1 版');
    expect(early.status).toBe(409);
    const wrong = await sign('clerk', [known], passwordOf('engineer'));
    expect(wrong).toMatchObject({ status: 422, body: { problems: [{ field: 'password' }] } });
    expect((await sign('clerk', [{ ...known, version: 9 }])).status).toBe(404);
    // Of several handed in together all are signed or none.
    expect((await sign('clerk', [known, gone])).status).toBe(409);
    const twice = [{ ...known, sha256: `sha256:${'0'.repeat(64)}` }, known];
    expect((await sign('clerk', twice)).status).toBe(409);
    expect(await entries('policy.learned')).toEqual([]);
  });
});

describe('learning over HTTP', () => {
  beforeEach(async () => {
    office = await openOffice();
  });

  it('[POL-10] a new hire owes all, a leaver nothing; who comes back is hired anew and keeps what they learned', async () => {
    const texts = [
      await taughtPolicy(office.home, { title: '一', from: '2026-10-01' }),
      await taughtPolicy(office.home, { title: '二', from: '2026-10-01' }),
    ];
    await sign('clerk', texts.slice(0, 1));
    office.clock.advance(30 * day);
    const admin = await as('admin');
    const hired = { username: 'new', name: '新人', password: 'new-person-password', role: 'clerk' };
    expect((await admin.post('/people', hired)).status).toBe(201);
    const all = await matrix(admin);
    const rowOf = ({ people }: LearningMatrix, username: string) =>
      people.find((one) => one.username === username);
    expect(rowOf(all, 'new')).toMatchObject({ applies: 2, learned: 0, behind: 0 });
    expect(rowOf(all, 'clerk')).toMatchObject({ applies: 2, learned: 1, behind: 1 });
    const by = office.requester('admin');
    await setActive(office.home.ledger, by, { username: 'clerk', active: false });
    expect(rowOf(await matrix(admin), 'clerk')).toBeUndefined();
    const left = await admin.get<PersonLearning>('/learning/people/clerk');
    expect(left.body).toMatchObject({ active: false, owed: [], learned: [{ version: 1 }] });
    office.clock.advance(day);
    await setActive(office.home.ledger, by, { username: 'clerk', active: true });
    expect(rowOf(await matrix(await as('admin')), 'clerk')).toMatchObject({
      applies: 2,
      learned: 1,
      behind: 0,
    });
    expect((await own('clerk')).owed).toMatchObject([{ since: '2026-12-04' }]);
  });

  it('[POL-10] a duty statement is owed by those who hold its post, since they got it', async () => {
    const duty = await taughtPolicy(office.home, {
      title: '客服前台岗位职责',
      from: '2026-10-01',
      post: 'desk-clerk',
    });
    expect(await own('clerk')).toMatchObject({ applies: 0, owed: [] });
    const posts = [{ post: 'desk-clerk' }];
    expect((await patch('clerk', { posts, email: 'wang@example.org' })).status).toBe(200);
    expect((await own('clerk')).owed).toMatchObject([{ code: duty.code, since: '2026-11-03' }]);
    expect(await own('engineer')).toMatchObject({ applies: 0 });
    expect((await patch('clerk', { posts: [{ post: 'astronaut' }] })).status).toBe(422);
    expect((await patch('clerk', { email: 'not an address' })).status).toBe(422);
    expect((await patch('clerk', { posts: [] })).status).toBe(200);
    expect(await own('clerk')).toMatchObject({ applies: 0, owed: [] });
    const admin = await as('admin');
    const { body } = await admin.get<{ items: { username: string; email: string | null }[] }>(
      '/people',
    );
    expect(body.items.find(({ username }) => username === 'clerk')).toMatchObject({
      email: 'wang@example.org',
    });
    const leaves = JSON.stringify(
      await office.home.store.read.selectFrom('entry').select('leaf').execute(),
    );
    expect(leaves).toContain('person.email-changed');
    expect(leaves).not.toContain('wang@example.org');
  });

  it('[POL-10] the matrix counts and is narrowed, and leaves the house as CSV and Excel with an entry each', async () => {
    const risky = await taughtPolicy(office.home, { title: '=报修处理', from: '2026-10-01' });
    await patch('clerk', { posts: [{ post: 'desk-clerk' }] });
    await sign('clerk', [risky]);
    const hostile = {
      username: 'sum',
      name: '=1+1',
      password: 'a-long-password',
      role: 'cleaning',
    };
    await (await as('admin')).post('/people', hostile);
    office.clock.advance(9 * day);
    const auditor = await as('auditor');
    const all = await matrix(auditor);
    // Everybody of site A and of all sites, but nobody of another.
    expect(all.policies).toMatchObject([{ code: risky.code, learned: 1, applies: 12, behind: 11 }]);
    expect(all.people.map(({ username }) => username)).not.toContain('stranger');
    expect((await matrix(auditor, '?post=desk-clerk')).people).toHaveLength(1);
    expect((await matrix(auditor, '?department=工程部')).people).toEqual([]);
    const behind = await matrix(auditor, '?behind=true');
    expect(behind.people).toHaveLength(11);
    expect(behind.policies).toMatchObject([{ learned: 1, applies: 12 }]);
    expect((await (await as('clerk')).get('/learning/matrix')).status).toBe(403);
    expect((await auditor.get('/learning/matrix?site=B')).status).toBe(404);

    const csv = await auditor.send('/learning/matrix.csv');
    const text = Buffer.from(await csv.arrayBuffer()).toString();
    expect(csv.headers.get('x-export-digest')).toMatch(/^sha256:/);
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text).toContain('截至 2026-11-12 10:00');
    expect(text).toContain('范围：');
    expect(text).toContain('王芳,clerk,客服前台,1,1,0,已学 v1 2026-11-03');
    expect(text).toContain('1/12');
    expect(text).toContain("'=1+1,sum");
    const xlsx = await auditor.send('/learning/matrix.xlsx?post=desk-clerk');
    const book = read(Buffer.from(await xlsx.arrayBuffer()));
    const sheet = book.Sheets.学习情况 ?? {};
    const cells = Object.values(sheet).flatMap((cell) => ('v' in Object(cell) ? [cell] : []));
    expect(cells.map(({ v }) => v)).toContain('王芳');
    expect(cells.map(({ v }) => v).join()).toContain('岗位 客服前台');
    expect(cells.filter(({ f }) => f !== undefined)).toEqual([]);
    const asked = `department=${encodeURIComponent('王芳 13900001234')}&policy=13900001234`;
    await auditor.send(`/learning/matrix.csv?${asked}&post=desk-clerk`);
    const kept = await entries('learning.exported');
    expect(kept).toHaveLength(3);
    expect(JSON.parse(kept[2]?.leaf ?? '')).toMatchObject({
      facts: { filter: { post: 'desk-clerk' } },
    });
    expect(kept.map(({ leaf }) => leaf).join()).not.toMatch(/王芳|13900001234/);
  });

  it('[POL-10] reminds those who are behind, once a day, and names those without an address', async () => {
    await taughtPolicy(office.home, { title: '问候', from: '2026-10-01' });
    await patch('clerk', { email: 'wang@example.org' });
    await patch('engineer', { email: 'liu@example.org' });
    const remind = async (people?: string[]) => {
      const supervisor = await as('supervisor');
      return supervisor.post<Reminded>('/learning/reminders', people ? { people } : {});
    };
    expect((await remind()).body).toMatchObject({ sent: [], withoutEmail: [] });
    office.clock.advance(8 * day);
    expect((await remind(['clerk'])).body).toMatchObject({ sent: ['clerk'], before: [] });
    const all = await remind();
    expect(all.body).toMatchObject({ sent: ['engineer'], before: ['clerk'] });
    expect(all.body.withoutEmail).toContain('supervisor');
    expect((await remind()).body.sent).toEqual([]);
    const letters = await lettersOf(office.home);
    expect(letters.map(({ to }) => to[0])).toEqual(['wang@example.org', 'liu@example.org']);
    expect(letters[0]?.text).toContain('《问候》第 1 版，最迟 2026-11-10');
    expect(await entries('learning.reminded')).toHaveLength(2);
    expect((await (await as('clerk')).post('/learning/reminders', {})).status).toBe(403);
    office.clock.advance(day);
    expect((await remind()).body.sent).toEqual(['clerk', 'engineer']);
  });
});
