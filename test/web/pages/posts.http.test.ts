import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPack } from '../../../src/catalogue/pack.ts';
import { localOperator } from '../../../src/home/open.ts';
import { adoptPolicies } from '../../../src/policies/commands/adopt-policies.ts';
import { seedPolicies } from '../../../src/policies/commands/seed-policies.ts';
import type { PostDuties } from '../../../src/policies/post-views.ts';
import { operator } from '../../kit/open-home.ts';
import { type Office, openOffice } from '../office.ts';
import { signedIn } from './visitor.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(() => office.close());

const { posts } = readPack();

/** The starter library, in force. */
async function adoptLibrary(): Promise<void> {
  await seedPolicies(office.home, localOperator());
  await adoptPolicies(office.home, operator, { from: '2026-09-01' });
}

async function dutiesFor(who = 'clerk'): Promise<PostDuties> {
  const caller = await office.as(who);
  const { status, body } = await caller.get<PostDuties>('/posts');
  expect(status).toBe(200);
  return body;
}

/** Takes posts out of the settings, and puts one in. */
async function settle(gone: readonly string[], added?: string): Promise<void> {
  const { catalogue } = office.home;
  const kept = catalogue.document.posts
    .filter(({ code }) => !gone.includes(code))
    .map(({ reportsTo, ...post }) =>
      reportsTo === undefined || gone.includes(reportsTo) ? post : { ...post, reportsTo },
    );
  const more =
    added === undefined
      ? []
      : [{ code: added, title: '救生员', en: 'Lifeguard', department: '客服部', role: 'keeper' }];
  await catalogue.save(localOperator(), { ...catalogue.document, posts: [...kept, ...more] });
}

describe('posts and their duty statements', () => {
  it('[POL-09] lists every post as without a statement until one is in force, then none', async () => {
    expect((await dutiesFor()).without).toEqual(posts.map(({ code }) => code));
    const reader = await signedIn(office, 'clerk');
    const empty = await reader.get('/posts');
    expect(empty.text).toContain(`${posts.length} 个岗位没有生效的岗位职责`);
    expect(empty.links.filter((link) => link.startsWith('/policies/new'))).toEqual([]);

    await seedPolicies(office.home, localOperator());
    expect((await dutiesFor()).without).toHaveLength(posts.length);
    expect((await reader.get('/posts')).text).toContain('已起草，尚未生效');

    await adoptPolicies(office.home, operator, { from: '2026-09-01' });
    const duties = await dutiesFor();
    expect([duties.without, duties.orphans]).toEqual([[], []]);
    for (const { post, statement, reportsTo } of duties.posts) {
      expect(statement?.inForce, post).toEqual({ version: 1, from: '2026-09-01' });
      expect(reportsTo).toBe(posts.find(({ code }) => code === post)?.reportsTo ?? null);
    }
    const full = await reader.get('/posts');
    expect(full.text).toContain(`${posts.length} 个岗位都有生效的岗位职责`);
    expect(full.links.filter((link) => /^\/policies\/GW-\d+$/.test(link))).toHaveLength(
      posts.length,
    );
  });

  it('[POL-09] lists a post that was added, from which its statement is written', async () => {
    await adoptLibrary();
    await settle([], 'lifeguard');
    expect((await dutiesFor()).without).toEqual(['lifeguard']);
    const writer = await signedIn(office, 'administration');
    const library = await writer.get('/policies');
    expect(library.text).toContain('1 个岗位没有生效的岗位职责');
    const page = await writer.get('/posts');
    const [link = ''] = page.links.filter((one) => one.startsWith('/policies/new?post='));
    const form = (await writer.get(link)).form('/policies/new');
    expect(form).toMatchObject({
      post: 'lifeguard',
      title: '救生员岗位职责',
      department: '客服部',
    });
    const added = await writer.submit(link, {}, '/policies/new');
    expect(added.path).toBe(`/policies/GW-${posts.length + 1}/write`);
    const { posts: lines } = await dutiesFor();
    expect(lines.at(-1)?.statement).toMatchObject({
      code: `GW-${posts.length + 1}`,
      inForce: null,
    });
  });

  it('[POL-09] refuses a second statement for one post, by whichever way', async () => {
    await adoptLibrary();
    const writer = await office.as('administration');
    const tied = await writer.post('/policies/ZD-03/post', { post: 'desk-clerk' });
    expect(tied.status).toBe(409);
    expect(JSON.stringify(tied.body)).toContain('GW-01');
    const policy = { title: '前台职责二', posted: false, department: '客服部', post: 'desk-clerk' };
    expect((await writer.post('/policies', policy)).status).toBe(409);
    expect((await writer.post('/policies/ZD-03/post', { post: 'pilot' })).status).toBe(422);
    const clerk = await office.as('clerk');
    expect((await clerk.post('/policies/GW-01/post', { post: null })).status).toBe(403);
    expect((await dutiesFor()).without).toEqual([]);
  });

  it('[POL-09] ties another policy once the first was taken off, and lists what lost its post', async () => {
    await adoptLibrary();
    const writer = await signedIn(office, 'administration');
    const taken = await writer.submit('/policies/GW-01/post', { post: '' }, '/policies/GW-01/post');
    expect(taken.path).toBe('/posts');
    expect((await dutiesFor()).without).toEqual(['desk-clerk']);
    const tied = await writer.submit('/posts/desk-clerk/tie', { code: 'ZD-03' });
    expect(tied.path).toBe('/posts');
    expect((await dutiesFor()).posts[0]?.statement?.code).toBe('ZD-03');

    await settle(['cleaner', 'cleaning-supervisor'], 'lifeguard');
    const { orphans } = await dutiesFor();
    expect(orphans.map(({ code }) => code)).toEqual(['GW-10', 'GW-11']);
    const page = await writer.get('/posts');
    expect(page.text).toContain('GW-10 保洁员岗位职责：岗位“cleaner”已不存在');
    await writer.submit('/policies/GW-10/post', { post: 'lifeguard' }, '/policies/GW-10/post');
    const after = await dutiesFor();
    expect([after.without, after.orphans.length]).toEqual([[], 1]);
  });

  it('[POL-09] a statement that was retired leaves its post without one', async () => {
    await adoptLibrary();
    const admin = await office.as('admin');
    const today = office.home.ledger.clock.now().slice(0, 10);
    const ended = await admin.post('/policies/GW-04/retire', { on: today, reason: '岗位合并' });
    expect(ended.status).toBe(201);
    expect((await dutiesFor()).without).toEqual(['building-keeper']);
    const next = { title: '房管员职责（合并）', posted: false, department: '客服部' };
    const added = await admin.post('/policies', { ...next, post: 'building-keeper' });
    expect(added.status).toBe(201);
  });

  it('[POL-11] the grown library has the statements in a part of their own, readable as texts', async () => {
    await adoptLibrary();
    const reader = await signedIn(office, 'engineer', 'en');
    const library = await reader.get('/policies');
    expect(library.text).toContain('Duty statements');
    for (const { code } of await office.home.store.read
      .selectFrom('policy')
      .select('code')
      .execute()) {
      expect(library.links, code).toContain(`/policies/${code}`);
    }
    const own = await reader.get('/policies/GW-08');
    expect(own.text).toContain('到得准、修得好、说得清');
    const posted = await reader.get('/posts');
    expect(posted.text).toContain('Reports to');
  });
});
