import { describe, expect, it } from 'vitest';
import { addPolicy } from '../../src/policies/commands/add-policy.ts';
import { readLibrary, seedPolicies } from '../../src/policies/commands/seed-policies.ts';
import { getVersion, listPolicies } from '../../src/policies/queries/policies.ts';
import { engines, openTestHome, operator } from '../kit/open-home.ts';
import { approvedVersion, clerk, publishedVersion, writer } from './house.ts';

describe.each(engines)('a home that was made before the library grew, on %s', (engine) => {
  it('gets what is new as drafts, and keeps what people wrote under a code of the library', async () => {
    const { home } = await openTestHome(engine);
    const library = readLibrary();
    for (const { code, title, posted, department } of library.slice(0, 22)) {
      await addPolicy(home, writer, { code, title, posted, department });
    }
    await publishedVersion(home, 'ZD-10', '2026-09-01');
    await addPolicy(home, writer, {
      code: 'BZ-02',
      title: '我们自己的沟通程序',
      posted: false,
      department: '行政部',
    });
    const own = await approvedVersion(home, 'BZ-02', '有事当面说。\n');

    const added = await seedPolicies(home, operator.actor);
    const late = library.slice(22).map(({ code }) => code);
    expect(added).toEqual(late.filter((code) => code !== 'BZ-02'));
    expect(await seedPolicies(home, operator.actor)).toEqual([]);

    const lines = new Map((await listPolicies(home, clerk)).map((line) => [line.code, line]));
    expect(lines.size).toBe(library.length);
    for (const code of added) expect(lines.get(code)?.latest).toMatchObject({ status: 'draft' });
    expect(lines.get('ZD-10')?.inForce).toMatchObject({ from: '2026-09-01' });
    expect(lines.get('BZ-02')?.title).toBe('我们自己的沟通程序');
    const kept = await getVersion(home, writer, { code: 'BZ-02', version: own });
    expect(kept.text).toContain('有事当面说。');
  });
});
