import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/app-error.ts';
import { adoptTogether } from '../../src/policies/commands/adopt-together.ts';
import { submitVersion } from '../../src/policies/commands/approve-version.ts';
import { postPolicy } from '../../src/policies/commands/post-policy.ts';
import { printPoster } from '../../src/policies/commands/print-poster.ts';
import { returnVersion } from '../../src/policies/commands/return-version.ts';
import { writeVersion } from '../../src/policies/commands/write-version.ts';
import { postingsWithPhoto, readPostingPhoto } from '../../src/policies/queries/photos.ts';
import { getPolicy } from '../../src/policies/queries/policies.ts';
import { findSheet } from '../../src/policies/queries/prints.ts';
import { listReturns } from '../../src/policies/queries/returns.ts';
import { listTasks } from '../../src/policies/queries/tasks.ts';
import { policyKey } from '../../src/policies/rows.ts';
import { engines, openTestHome } from '../kit/open-home.ts';
import { addPosted, approver, clerk, publishedVersion, publisher, writer } from './house.ts';

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

async function withPublicUrl(home: TestHome) {
  const document = { ...home.catalogue.document, publicUrl: 'https://anjuan.example' };
  await home.catalogue.save(publisher.actor, document);
}

describe.each(engines)('sheets on %s', (engine) => {
  it('are prints with an entry each, of the version published last, and tell how they stand', async () => {
    const { home } = await openTestHome(engine);
    const code = await addPosted(home);
    await expect(
      printPoster(home, clerk, { code, place: 'gate', size: 'a3' }),
    ).rejects.toMatchObject({ code: 'unavailable' });
    await withPublicUrl(home);
    await expect(
      printPoster(home, clerk, { code, place: 'gate', size: 'a3' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await publishedVersion(home, code, '2026-11-03');
    const once = { key: 'one', request: { code } };
    const print = () => printPoster(home, clerk, { code, place: 'gate', size: 'a3' }, once);
    const id = await print();
    expect(await print()).toBe(id);
    expect((await lastEntries(home, 1))[0]).toContain('poster.printed');
    await publishedVersion(home, code, '2026-11-04');
    const ahead = await printPoster(home, clerk, { code, place: 'gate', size: 'a4' });
    const stateOf = async (one: string, on: string) =>
      (await findSheet(home.store.read, one, on))?.state;
    expect(await stateOf(id, '2026-11-03')).toBe('current');
    expect(await stateOf(ahead, '2026-11-03')).toBe('ahead');
    expect(await stateOf(id, '2026-11-04')).toBe('out-of-date');
    expect(await stateOf(ahead, '2026-11-04')).toBe('current');
    expect(await stateOf('00000000', '2026-11-04')).toBeUndefined();
  });

  it('open a task for each place at the publication, and hanging one ends it', async () => {
    const { home } = await openTestHome(engine);
    const code = await addPosted(home);
    await publishedVersion(home, code, '2026-11-03');
    await postPolicy(home, clerk, { code, place: 'front-desk' });
    await publishedVersion(home, code, '2026-11-09');
    const tasks = async () =>
      (await listTasks(home, clerk, { code })).map(({ place, why, version, from, hanging }) => [
        place,
        why,
        version,
        from,
        hanging,
      ]);
    expect(await tasks()).toEqual([
      ['gate', 'missing', 2, '2026-11-09', null],
      ['front-desk', 'ahead', 2, '2026-11-09', 1],
    ]);
    await postPolicy(home, clerk, { code, place: 'front-desk', version: 2 });
    expect(await tasks()).toEqual([['gate', 'missing', 2, '2026-11-09', null]]);
  });

  it('are shown by a photo whose bytes come back, which is a file of the home, once', async () => {
    const { home } = await openTestHome(engine);
    const code = await addPosted(home);
    await publishedVersion(home, code, '2026-11-03');
    const bytes = Buffer.from('a wall');
    const file = await home.files.put(
      policyKey,
      (async function* () {
        yield bytes;
      })(),
    );
    const photo = { file, mediaType: 'image/jpeg' };
    const id = await postPolicy(home, clerk, { code, place: 'gate' }, undefined, photo);
    const [entry = ''] = await lastEntries(home, 1);
    expect(entry).not.toContain(file.sha256.slice(7));
    await postPolicy(home, clerk, { code, place: 'front-desk' }, undefined, photo);
    expect(await home.store.read.selectFrom('blob').selectAll().execute()).toHaveLength(1);
    expect([...(await postingsWithPhoto(home.store.read, 'A'))]).toContain(id);
    const { stream } = await readPostingPhoto(home, clerk, id);
    expect(Buffer.concat(await stream.toArray())).toEqual(bytes);
    await expect(readPostingPhoto(home, clerk, 'post_none')).rejects.toThrow(AppError);
  });
});

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
