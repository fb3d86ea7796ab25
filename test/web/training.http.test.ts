import { afterEach, describe, expect, it } from 'vitest';
import type { LearningMatrix } from '../../src/learning/model.ts';
import type { ExamView, TrainingFile, WeeksView } from '../../src/training/model/views.ts';
import { engines, type Office, openOffice, type Problem, passwordOf } from './office.ts';
import { addTraining, adopt, choices, hour, planOne, questions, seen } from './training-kit.ts';

let office: Office;

afterEach(() => office.close());

describe.each(engines)('a training held from plan to file (%s)', (engine) => {
  it('[TRN-01] [TRN-03] has five parts, each named while it is missing, and then stands', async () => {
    office = await openOffice(engine);
    await adopt(office, ['ZD-10']);
    const keeper = await office.as('administration');
    const trainer = await office.as('supervisor');
    const clerk = await office.as('clerk');
    const engineer = await office.as('engineer');
    const series = await addTraining(keeper, {
      policies: ['ZD-10'],
      plan: undefined,
      notes: undefined,
      paper: undefined,
    });
    const id = await planOne(keeper, series);
    const all = ['plan', 'notes', 'sign-in', 'exam', 'summary'];
    expect(await seen(clerk, id)).toMatchObject({ status: 'planned', missing: all, expected: 3 });

    await keeper.post(`/trainings/${series}/materials`, { kind: 'plan', text: '全员学一遍' });
    const file = await trainer.send(
      `/training-sessions/${id}/files?kind=notes&name=${encodeURIComponent('教案.txt')}`,
      { method: 'POST', body: '讲派工单\n' },
    );
    expect(file.status).toBe(201);
    await keeper.post(`/trainings/${series}/paper`, { questions });
    expect((await seen(clerk, id)).missing).toEqual(['sign-in', 'exam', 'summary']);
    const { notes } = await seen(clerk, id);
    expect(notes).toMatchObject({ of: 'session', file: { name: '教案.txt' } });
    const kept = await clerk.send(`/training-files/${notes?.id}`, {});
    expect(await kept.text()).toBe('讲派工单\n');

    expect((await clerk.post(`/training-sessions/${id}/sign-in`, {})).status).toBe(201);
    const secret = { username: 'secondClerk', password: passwordOf('secondClerk') };
    expect((await trainer.post(`/training-sessions/${id}/sign-in`, secret)).status).toBe(201);
    const named = { people: ['engineer'] };
    expect((await trainer.post(`/training-sessions/${id}/sign-in`, named)).status).toBe(201);
    office.clock.advance(1.5 * hour);

    const { body: exam } = await clerk.get<ExamView>(`/training-sessions/${id}/exam`);
    expect(JSON.stringify(exam)).not.toContain('right');
    const answers = [[1], [1, 0], '作废重开'];
    const answered = await clerk.post<ExamView>(`/training-sessions/${id}/exam`, {
      paper: exam.paper,
      answers,
    });
    expect(answered.body).toMatchObject({ answered: true, mark: 'none' });
    const wrong = { scores: [{ username: 'clerk', points: 79 }] };
    expect((await trainer.post(`/training-sessions/${id}/scores`, wrong)).status).toBe(422);
    const scores = [
      { username: 'clerk', points: 95 },
      { username: 'secondClerk', points: 60 },
      { username: 'engineer', points: null },
    ];
    expect((await trainer.post(`/training-sessions/${id}/scores`, { scores })).status).toBe(201);
    expect(await seen(trainer, id)).toMatchObject({ status: 'incomplete', missing: ['summary'] });

    office.clock.advance(hour);
    const summary = '应到 3 人，都到了；派工单各联要复讲。';
    const closed = await trainer.post(`/training-sessions/${id}/close`, { summary });
    expect(closed.status).toBe(201);
    expect(closed.body).toMatchObject({ status: 'closed', missing: [], present: 3, passed: 1 });
    expect(closed.body.people).toEqual([
      expect.objectContaining({ username: 'clerk', score: 95, passed: true }),
      expect.objectContaining({ username: 'engineer', mark: 'absent', passed: false }),
      expect.objectContaining({ username: 'secondClerk', score: 60, passed: false }),
    ]);
    expect((await seen(trainer, id)).people.map((one) => one.signIn?.how)).toEqual([
      'own-screen',
      'by-name',
      'own-password',
    ]);

    const { body: mine } = await clerk.get<TrainingFile>('/people/clerk/training');
    expect(mine.years).toEqual([
      expect.objectContaining({ year: '2026', minutes: 60, attended: 1, average: 95 }),
    ]);
    expect(mine.learned).toEqual([
      expect.objectContaining({ code: 'ZD-10', version: 1, how: 'training', source: id }),
    ]);
    const { body: other } = await keeper.get<TrainingFile>('/people/secondClerk/training');
    expect(other.learned).toEqual([]);
    expect((await engineer.get('/people/clerk/training')).status).toBe(403);
    const { body: taught } = await trainer.get<TrainingFile>('/people/supervisor/training');
    expect(taught.sessions).toEqual([expect.objectContaining({ part: 'taught' })]);
  });
});

describe('what was kept of a training', () => {
  it('[TRN-03] is put right beside what stood, and never written over', async () => {
    office = await openOffice();
    await adopt(office, ['ZD-10']);
    const { trainer, keeper, id } = await closedSession(office);
    const correction = { what: 'score', username: 'secondClerk', becomes: 100 };
    const reason = '第二题批错';
    const path = `/training-sessions/${id}/corrections`;
    expect((await trainer.post(path, correction)).status).toBe(422);
    const right = await trainer.post(path, { ...correction, reason });
    expect(right.body).toMatchObject({ passed: 2 });
    const corrected = (await seen(keeper, id)).people.find((one) => one.username === 'secondClerk');
    expect(corrected).toMatchObject({ score: 100, firstScore: 60, passed: true });
    expect(corrected?.corrections).toMatchObject([{ was: '60', becomes: '100', reason }]);
    const { body: file } = await keeper.get<TrainingFile>('/people/secondClerk/training');
    expect(file.learned).toMatchObject([{ code: 'ZD-10', source: id }]);

    const wrong = { ...correction, becomes: 30, reason: '改卷人看错了卷子' };
    expect((await trainer.post(path, wrong)).body).toMatchObject({ passed: 1 });
    const { body: less } = await keeper.get<TrainingFile>('/people/secondClerk/training');
    expect(less.learned).toEqual([]);
    const owes = async () => {
      const { body } = await keeper.get<LearningMatrix>('/learning/matrix?policy=ZD-10');
      return body.people.filter((one) => one.learned === 0).map(({ username }) => username);
    };
    expect(await owes()).toContain('secondClerk');
    await trainer.post(path, { ...correction, reason });
    expect(await owes()).not.toContain('secondClerk');

    const again = await trainer.post(path, { ...correction, reason });
    expect(again.status).toBe(422);
    const words = { what: 'summary', becomes: '另一句总结', reason: '写漏了' };
    await trainer.post(path, words);
    expect(await seen(keeper, id)).toMatchObject({
      summary: '另一句总结',
      firstSummary: '都会了。',
    });
    for (const table of ['training_score', 'training_attendance', 'training_closing'] as const) {
      const write = office.home.ledger.transact(office.requester('admin').actor, async ({ db }) => {
        await db.deleteFrom(table).execute();
        return { result: null, entries: [{ kind: 'training.corrected', subject: id }] };
      });
      await expect(write, table).rejects.toThrow(/is evidence/);
    }
  });

  it('[TRN-03] takes nothing more once it is closed', async () => {
    office = await openOffice();
    await adopt(office, ['ZD-10']);
    const { trainer, id } = await closedSession(office);
    const late = await office.as('engineer');
    const path = `/training-sessions/${id}`;
    const { paper } = await seen(trainer, id);
    const tries = [
      await late.post(`${path}/sign-in`, {}),
      await trainer.post(`${path}/sign-in`, { people: ['engineer'] }),
      await late.post(`${path}/exam`, { paper: paper?.id, answers: [[1], [1]] }),
      await trainer.post(`${path}/scores`, { scores: [{ username: 'clerk', points: 1 }] }),
      await trainer.post(`${path}/materials`, { kind: 'notes', text: '改写' }),
      await trainer.post(`${path}/paper`, { questions: choices }),
      await trainer.post(`${path}/close`, { summary: '再结一次' }),
      await trainer.post(`${path}/cancel`, { reason: '不想要了' }),
    ];
    expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 409));
    expect(await seen(trainer, id)).toMatchObject({ present: 2, summary: '都会了。' });
  });
});

/** A session on ZD-10 that two clerks attended, one of whom passed. */
async function closedSession(at: Office) {
  const [keeper, trainer] = [await at.as('administration'), await at.as('supervisor')];
  const series = await addTraining(keeper, { policies: ['ZD-10'] });
  const id = await planOne(keeper, series);
  at.clock.advance(hour);
  for (const [username, answers] of [
    ['clerk', [[1], [1]]],
    ['secondClerk', [[1], [0]]],
  ] as const) {
    const person = await at.as(username);
    await person.post(`/training-sessions/${id}/sign-in`, {});
    const { paper } = await seen(person, id);
    await person.post(`/training-sessions/${id}/exam`, { paper: paper?.id, answers });
  }
  at.clock.advance(hour);
  const closed = await trainer.post(`/training-sessions/${id}/close`, { summary: '都会了。' });
  if (closed.status !== 201) throw new Error(JSON.stringify(closed.body));
  return { keeper, trainer, id };
}

describe('the weekly hours', () => {
  it('[TRN-02] are counted as they were held, each once, with what does not count', async () => {
    office = await openOffice();
    const [keeper, clerk] = [await office.as('administration'), await office.as('clerk')];
    const engineer = await office.as('engineer');
    const series = await addTraining(keeper, { class: 'weekly', title: '每周三个一' });
    const refused = await keeper.post<Problem>('/training-sessions', {
      series,
      sessions: [{ startsAt: '2026-11-03T11:00:00+08:00' }],
      trainer: 'supervisor',
      place: '会议室',
    });
    expect(refused.body.problems).toMatchObject([{ field: 'sessions.0.topic' }]);
    const plan = { expected: ['clerk', 'engineer'] };
    const first = await planOne(keeper, series, { ...plan, topic: 'safety' });
    const again = await planOne(keeper, series, {
      ...plan,
      startsAt: '2026-11-03T19:00:00+08:00',
      repeats: first,
    });
    const short = await planOne(keeper, series, {
      ...plan,
      startsAt: '2026-11-03T15:00:00+08:00',
      topic: 'procedure',
      minutes: 30,
    });
    const empty = await planOne(keeper, series, {
      ...plan,
      startsAt: '2026-11-03T16:00:00+08:00',
      topic: 'difficult',
    });
    const off = await planOne(keeper, series, {
      ...plan,
      startsAt: '2026-11-04T16:00:00+08:00',
      topic: 'difficult',
    });
    const ahead = await planOne(keeper, series, {
      ...plan,
      startsAt: '2026-11-08T23:00:00+08:00',
      topic: 'proposal',
    });
    await keeper.post(`/training-sessions/${off}/cancel`, { reason: '停电' });
    await clerk.post(`/training-sessions/${first}/sign-in`, {});
    office.clock.advance(4.5 * hour);
    await clerk.post(`/training-sessions/${short}/sign-in`, {});
    office.clock.advance(4.5 * hour);
    await engineer.post(`/training-sessions/${again}/sign-in`, {});

    const { body } = await clerk.get<WeeksView>('/training-weeks?from=2026-11-03&to=2026-11-03');
    const [week] = body.items;
    expect(week).toMatchObject({ week: '2026-W45', monday: '2026-11-02', held: 1, goal: 3 });
    expect(week?.counted.map(({ id }) => id)).toEqual([first]);
    const why = Object.fromEntries(week?.uncounted.map((one) => [one.session.id, one.why]) ?? []);
    expect(why).toEqual({
      [again]: 'repeat',
      [short]: 'short',
      [empty]: 'nobody',
      [off]: 'cancelled',
      [ahead]: 'ahead',
    });
    expect(body.months).toEqual([
      { month: '2026-11', missing: ['procedure', 'difficult', 'proposal'] },
    ]);
    // Who came to the repeat counts as present at the hour.
    expect(await seen(keeper, first)).toMatchObject({
      present: 1,
      expected: 2,
      expectedPresent: 2,
    });
  });
});
