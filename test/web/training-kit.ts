import { localOperator } from '../../src/home/open.ts';
import { adoptTogether } from '../../src/policies/commands/adopt-together.ts';
import { seedPolicies } from '../../src/policies/commands/seed-policies.ts';
import type { SessionView } from '../../src/training/model/views.ts';
import type { Caller, Office } from './office.ts';

/** Two choices and a short answer, of which 80 of 100 pass. */
export const questions = [
  { text: '几分钟内派工？', points: 40, options: ['3 分钟', '5 分钟', '10 分钟'], right: [1] },
  { text: '派工单有哪几联？', points: 40, options: ['客服', '工程', '业主'], right: [0, 1] },
  { text: '写错编号怎么办？', points: 20, options: [], right: [] },
];

/** Two choices, marked by the system alone. */
export const choices = [
  { text: '几分钟内派工？', points: 60, options: ['3 分钟', '5 分钟'], right: [1] },
  { text: '谁批准作废？', points: 40, options: ['客服', '主管'], right: [1] },
];

export const hour = 3_600_000;

/** Brings policies in force since September. */
export async function adopt(office: Office, codes: string[]): Promise<void> {
  const { home } = office;
  await seedPolicies(home, localOperator());
  const [who, second] = [office.requester('admin'), office.requester('supervisor')];
  await adoptTogether(home, { who, second }, { from: '2026-09-01', codes });
}

/** A training with plan, lesson notes and questions. Resolves to its id. */
export async function addTraining(
  keeper: Caller,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const answer = await keeper.post<{ id: string }>('/trainings', {
    class: 'system',
    title: '业主报修处理程序',
    plan: '## 计划\n\n每人学会派工。',
    notes: '## 教案\n\n讲派工单。',
    paper: { questions: choices },
    ...more,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.id;
}

/** One session, an hour from now unless said otherwise. */
export async function planOne(
  keeper: Caller,
  series: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { startsAt = '2026-11-03T11:00:00+08:00', topic, ...common } = more;
  const answer = await keeper.post<{ items: SessionView[] }>('/training-sessions', {
    series,
    sessions: [{ startsAt, ...(topic === undefined ? {} : { topic }) }],
    trainer: 'supervisor',
    place: '会议室',
    expected: ['clerk', 'secondClerk', 'engineer'],
    ...common,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.items[0]?.id ?? '';
}

/** A session as somebody sees it. */
export async function seen(caller: Caller, id: string): Promise<SessionView> {
  const { status, body } = await caller.get<SessionView>(`/training-sessions/${id}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}
