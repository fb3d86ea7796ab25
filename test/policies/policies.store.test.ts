import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/core/digest.ts';
import { addPolicy } from '../../src/policies/commands/add-policy.ts';
import { adoptPolicies } from '../../src/policies/commands/adopt-policies.ts';
import { approveVersion, submitVersion } from '../../src/policies/commands/approve-version.ts';
import { publishVersion, retirePolicy } from '../../src/policies/commands/publish-version.ts';
import { readLibrary, seedPolicies } from '../../src/policies/commands/seed-policies.ts';
import { writeVersion } from '../../src/policies/commands/write-version.ts';
import {
  getInForce,
  getPolicy,
  getVersion,
  inForceOn,
  listPolicies,
} from '../../src/policies/queries/policies.ts';
import { engines, openTestHome, operator, person } from '../kit/open-home.ts';
import {
  addPosted,
  approvedVersion,
  approver,
  clerk,
  publishedVersion,
  publisher,
  writer,
} from './house.ts';

const code = 'ZD-04';

describe.each(engines)('policies on %s', (engine) => {
  it('go from draft through approval by another person into force', async () => {
    const { home } = await openTestHome(engine);
    await addPosted(home);
    const text = '谁先接待，谁跟到底。\n';
    const version = await writeVersion(home, writer, { code, text });
    await submitVersion(home, writer, { code, version });
    await approveVersion(home, approver, {
      code,
      version,
      sha256: digestOf('谁先接待，谁跟到底。\n'),
    });
    await publishVersion(home, publisher, { code, version, inForceFrom: '2026-11-10' });
    const view = await getVersion(home, clerk, { code, version });
    expect(view).toMatchObject({
      status: 'published',
      sha256: digestOf(view.text),
      approvedAt: '2026-11-03T02:00:00.000Z',
      inForceFrom: '2026-11-10',
      inForceUntil: null,
      adopted: false,
    });
    await expect(getInForce(home, clerk, { code })).rejects.toMatchObject({ code: 'not-found' });
    const ahead = await getInForce(home, clerk, { code, on: '2026-11-10' });
    expect(ahead.version).toBe(1);
    const rows = await home.store.read.selectFrom('entry').select('kind').orderBy('seq').execute();
    expect(rows.map(({ kind }) => kind).filter((kind) => kind.startsWith('policy.'))).toEqual([
      'policy.added',
      'policy.version-written',
      'policy.submitted',
      'policy.approved',
      'policy.published',
    ]);
  });

  it('are never approved by their writer, the operator or who has no right, and say so', async () => {
    const { home } = await openTestHome(engine);
    const both = person('he', 'administration', 'manager');
    await addPosted(home);
    const version = await writeVersion(home, both, { code, text: '正文' });
    await submitVersion(home, both, { code, version });
    for (const who of [both, operator, clerk, publisher]) {
      const attempt = approveVersion(home, who, { code, version });
      await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
    }
    const refused = await home.store.read
      .selectFrom('entry')
      .select('seq')
      .where('kind', '=', 'policy.approval-refused')
      .execute();
    expect(refused).toHaveLength(4);
    await approveVersion(home, approver, { code, version });
  });

  it('are not approved as drafts, nor when the text has changed since', async () => {
    const { home } = await openTestHome(engine);
    await addPosted(home);
    const version = await writeVersion(home, writer, { code, text: '甲' });
    const early = approveVersion(home, approver, { code, version });
    await expect(early).rejects.toMatchObject({ code: 'conflict' });
    await submitVersion(home, writer, { code, version });
    const other = approveVersion(home, approver, { code, version, sha256: digestOf('乙') });
    await expect(other).rejects.toMatchObject({ code: 'stale-version' });
    await writeVersion(home, writer, { code, text: '乙', reason: '改了主意' });
    const late = approveVersion(home, approver, { code, version });
    await expect(late).rejects.toMatchObject({ code: 'stale-version' });
  });

  it('want a reason from the second version on, and an approval before they are published', async () => {
    const { home } = await openTestHome(engine);
    await addPosted(home);
    await publishedVersion(home, code, '2026-10-01');
    const bare = writeVersion(home, writer, { code, text: '乙' });
    await expect(bare).rejects.toMatchObject({ code: 'invalid', problems: [{ field: 'reason' }] });
    const version = await writeVersion(home, writer, { code, text: '乙', reason: '改' });
    const early = publishVersion(home, publisher, { code, version, inForceFrom: '2026-11-10' });
    await expect(early).rejects.toMatchObject({ code: 'conflict' });
  });

  it('answer for every day what was in force, also after later versions and retirement', async () => {
    const { home, clock } = await openTestHome(engine);
    await addPosted(home);
    await publishedVersion(home, code, '2026-09-01');
    await publishedVersion(home, code, '2026-10-15');
    const before = publishedVersion(home, code, '2026-10-14');
    await expect(before).rejects.toMatchObject({ code: 'invalid' });
    await retirePolicy(home, publisher, { code, on: '2026-12-01', reason: '并入新规程' });
    clock.advance(60 * 24 * 3_600_000);
    const on = async (date: string) =>
      getInForce(home, clerk, { code, on: date }).then(
        ({ version }) => version,
        (error: { code: string }) => error.code,
      );
    const days = [
      '2026-08-31',
      '2026-09-01',
      '2026-10-14',
      '2026-10-15',
      '2026-11-30',
      '2026-12-01',
    ];
    const found: (number | string)[] = [];
    for (const date of days) found.push(await on(date));
    expect(found).toEqual(['not-found', 1, 1, 2, 2, 'not-found']);
    expect((await inForceOn(home.store.read, code, '2026-10-14'))?.version).toBe(1);
    expect(await inForceOn(home.store.read, code, '2026-12-01')).toBeUndefined();
    const { versions } = await getPolicy(home, clerk, code);
    expect(versions.map(({ status }) => status)).toEqual(['superseded', 'retired', 'approved']);
  });

  it('cannot be changed once written, even in the database', async () => {
    const { home } = await openTestHome(engine);
    await addPosted(home);
    await writeVersion(home, writer, { code, text: '甲' });
    const change = home.ledger.transact(publisher.actor, async ({ db }) => {
      await db.updateTable('policy_version').set({ text: '乙' }).execute();
      return { result: null, entries: [{ kind: 'policy.submitted', subject: code }] };
    });
    await expect(change).rejects.toThrow(/evidence/);
  });

  it('take the next code when none is named, and refuse one that is taken', async () => {
    const { home } = await openTestHome(engine);
    await addPosted(home, 'ZD-09');
    const policy = { title: '钥匙', posted: false, department: '客服部' };
    expect(await addPolicy(home, writer, policy)).toBe('ZD-10');
    const again = addPolicy(home, writer, { ...policy, code: 'ZD-10' });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
    const nowhere = addPolicy(home, writer, { ...policy, posted: true, places: ['roof'] });
    await expect(nowhere).rejects.toMatchObject({ code: 'invalid' });
    await expect(addPolicy(home, clerk, policy)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('are found by the words of the version published last', async () => {
    const { home } = await openTestHome(engine);
    await addPosted(home);
    const find = async (query: string) => {
      const wish = { query, sites: ['*'], scopes: ['policy'], limit: 5 };
      return (await home.index.search(home.store.read, wish)).ids.map(({ id }) => id);
    };
    const version = await approvedVersion(home, code, '雪后两小时内清出通道。');
    expect(await find('清出通道')).toEqual([code]);
    await publishVersion(home, publisher, { code, version, inForceFrom: '2026-10-01' });
    await approvedVersion(home, code, '雪后一小时内撒盐。');
    expect([await find('清出通道'), await find('撒盐')]).toEqual([[code], []]);
  });
});

describe.each(engines)('the starter library on %s', (engine) => {
  it('arrives as drafts, once, and is adopted from a past day with its exceptions named', async () => {
    const { home } = await openTestHome(engine);
    const codes = await seedPolicies(home, operator.actor);
    expect(codes).toHaveLength(readLibrary().length);
    expect(await seedPolicies(home, operator.actor)).toEqual([]);
    const drafts = await listPolicies(home, clerk);
    expect(new Set(drafts.map(({ latest }) => latest?.status))).toEqual(new Set(['draft']));

    const signedIn = await adoptPolicies(home, publisher, { from: '2026-09-01' });
    expect(signedIn.adopted).toEqual([]);
    const report = await adoptPolicies(home, operator, { from: '2026-09-01' });
    expect(report).toMatchObject({ adopted: codes.toSorted(), skipped: [] });
    expect(report.exceptions[0]).toContain('未经第二人批准');
    const view = await getInForce(home, clerk, { code: 'ZD-10', on: '2026-09-01' });
    expect(view).toMatchObject({ version: 1, adopted: true, approvedBy: null });
    const again = await adoptPolicies(home, operator, { from: '2026-09-01' });
    expect([again.adopted.length, again.skipped.length]).toEqual([0, readLibrary().length]);
  });

  it('takes what another person approved without an exception', async () => {
    const { home } = await openTestHome(engine);
    await addPosted(home);
    await approvedVersion(home, code, '正文');
    const report = await adoptPolicies(home, publisher, { from: '2026-09-01' });
    expect(report).toEqual({ from: '2026-09-01', adopted: [code], skipped: [], exceptions: [] });
  });
});
