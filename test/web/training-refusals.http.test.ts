import { afterEach, describe, expect, it } from 'vitest';
import { setActive } from '../../src/access/change-person.ts';
import type { ExamView, WeeksView } from '../../src/training/model/views.ts';
import { type Office, openOffice, type Problem } from './office.ts';
import { addTraining, choices, hour, planOne, questions, seen } from './training-kit.ts';

let office: Office;

afterEach(() => office.close());

describe('what a training refuses', () => {
  it('[TRN-01] a sign-in twice, too early, too late, from elsewhere, of a leaver, of the trainer', async () => {
    office = await openOffice();
    const [keeper, clerk] = [await office.as('administration'), await office.as('clerk')];
    const trainer = await office.as('supervisor');
    const id = await planOne(keeper, await addTraining(keeper), {
      startsAt: '2026-11-03T13:00:00+08:00',
    });
    const path = `/training-sessions/${id}/sign-in`;
    expect((await clerk.post(path, {})).status).toBe(409);
    office.clock.advance(2 * hour);
    expect((await clerk.post(path, {})).status).toBe(201);
    expect((await clerk.post(path, {})).status).toBe(409);
    expect((await trainer.post(path, { people: ['clerk'] })).status).toBe(409);
    expect((await trainer.post(path, {})).status).toBe(409);
    expect((await (await office.as('stranger')).post(path, {})).status).toBe(404);
    expect((await trainer.post(path, { people: ['stranger'] })).status).toBe(422);
    expect((await clerk.post(path, { people: ['secondClerk'] })).status).toBe(403);
    const wrong = { username: 'secondClerk', password: 'not-the-password' };
    const refused = await trainer.post<Problem>(path, wrong);
    expect(refused.status).toBe(422);
    expect(refused.body.problems).toMatchObject([{ field: 'password' }]);
    const leaver = { username: 'engineer', active: false };
    await setActive(office.home.ledger, office.requester('admin'), leaver);
    expect((await trainer.post(path, { people: ['engineer'] })).status).toBe(422);
    office.clock.advance(1.5 * hour);
    expect((await (await office.as('secondClerk')).post(path, {})).status).toBe(201);
    const late = (await seen(trainer, id)).people.map((one) => [one.username, one.signIn?.late]);
    expect(late).toContainEqual(['secondClerk', true]);
    expect(late).toContainEqual(['clerk', false]);
    office.clock.advance(11 * hour);
    expect((await (await office.as('manager')).post(path, {})).status).toBe(409);
  });

  it('[TRN-02] two sessions at once: of one trainer, of one person who comes, and in the count', async () => {
    office = await openOffice();
    const [keeper, clerk] = [await office.as('administration'), await office.as('clerk')];
    const trainer = await office.as('supervisor');
    const series = await addTraining(keeper, { class: 'weekly', minutes: 60 });
    const topic = 'safety';
    const first = await planOne(keeper, series, { topic });
    const plan = (more: object) =>
      keeper.post<Problem>('/training-sessions', {
        series,
        trainer: 'supervisor',
        place: '会议室',
        expected: ['clerk'],
        sessions: [{ startsAt: '2026-11-03T11:30:00+08:00', topic }],
        ...more,
      });
    const busy = await plan({});
    expect(busy.status).toBe(422);
    expect(busy.body.problems?.[0]?.message).toMatch(/11:00.*请错开/);
    const farOff = await plan({ sessions: [{ startsAt: '2066-11-03T11:30:00+08:00', topic }] });
    expect(farOff.body.problems?.[0]?.message).toContain('2027-11-04');
    const second = await planOne(keeper, series, {
      topic,
      trainer: 'manager',
      startsAt: '2026-11-03T11:30:00+08:00',
    });
    office.clock.advance(1.75 * hour);
    expect((await clerk.post(`/training-sessions/${first}/sign-in`, {})).status).toBe(201);
    const twice = await clerk.post<Problem>(`/training-sessions/${second}/sign-in`, {});
    expect(twice.status).toBe(409);
    expect(twice.body.detail).toContain('同一时间只能上一次');
    const other = await office.as('secondClerk');
    expect((await other.post(`/training-sessions/${second}/sign-in`, {})).status).toBe(201);
    const week = '/training-weeks?from=2026-11-02&to=2026-11-08';
    const { body } = await trainer.get<WeeksView>(week);
    expect(body.items[0]?.counted.map(({ id }) => id)).toEqual([first]);
    expect(body.items[0]?.uncounted).toMatchObject([{ why: 'overlap' }]);
  });

  it('[TRN-01] an exam without questions, before signing in, twice, beyond its points', async () => {
    office = await openOffice();
    const [keeper, clerk] = [await office.as('administration'), await office.as('clerk')];
    const trainer = await office.as('supervisor');
    const series = await addTraining(keeper, { paper: undefined });
    const id = await planOne(keeper, series);
    const path = `/training-sessions/${id}`;
    office.clock.advance(hour);
    expect((await clerk.get(`${path}/exam`)).status).toBe(409);
    await clerk.post(`${path}/sign-in`, {});
    expect((await clerk.get(`${path}/exam`)).status).toBe(409);
    const bad = [{ text: '哪个？', points: 10, options: ['甲', '甲'], right: [0] }];
    expect((await trainer.post(`${path}/paper`, { questions: bad })).status).toBe(422);
    const high = { questions: choices, passMark: 101 };
    expect((await trainer.post(`${path}/paper`, high)).status).toBe(422);
    expect((await clerk.post(`${path}/paper`, { questions: choices })).status).toBe(403);
    await trainer.post(`${path}/paper`, { questions: choices });
    const { paper } = await seen(clerk, id);
    const sent = { paper: paper?.id, answers: [[1], [1]] };
    for (const answers of [[[1]], [[5], [1]], ['甲', [1]]]) {
      expect((await clerk.post(`${path}/exam`, { ...sent, answers })).status).toBe(422);
    }
    const scored = await clerk.post<ExamView>(`${path}/exam`, sent);
    expect(scored.body).toMatchObject({ score: 100, passed: true, questions: [] });
    expect((await clerk.post(`${path}/exam`, sent)).status).toBe(409);
    expect((await trainer.post(`${path}/paper`, { questions })).status).toBe(409);
    await trainer.post(`${path}/sign-in`, { people: ['secondClerk'] });
    for (const points of [101, -1, 1.5]) {
      const scores = [{ username: 'secondClerk', points }];
      expect((await trainer.post(`${path}/scores`, { scores })).status).toBe(422);
    }
    const strange = { scores: [{ username: 'engineer', points: 50 }] };
    expect((await trainer.post(`${path}/scores`, strange)).status).toBe(422);
    expect((await seen(clerk, id)).people.map(({ username }) => username)).toEqual(['clerk']);
    expect((await clerk.get(`${path}/paper`)).status).toBe(403);
  });

  it('[TRN-01] closing without a part, before its end, or by another than the trainer', async () => {
    office = await openOffice();
    const [keeper, clerk] = [await office.as('administration'), await office.as('clerk')];
    const trainer = await office.as('supervisor');
    const id = await planOne(keeper, await addTraining(keeper, { notes: undefined }));
    const path = `/training-sessions/${id}`;
    const summary = { summary: '好' };
    office.clock.advance(hour);
    expect((await trainer.post(`${path}/close`, summary)).status).toBe(409);
    office.clock.advance(hour);
    const nobody = await trainer.post<Problem>(`${path}/close`, summary);
    expect(nobody.status).toBe(409);
    expect(nobody.body.problems.map(({ field }) => field)).toEqual(['notes', 'sign-in', 'exam']);
    await clerk.post(`${path}/sign-in`, {});
    expect((await trainer.post(`${path}/cancel`, { reason: '没开' })).status).toBe(409);
    expect((await keeper.post(`${path}/close`, summary)).status).toBe(403);
    expect((await clerk.post(`${path}/close`, summary)).status).toBe(403);
    const past = { startsAt: '2026-11-01T11:00:00+08:00' };
    await expect(planOne(keeper, await addTraining(keeper), past)).rejects.toThrow(/已经过去/);
    await expect(
      planOne(keeper, await addTraining(keeper), { trainer: 'stranger' }),
    ).rejects.toThrow(/不是本项目/);
  });

  it('[TRN-03] putting right one’s own result, or what does not change', async () => {
    office = await openOffice();
    const [keeper, clerk] = [await office.as('administration'), await office.as('clerk')];
    const trainer = await office.as('supervisor');
    const id = await planOne(keeper, await addTraining(keeper), {
      expected: ['clerk', 'administration'],
    });
    const path = `/training-sessions/${id}/corrections`;
    const own = {
      what: 'attendance',
      username: 'administration',
      becomes: 'present',
      reason: '纸',
    };
    expect((await keeper.post(path, own)).status).toBe(409);
    office.clock.advance(hour);
    expect((await keeper.post(path, own)).status).toBe(403);
    expect((await trainer.post(path, own)).status).toBe(201);
    expect((await trainer.post(path, own)).status).toBe(422);
    expect((await clerk.post(path, own)).status).toBe(403);
    const score = { what: 'score', username: 'administration', becomes: 90, reason: '纸' };
    expect((await trainer.post(path, score)).status).toBe(422);
    const summary = { what: 'summary', becomes: '好', reason: '纸' };
    expect((await trainer.post(path, summary)).status).toBe(409);
  });
});
