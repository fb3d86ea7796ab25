import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/app-error.ts';
import { policyKey } from '../../src/policies/rows.ts';
import { postPolicy } from '../../src/walls/commands/post-policy.ts';
import { printPoster } from '../../src/walls/commands/print-poster.ts';
import { postingsWithPhoto, readWallPhoto } from '../../src/walls/queries/photos.ts';
import { findSheet } from '../../src/walls/queries/prints.ts';
import { listTasks } from '../../src/walls/queries/tasks.ts';
import { engines, openTestHome } from '../kit/open-home.ts';
import { addPosted, clerk, publishedVersion, publisher } from '../policies/house.ts';

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
    const photo = { file, mediaType: 'image/jpeg', takenAt: null };
    const id = await postPolicy(home, clerk, { code, place: 'gate' }, undefined, photo);
    const [entry = ''] = await lastEntries(home, 1);
    expect(entry).not.toContain(file.sha256.slice(7));
    await postPolicy(home, clerk, { code, place: 'front-desk' }, undefined, photo);
    expect(await home.store.read.selectFrom('blob').selectAll().execute()).toHaveLength(1);
    expect([...(await postingsWithPhoto(home.store.read, 'A'))]).toContain(id);
    const { stream } = await readWallPhoto(home, clerk, id);
    expect(Buffer.concat(await stream.toArray())).toEqual(bytes);
    await expect(readWallPhoto(home, clerk, 'post_none')).rejects.toThrow(AppError);
  });
});
