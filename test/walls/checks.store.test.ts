import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Home } from '../../src/home/open.ts';
import { policyKey } from '../../src/policies/rows.ts';
import { checkWall } from '../../src/walls/commands/check-wall.ts';
import { fileEvidence } from '../../src/walls/commands/file-evidence.ts';
import { picturePlace } from '../../src/walls/commands/picture-place.ts';
import { postPolicy } from '../../src/walls/commands/post-policy.ts';
import { printPoster, printPosters } from '../../src/walls/commands/print-poster.ts';
import { getCheck, listChecks } from '../../src/walls/queries/checks.ts';
import { listWalls } from '../../src/walls/queries/duties.ts';
import { policiesInForce } from '../../src/walls/queries/month.ts';
import { placePictures } from '../../src/walls/queries/pictures.ts';
import { listPostings } from '../../src/walls/queries/postings.ts';
import { listTasks } from '../../src/walls/queries/tasks.ts';
import { waitingPlaces } from '../../src/walls/queries/waiting.ts';
import type { WallPhoto } from '../../src/walls/rows.ts';
import { engines, openTestHome, person } from '../kit/open-home.ts';
import { addPosted, clerk, publishedVersion, publisher } from '../policies/house.ts';

const code = 'ZD-04';
const hours = (count: number) => count * 3_600_000;
const days = (count: number) => hours(24 * count);

async function withPublicUrl(home: Home) {
  const document = { ...home.catalogue.document, publicUrl: 'https://anjuan.example' };
  await home.catalogue.save(publisher.actor, document);
}

/** A ※ policy in force since 3 November that must hang at reception and at the gate. */
async function opened(engine: (typeof engines)[number]) {
  const { home, clock } = await openTestHome(engine);
  await withPublicUrl(home);
  await addPosted(home);
  await publishedVersion(home, code, '2026-11-03');
  return { home, clock };
}

async function stateAt(home: Home, place: string) {
  return (await listWalls(home, clerk, { place }))[0]?.state;
}

async function tasksOf(home: Home) {
  const tasks = await listTasks(home, clerk);
  return tasks.map(({ place, why, version, replaces }) => [place, why, version, replaces]);
}

const look = (
  home: Home,
  place: string,
  found: 'good' | 'damaged' | 'missing',
  photo?: WallPhoto,
) => checkWall(home, clerk, { place, checks: [{ code, found }] }, undefined, photo);

async function photoOf(home: Home, words: string, takenAt: string | null = null) {
  const file = await home.files.put(policyKey, Readable.from([Buffer.from(words)]));
  return { file, mediaType: 'image/jpeg', takenAt };
}

describe.each(engines)('what is found at a wall on %s', (engine) => {
  it('makes a sheet damaged, missing and current again, with a task that names it', async () => {
    const { home } = await opened(engine);
    await expect(look(home, 'gate', 'good')).rejects.toMatchObject({ code: 'conflict' });
    const posting = await postPolicy(home, clerk, { code, place: 'gate' });
    await postPolicy(home, clerk, { code, place: 'front-desk' });
    expect(await tasksOf(home)).toEqual([]);
    await look(home, 'gate', 'damaged');
    expect(await stateAt(home, 'gate')).toBe('damaged');
    expect(await tasksOf(home)).toEqual([['gate', 'damaged', 1, posting]]);
    expect(await waitingPlaces(home, 'A')).toMatchObject([
      { place: 'gate', damaged: ['首问负责制'], missing: [], outOfDate: [], unchecked: [] },
    ]);
    await look(home, 'gate', 'missing');
    expect(await tasksOf(home)).toEqual([['gate', 'missing', 1, null]]);
    await look(home, 'gate', 'good');
    expect(await stateAt(home, 'gate')).toBe('current');
    await look(home, 'gate', 'missing');
    await postPolicy(home, clerk, { code, place: 'gate' });
    expect(await tasksOf(home)).toEqual([]);
  });

  it('is asked for again when nobody has looked for more than 30 days, to the millisecond', async () => {
    const { home, clock } = await opened(engine);
    const posting = await postPolicy(home, clerk, { code, place: 'gate' });
    await postPolicy(home, clerk, { code, place: 'front-desk' });
    clock.advance(days(30));
    expect(await stateAt(home, 'gate')).toBe('current');
    clock.advance(1);
    expect(await stateAt(home, 'gate')).toBe('unchecked');
    expect((await tasksOf(home))[1]).toEqual(['gate', 'unchecked', 1, posting]);
    expect((await waitingPlaces(home, 'A')).map(({ unchecked }) => unchecked.length)).toEqual([
      1, 1,
    ]);
    await look(home, 'gate', 'good');
    expect(await stateAt(home, 'gate')).toBe('current');
    clock.advance(days(30));
    expect(await stateAt(home, 'gate')).toBe('current');
    clock.advance(1);
    expect(await stateAt(home, 'gate')).toBe('unchecked');
  });

  it('a new version makes each old sheet out of date in its in-force second; tasks name the sheets ahead', async () => {
    const { home, clock } = await opened(engine);
    const gate = await postPolicy(home, clerk, { code, place: 'gate' });
    const desk = await postPolicy(home, clerk, { code, place: 'front-desk' });
    await publishedVersion(home, code, '2026-11-04');
    expect(await tasksOf(home)).toEqual([
      ['front-desk', 'ahead', 2, desk],
      ['gate', 'ahead', 2, gate],
    ]);
    // The clock starts at 10:00 in Shanghai: 23:59:59.999 is a millisecond before 14 hours later.
    clock.advance(hours(14) - 1);
    expect([await stateAt(home, 'gate'), await stateAt(home, 'front-desk')]).toEqual([
      'current',
      'current',
    ]);
    clock.advance(1);
    expect([await stateAt(home, 'gate'), await stateAt(home, 'front-desk')]).toEqual([
      'out-of-date',
      'out-of-date',
    ]);
    expect((await tasksOf(home)).map(([, why]) => why)).toEqual(['out-of-date', 'out-of-date']);
    await postPolicy(home, clerk, { code, place: 'gate' });
    expect(await tasksOf(home)).toEqual([['front-desk', 'out-of-date', 2, desk]]);
  });

  it('is told by the sheet itself: an old one that still hangs outweighs what was registered', async () => {
    const { home, clock } = await opened(engine);
    const print = await printPoster(home, clerk, { code, place: 'gate', size: 'a4' });
    const first = await postPolicy(home, clerk, { code, place: 'gate', print });
    await publishedVersion(home, code, '2026-11-04');
    clock.advance(days(1));
    await postPolicy(home, clerk, { code, place: 'gate' });
    expect(await stateAt(home, 'gate')).toBe('current');
    const [check = ''] = await checkWall(home, clerk, {
      place: 'gate',
      checks: [{ print, found: 'good' }],
    });
    expect(await stateAt(home, 'gate')).toBe('out-of-date');
    expect(await getCheck(home, clerk, check)).toMatchObject({
      posting: first,
      print,
      found: 'good',
    });
    expect((await tasksOf(home)).find(([place]) => place === 'gate')).toEqual([
      'gate',
      'out-of-date',
      2,
      first,
    ]);
    await fileEvidence(home, clerk, { print, place: 'gate', found: 'replaced' });
    expect(await stateAt(home, 'gate')).toBe('current');
    // That the old sheet is gone says nothing of the new one.
    await checkWall(home, clerk, { place: 'gate', checks: [{ print, found: 'missing' }] });
    expect(await stateAt(home, 'gate')).toBe('current');
  });

  it('catches a copied code by the place: nothing counts as hung or seen there', async () => {
    const { home } = await opened(engine);
    const print = await printPoster(home, clerk, { code, place: 'gate', size: 'a4' });
    await expect(
      postPolicy(home, clerk, { code, place: 'front-desk', print }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const posting = await fileEvidence(home, clerk, { print, place: 'gate', found: 'replaced' });
    expect((await listPostings(home, clerk))[0]).toMatchObject({ id: posting, print, version: 1 });
    for (const found of ['replaced', 'good', 'missing'] as const) {
      const check = await fileEvidence(home, clerk, { print, place: 'front-desk', found });
      expect(await getCheck(home, clerk, check)).toMatchObject({
        found: 'elsewhere',
        place: 'front-desk',
        belongs: { site: 'A', place: 'gate', placeTitle: '门岗' },
      });
    }
    expect([await stateAt(home, 'gate'), await stateAt(home, 'front-desk')]).toEqual([
      'current',
      'missing',
    ]);
    expect(await listChecks(home, clerk, { place: 'gate' })).toHaveLength(3);
  });

  it('keeps a photo with each look and flags one that was used or taken at another time', async () => {
    const { home, clock } = await opened(engine);
    const now = clock.now();
    const apart = new Date(Date.parse(now) - days(1) - 1).toISOString();
    const just = new Date(Date.parse(now) + days(1)).toISOString();
    const posted = { code, place: 'gate' };
    await postPolicy(home, clerk, posted, undefined, await photoOf(home, 'one', just));
    await postPolicy(home, clerk, { code, place: 'front-desk' });
    expect((await listPostings(home, clerk, { place: 'gate' }))[0]).toMatchObject({
      photo: true,
      photoUsedBefore: false,
      photoTakenAt: just,
      cameraApart: false,
    });
    await look(home, 'front-desk', 'good', await photoOf(home, 'one', apart));
    await look(home, 'front-desk', 'good', await photoOf(home, 'two'));
    const [second, first] = await listChecks(home, clerk, { place: 'front-desk' });
    expect(first).toMatchObject({ photo: true, photoUsedBefore: true, cameraApart: true });
    expect(second).toMatchObject({ photo: true, photoUsedBefore: false, cameraApart: false });
    const entries = await home.store.read
      .selectFrom('entry')
      .select('leaf')
      .where('kind', '=', 'posting.checked')
      .orderBy('seq')
      .execute();
    expect(JSON.parse(entries[0]?.leaf ?? '').facts).toMatchObject({
      photoUsedBefore: true,
      cameraApart: true,
      found: 'good',
    });
    expect(entries[1]?.leaf).not.toContain('photoUsedBefore');
    await expect(
      home.store.writer.run((db) => db.deleteFrom('posting_check').execute()),
    ).rejects.toThrow(/evidence/);
  });

  it('belongs to the sites that its place names; others owe nothing there', async () => {
    const { home } = await opened(engine);
    const { document } = home.catalogue;
    const [first] = document.sites;
    const sites = [...document.sites, { ...first!, code: 'B', name: '二期' }];
    const places = document.places.map((place) =>
      place.code === 'gate' ? { ...place, sites: ['B'] } : place,
    );
    await home.catalogue.save(publisher.actor, { ...document, sites, places });
    expect((await listWalls(home, clerk)).map(({ place }) => place)).toEqual(['front-desk']);
    expect((await tasksOf(home)).map(([place]) => place)).toEqual(['front-desk']);
    const parts = { document: home.catalogue.document, clock: home.clock, db: home.store.read };
    const [november] = await policiesInForce(parts, { site: 'A', month: '2026-11' });
    expect(november?.walls.map(({ place }) => place)).toEqual(['front-desk']);
    const refused = { code: 'invalid', problems: [{ field: 'place' }] };
    await expect(postPolicy(home, clerk, { code, place: 'gate' })).rejects.toMatchObject(refused);
    const other = person('li', 'clerk');
    const there = { ...other, roles: [{ site: 'B', role: 'clerk' as const }] };
    expect(await listWalls(home, there, { site: 'B' })).toHaveLength(2);
  });

  it('is shown on a picture of the place, the newest one, by who may post there', async () => {
    const { home } = await opened(engine);
    const [plan, wall] = [await photoOf(home, 'plan'), await photoOf(home, 'wall')];
    await picturePlace(home, clerk, { place: 'gate', kind: 'plan' }, plan);
    const id = await picturePlace(home, clerk, { place: 'gate', kind: 'photo' }, wall);
    const pictures = await placePictures(home, clerk);
    expect([...pictures.values()]).toMatchObject([{ id, place: 'gate', kind: 'photo' }]);
    const cashier = person('qian', 'finance');
    await expect(
      picturePlace(home, cashier, { place: 'gate', kind: 'photo' }, wall),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is printed for many places at once, each sheet with an id and an entry of its own', async () => {
    const { home } = await opened(engine);
    const sheets = ['gate', 'front-desk'].map((place) => ({ code, place, size: 'a4' as const }));
    const once = { key: 'many', request: { sheets: 2 } };
    const ids = await printPosters(home, clerk, { sheets }, once);
    expect(await printPosters(home, clerk, { sheets }, once)).toEqual(ids);
    expect(new Set(ids).size).toBe(2);
    const entries = await home.store.read
      .selectFrom('entry')
      .select('leaf')
      .where('kind', '=', 'poster.printed')
      .orderBy('seq')
      .execute();
    expect(entries.map(({ leaf }) => JSON.parse(leaf).facts.print)).toEqual(ids);
    const rows = await home.store.read.selectFrom('poster_print').selectAll().execute();
    expect(rows.map(({ part }) => part)).toEqual(['whole', 'whole']);
    const prices = { code, place: 'gate', size: 'a4', part: 'prices' } as const;
    await expect(printPosters(home, clerk, { sheets: [prices] })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});
