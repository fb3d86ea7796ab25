import { afterEach, describe, expect, it } from 'vitest';
import { paths } from '../../../src/web/kit/page/paths.ts';
import { type Office, openOffice, passwordOf } from '../office.ts';
import { addTraining, adopt, hour, planOne } from '../training-kit.ts';
import { signedIn, type Visited, type Visitor } from './visitor.ts';

let office: Office;

afterEach(() => office.close());

/** Sends a page's form with one of its several ways. */
async function send(visitor: Visitor, path: string, fields: Record<string, string>) {
  const page = await visitor.get(path);
  return visitor.post(path, { _key: page.form(path)._key ?? '', ...fields });
}

const idOf = ({ path }: Visited) =>
  decodeURIComponent(path.split(/[?#]/)[0]?.split('/').at(-1) ?? '');

describe('the pages of a training', () => {
  it('[TRN-01] lead from a new training to a signed record, all by forms', async () => {
    office = await openOffice();
    await adopt(office, ['ZD-10']);
    const keeper = await signedIn(office, 'administration');
    expect((await keeper.get(paths.trainings())).text).toContain('还没有培训');
    const paper = '几分钟内派工？（60分）\nA. 3 分钟\nB. 5 分钟 √\n\n写错编号怎么办？（40分）';
    const bad = await keeper.submit(paths.newTraining(), { title: '派工', paper: '哪个？\nA. 甲' });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('第 1 行：只有一个选项');
    const added = await keeper.submit(paths.newTraining(), {
      class: 'system',
      title: '业主报修处理程序',
      plan: '每人学会派工',
      paper,
      policies: 'ZD-10',
    });
    expect(added.status).toBe(303);
    const series = idOf(added);
    const key = (await keeper.get(paths.trainingMaterial(series, 'notes'))).form()._key ?? '';
    const body = new FormData();
    for (const [name, value] of Object.entries({ _key: key, text: '## 要点' })) {
      body.set(name, value);
    }
    body.set('file', new File(['派工单怎样写\n'], '教案.txt', { type: 'text/plain' }));
    const path = paths.trainingMaterial(series, 'notes');
    expect((await keeper.send(path, { method: 'POST', body })).status).toBe(303);
    expect((await keeper.get(paths.training(series))).text).toContain('教案.txt');

    const planned = await keeper.submit(paths.planTraining(series), {
      day0: '2026-11-03',
      time0: '11:00',
      trainer: 'supervisor',
      place: '会议室',
      expected: 'clerk',
    });
    expect(planned.status).toBe(303);
    const id = idOf(planned);
    const trainer = await signedIn(office, 'supervisor');
    expect((await trainer.get(paths.session(id))).text).toMatch(/缺 签到.*缺 考核.*缺 效果总结/);
    const sheet = await trainer.get(paths.printSession(id, 'sign-in-sheet'));
    expect(sheet.text).toContain('王芳');

    const clerk = await signedIn(office, 'clerk');
    expect((await send(clerk, paths.sessionAct(id, 'sign-in'), { way: 'own' })).status).toBe(303);
    const wrong = { way: 'beside', username: 'engineer', password: 'engineer-pass' };
    const refused = await send(trainer, paths.sessionAct(id, 'sign-in'), wrong);
    expect(refused.status).toBe(422);
    const own = { ...wrong, password: passwordOf('engineer') };
    expect((await send(trainer, paths.sessionAct(id, 'sign-in'), own)).status).toBe(303);
    const named = { way: 'by-name', people: 'secondClerk' };
    expect((await send(trainer, paths.sessionAct(id, 'sign-in'), named)).status).toBe(303);
    expect((await trainer.get(paths.session(id))).text).toMatch(/周敏.*代签到（何光）/);

    office.clock.advance(1.5 * hour);
    const exam = paths.sessionAct(id, 'exam');
    expect((await clerk.get(exam)).text).not.toContain('√');
    const half = await clerk.submit(exam, { q1: '作废重开' });
    expect(half.status).toBe(422);
    expect(half.text).toContain('第 1 题还没有选');
    expect((await clerk.submit(exam, { q0: '1', q1: '作废重开' })).status).toBe(303);
    expect((await clerk.get(exam)).text).toContain('等讲师评分');

    const scores = paths.sessionAct(id, 'scores');
    expect((await trainer.get(scores)).text).toContain('作废重开');
    const high = await trainer.submit(scores, { 'points:clerk': '101' });
    expect(high.status).toBe(422);
    const marks = { 'points:clerk': '90', 'points:engineer': '70', 'absent:secondClerk': 'yes' };
    expect((await trainer.submit(scores, marks)).status).toBe(303);
    office.clock.advance(hour);
    const close = paths.sessionAct(id, 'close');
    const summary = '都到了，改天复讲作废。';
    const unsigned = await trainer.submit(close, { summary, password: 'not-mine' });
    expect(unsigned.status).toBe(422);
    expect(unsigned.html).toContain(summary);
    const password = passwordOf('supervisor');
    expect((await trainer.submit(close, { summary, password })).status).toBe(303);
    const record = await trainer.get(paths.printSession(id, 'record'));
    for (const words of ['每人学会派工', '教案.txt', '王芳', '90', '缺考', summary]) {
      expect(record.text).toContain(words);
    }
    const closed = await clerk.get(paths.session(id));
    expect(closed.text).toContain('五样齐全');
    expect(closed.text).not.toContain('刘志');
    const register = closed.links.find((link) => link.startsWith('/records/new/20')) ?? '';
    expect((await clerk.submit(register, {})).status).toBe(303);
    expect((await clerk.get(paths.session(id))).text).toMatch(/已登记： ?HP-202611-0001/);
  });

  it('[TRN-03] show a person’s file to the person and to who answers for it, corrections and all', async () => {
    office = await openOffice();
    const [keeper, trainer] = [await office.as('administration'), await office.as('supervisor')];
    const id = await planOne(keeper, await addTraining(keeper));
    office.clock.advance(hour);
    await trainer.post(`/training-sessions/${id}/sign-in`, { people: ['clerk'] });
    const scores = [{ username: 'clerk', points: 70 }];
    await trainer.post(`/training-sessions/${id}/scores`, { scores });
    office.clock.advance(hour);
    await trainer.post(`/training-sessions/${id}/close`, { summary: '好' });
    const visitor = await signedIn(office, 'supervisor');
    const correct = paths.sessionAct(id, 'correct', { what: 'score' });
    const without = await visitor.submit(correct, { username: 'clerk', becomes: '90' });
    expect(without.status).toBe(422);
    const right = { username: 'clerk', becomes: '90', reason: '加错了分' };
    expect((await visitor.submit(correct, right)).status).toBe(303);
    const session = await visitor.get(paths.session(id));
    expect(session.html).toMatch(/<del>70<\/del>\s*90/);
    expect(session.text).toContain('加错了分');
    const clerk = await signedIn(office, 'clerk');
    const own = await clerk.get(paths.ownTraining());
    expect(own.text).toContain('考核定级');
    expect(own.html).toMatch(/<del>70<\/del>\s*90/);
    expect((await visitor.get(paths.personTraining('clerk'))).status).toBe(200);
    expect((await clerk.get(paths.personTraining('supervisor'))).status).toBe(403);
    expect(
      (await (await signedIn(office, 'auditor')).get(paths.personTraining('clerk'))).status,
    ).toBe(200);
    expect((await (await signedIn(office, 'stranger')).get(paths.session(id))).status).toBe(404);
  });

  it('[TRN-02] plan a week’s three in one form, and count them', async () => {
    office = await openOffice();
    const keeper = await office.as('administration');
    const series = await addTraining(keeper, { class: 'weekly', title: '每周三个一' });
    const visitor = await signedIn(office, 'administration');
    const form = (await visitor.get(paths.planTraining(series))).form();
    expect([form.day0, form.day1, form.day2]).toEqual(['2026-11-09', '2026-11-11', '2026-11-13']);
    expect(new Set([form.topic0, form.topic1, form.topic2]).size).toBe(3);
    const none = await visitor.submit(paths.planTraining(series), { topic1: '', place: '会议室' });
    expect(none.status).toBe(422);
    const fields = { place: '会议室', trainer: 'supervisor', expected: 'clerk' };
    expect((await visitor.submit(paths.planTraining(series), fields)).status).toBe(303);
    const overview = await visitor.get(paths.trainings());
    expect(overview.text).toContain('2026-11-11 14:00');
    expect(overview.text).toContain('已开 0／3 次');
    const first = overview.links.find((link) => link.startsWith('/training/sessions/')) ?? '';
    const cancel = `${first}/cancel`;
    expect((await visitor.submit(cancel, { reason: '' })).status).toBe(422);
    expect((await visitor.submit(cancel, { reason: '停电' })).status).toBe(303);
    office.clock.advance(8 * 24 * hour);
    const later = await signedIn(office, 'clerk');
    const weeks = await later.get(paths.trainingWeeks({ from: '2026-11-09', to: '2026-11-09' }));
    expect(weeks.text).toMatch(/2026-W46.*0\/3.*已取消/);
    const english = await signedIn(office, 'administration', 'en');
    expect((await english.get(paths.trainingWeeks())).text).toContain('called off');
  });
});
