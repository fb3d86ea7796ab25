import type { Caller, Office } from '../../web/office.ts';

/** A morning of training: one session closed and put right, one at work, one ahead, one called off. */
export async function holdTrainings(office: Office): Promise<void> {
  const [keeper, trainer] = [await office.as('administration'), await office.as('supervisor')];
  const clerk = await office.as('clerk');
  const questions = [
    { text: '几分钟内派工？', points: 60, options: ['3 分钟', '5 分钟'], right: [1] },
    { text: '写错编号怎么办？', points: 40, options: [], right: [] },
  ];
  const parts = { plan: '每周三次', paper: { questions } };
  const weekly = { class: 'weekly', title: '每周三个一', ...parts };
  const { id: series } = await made<{ id: string }>(keeper, '/trainings', weekly);
  const name = encodeURIComponent('教案.txt');
  const path = `/trainings/${series}/files?kind=notes&name=${name}`;
  await keeper.send(path, { method: 'POST', body: '讲派工单。\n' });
  const { items } = await made<{ items: { id: string; paper: { id: string } }[] }>(
    keeper,
    '/training-sessions',
    {
      series,
      sessions: [
        { startsAt: '2026-11-03T08:00:00+08:00', topic: 'safety' },
        { startsAt: '2026-11-03T10:00:00+08:00', topic: 'procedure' },
        { startsAt: '2026-11-06T14:00:00+08:00', topic: 'difficult' },
        { startsAt: '2026-11-09T14:00:00+08:00', topic: 'proposal' },
      ],
      trainer: 'supervisor',
      place: '会议室',
      expected: ['clerk', 'secondClerk', 'engineer', 'manager'],
    },
  );
  const [closed, atWork, ahead] = items.map(({ id }) => `/training-sessions/${id}`);
  const paper = items[0]?.paper.id;
  await made(clerk, `${closed}/sign-in`, {});
  await made(clerk, `${closed}/exam`, { paper, answers: [[1], '作废重开'] });
  await made(trainer, `${closed}/sign-in`, { people: ['secondClerk'] });
  const scores = [
    { username: 'clerk', points: 90 },
    { username: 'secondClerk', points: null },
  ];
  await made(trainer, `${closed}/scores`, { scores });
  await made(trainer, `${closed}/close`, { summary: '到 2 人；编号写错的处理要再讲。' });
  const correction = { what: 'score', username: 'secondClerk', becomes: 70, reason: '卷子找到了' };
  await made(trainer, `${closed}/corrections`, correction);
  await made(clerk, `${atWork}/sign-in`, {});
  await made(keeper, `${ahead}/cancel`, { reason: '停电检修' });
}

async function made<Made = unknown>(caller: Caller, path: string, body: unknown): Promise<Made> {
  const answer = await caller.post<Made>(path, body);
  if (answer.status >= 300) throw new Error(`${path} is refused: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
