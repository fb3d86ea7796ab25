import { describe, expect, it } from 'vitest';
import type { Home } from '../../src/home/open.ts';
import { addPolicy, setPlaces } from '../../src/policies/commands/add-policy.ts';
import { postPolicy } from '../../src/walls/commands/post-policy.ts';
import { listDuties } from '../../src/walls/queries/duties.ts';
import { policiesInForce } from '../../src/walls/queries/month.ts';
import { listPostings } from '../../src/walls/queries/postings.ts';
import { engines, openTestHome, person } from '../kit/open-home.ts';
import { addPosted, clerk, publishedVersion, publisher, writer } from '../policies/house.ts';

const code = 'ZD-04';
const days = (count: number) => count * 24 * 3_600_000;

async function states(home: Home) {
  const { walls } = await listDuties(home, clerk);
  return Object.fromEntries(walls.map(({ place, state }) => [place, state]));
}

describe.each(engines)('walls on %s', (engine) => {
  it('are missing until the version in force hangs, and out of date at the next one’s first day', async () => {
    const { home, clock } = await openTestHome(engine);
    await addPosted(home);
    expect(await states(home)).toEqual({});
    await publishedVersion(home, code, '2026-10-01');
    expect(await states(home)).toEqual({ 'front-desk': 'missing', gate: 'missing' });
    await postPolicy(home, clerk, { place: 'front-desk', code });
    expect(await states(home)).toEqual({ 'front-desk': 'current', gate: 'missing' });
    await publishedVersion(home, code, '2026-11-05');
    expect(await states(home)).toEqual({ 'front-desk': 'current', gate: 'missing' });
    await postPolicy(home, clerk, { place: 'gate', code, version: 2 });
    const ahead = await listPostings(home, clerk);
    expect(ahead.map(({ state }) => state)).toEqual(['ahead', 'current']);
    // 5 November 00:00 in Shanghai is 38 hours after the clock's start.
    clock.advance(38 * 3_600_000 - 1);
    expect(await states(home)).toEqual({ 'front-desk': 'current', gate: 'ahead' });
    clock.advance(1);
    expect(await states(home)).toEqual({ 'front-desk': 'out-of-date', gate: 'current' });
    await postPolicy(home, clerk, { place: 'front-desk', code });
    const now = await listPostings(home, clerk, { place: 'front-desk' });
    expect(now.map(({ version, state }) => [version, state])).toEqual([
      [2, 'current'],
      [1, 'replaced'],
    ]);
  });

  it('take no draft, no version that is over, no unknown place, and nobody without the right', async () => {
    const { home } = await openTestHome(engine);
    await addPosted(home);
    const hang = (version?: number, place = 'gate') =>
      postPolicy(home, clerk, { place, code, ...(version === undefined ? {} : { version }) });
    await expect(hang()).rejects.toMatchObject({ code: 'conflict' });
    await publishedVersion(home, code, '2026-09-01');
    await publishedVersion(home, code, '2026-10-01');
    await expect(hang(1)).rejects.toMatchObject({ code: 'conflict' });
    await expect(hang(9)).rejects.toMatchObject({ code: 'not-found' });
    await expect(hang(2, 'roof')).rejects.toMatchObject({ code: 'invalid' });
    const cashier = person('qian', 'finance');
    const attempt = postPolicy(home, cashier, { place: 'gate', code });
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('tell both duties: walls for ※ policies, the handbook for the others', async () => {
    const { home } = await openTestHome(engine);
    await addPosted(home);
    const plain = { code: 'ZD-15', title: '档案管理规定', posted: false, department: '客服部' };
    await addPolicy(home, writer, plain);
    await addPolicy(home, writer, { ...plain, code: 'ZD-22', title: '培训管理' });
    await publishedVersion(home, 'ZD-15', '2026-10-01');
    const duties = await listDuties(home, clerk);
    expect(duties.handbook.map((version) => version.code)).toEqual(['ZD-15']);
    expect(duties.withoutVersion.map((policy) => policy.code)).toEqual(['ZD-04', 'ZD-22']);
    await publishedVersion(home, code, '2026-10-01');
    await setPlaces(home, publisher, { code, places: ['duty-room', 'gate'] });
    expect(await states(home)).toEqual({ 'duty-room': 'missing', gate: 'missing' });
    const none = setPlaces(home, publisher, { code, places: [] });
    await expect(none).rejects.toMatchObject({ code: 'invalid' });
  });

  it('are told for a month as they stood at its end', async () => {
    const { home, clock } = await openTestHome(engine);
    await addPosted(home);
    await publishedVersion(home, code, '2026-09-01');
    await postPolicy(home, clerk, { place: 'gate', code });
    await publishedVersion(home, code, '2026-11-15');
    const month = (name: string) => {
      const parts = { document: home.catalogue.document, clock, db: home.store.read };
      return policiesInForce(parts, { site: 'A', month: name });
    };
    clock.advance(days(60));
    await postPolicy(home, clerk, { place: 'gate', code });
    const [november] = await month('2026-11');
    expect(november?.versions.map(({ version }) => version)).toEqual([1, 2]);
    const wallsOf = (policy: typeof november) =>
      policy?.walls.map(({ place, state }) => [place, state]);
    expect(wallsOf(november)).toEqual([
      ['front-desk', 'missing'],
      ['gate', 'out-of-date'],
    ]);
    const [january] = await month('2027-01');
    expect(january?.versions.map(({ version }) => version)).toEqual([2]);
    expect(wallsOf(january)).toEqual([
      ['front-desk', 'missing'],
      ['gate', 'posted'],
    ]);
    expect(await month('2026-08')).toEqual([]);
  });
});
