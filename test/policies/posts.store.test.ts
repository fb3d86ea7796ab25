import { describe, expect, it } from 'vitest';
import { addPolicy } from '../../src/policies/commands/add-policy.ts';
import { seedPolicies } from '../../src/policies/commands/seed-policies.ts';
import { tiePost } from '../../src/policies/commands/tie-post.ts';
import { listPosts } from '../../src/policies/queries/posts.ts';
import { listPricePolicies } from '../../src/policies/queries/prices.ts';
import { engines, openTestHome, operator } from '../kit/open-home.ts';
import { clerk, writer } from './house.ts';

describe.each(engines)('duty statements, on %s', (engine) => {
  it('come with the library but for posts that have one or are gone; each tie has its entry', async () => {
    const { home } = await openTestHome(engine);
    const { document } = home.catalogue;
    const kept = document.posts
      .filter(({ code }) => code !== 'auditor')
      .map((post) => ({ ...post }));
    await home.catalogue.save(operator.actor, { ...document, posts: kept });
    const own = { title: '我们的前台职责', posted: false, department: '客服部' };
    const code = await addPolicy(home, writer, { ...own, post: 'desk-clerk' });
    expect(code).toBe('GW-01');

    const added = await seedPolicies(home, operator.actor);
    expect(added).not.toContain('GW-01');
    expect(added).not.toContain('GW-17');
    expect(added).toContain('GW-02');
    const { posts, orphans } = await listPosts(home, clerk);
    expect(posts).toHaveLength(kept.length);
    expect(posts[0]?.statement).toMatchObject({ code: 'GW-01', title: '我们的前台职责' });
    expect(orphans).toEqual([]);
    expect((await listPricePolicies(home, clerk)).map((one) => one.code)).toEqual(['ZD-07']);

    await tiePost(home, writer, { code: 'GW-01', post: null });
    await tiePost(home, writer, { code: 'ZD-03', post: 'desk-clerk' });
    await expect(
      tiePost(home, writer, { code: 'GW-01', post: 'desk-clerk' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const entries = await home.store.read
      .selectFrom('entry')
      .select(['subject'])
      .where('kind', '=', 'policy.post-set')
      .orderBy('seq')
      .execute();
    expect(entries.map(({ subject }) => subject)).toEqual(['GW-01', 'ZD-03']);
  });
});
