import { describe, expect, it } from 'vitest';
import { adoptTogether } from '../../src/policies/commands/adopt-together.ts';
import { submitVersion } from '../../src/policies/commands/approve-version.ts';
import { returnVersion } from '../../src/policies/commands/return-version.ts';
import { writeVersion } from '../../src/policies/commands/write-version.ts';
import { getPolicy } from '../../src/policies/queries/policies.ts';
import { listReturns } from '../../src/policies/queries/returns.ts';
import { engines, openTestHome } from '../kit/open-home.ts';
import { addPosted, approver, clerk, publisher, writer } from './house.ts';

type TestHome = Awaited<ReturnType<typeof openTestHome>>['home'];

/** The kinds of the newest entries, with their facts. */
async function lastEntries(home: TestHome, count: number) {
  const rows = await home.store.read
    .selectFrom('entry')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(count)
    .execute();
  return rows.toReversed().map((row) => JSON.stringify(row));
}

describe.each(engines)('versions on %s', (engine) => {
  it('go back to their writer with a reason that stays out of the entry', async () => {
    const { home } = await openTestHome(engine);
    const code = await addPosted(home);
    await writeVersion(home, writer, { code, text: '第一条' });
    const reason = '第一条没有写完';
    const send = () => returnVersion(home, approver, { code, version: 1, reason });
    await expect(send()).rejects.toMatchObject({ code: 'conflict' });
    await submitVersion(home, writer, { code, version: 1 });
    await expect(returnVersion(home, writer, { code, version: 1, reason })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await send();
    expect((await getPolicy(home, writer, code)).latest).toEqual({ version: 1, status: 'draft' });
    expect(await listReturns(home, writer, code)).toMatchObject([{ version: 1, reason }]);
    const [entry = ''] = await lastEntries(home, 1);
    expect(entry).toContain('policy.returned');
    expect(entry).not.toContain(reason);
  });

  it('are not written on a base that is not the newest any more', async () => {
    const { home } = await openTestHome(engine);
    const code = await addPosted(home);
    const write = (base: number, text: string) =>
      writeVersion(home, writer, { code, text, base, reason: '改' });
    expect(await write(0, '甲')).toBe(1);
    await expect(write(0, '乙')).rejects.toMatchObject({ code: 'stale-version' });
    expect(await write(1, '乙')).toBe(2);
  });

  it('are adopted by two who differ from each other and from the writer, all or none', async () => {
    const { home } = await openTestHome(engine);
    const [one, other] = [await addPosted(home, 'ZD-04'), await addPosted(home, 'ZD-05')];
    await writeVersion(home, writer, { code: one, text: '甲' });
    const adopt = (codes: string[], second = approver, from = '2026-09-01') =>
      adoptTogether(home, { who: publisher, second }, { codes, from });
    await expect(adopt([one], publisher)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(adopt([one], clerk)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(adopt([one, other])).rejects.toMatchObject({ code: 'not-found' });
    await expect(adopt([one], approver, '2026-11-04')).rejects.toMatchObject({ code: 'invalid' });
    expect((await getPolicy(home, writer, one)).inForce).toBeNull();
    expect(await adopt([one])).toEqual([one]);
    expect((await getPolicy(home, writer, one)).versions[0]).toMatchObject({
      adopted: true,
      approvedBy: 'person:person_wu',
      publishedBy: 'person:person_admin',
      inForceFrom: '2026-09-01',
    });
    await expect(adopt([one])).rejects.toMatchObject({ code: 'conflict' });
  });
});
