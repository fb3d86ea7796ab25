import { setTimeout as pause } from 'node:timers/promises';
import type { Requester } from '../../../src/access/model.ts';
import { buildHandbook } from '../../../src/handbook/commands/build-handbook.ts';
import { localOperator } from '../../../src/home/open.ts';
import { adoptPolicies } from '../../../src/policies/commands/adopt-policies.ts';
import { seedPolicies } from '../../../src/policies/commands/seed-policies.ts';
import {
  type Caller,
  householdsCsv,
  type Office,
  type Problem,
  passwordOf,
  repair,
} from '../../web/office.ts';
import { holdTrainings } from './furnish-training.ts';

/** What `furnish` leaves behind, by the names under which it can be asked for. */
export interface Furniture {
  /** A repair of October with a correction and an attachment, and one that was voided. */
  readonly corrected: string;
  readonly voided: string;
  /** What is open today: a repair just filed, a question, a complaint. */
  readonly open: { readonly repair: string; readonly question: string; readonly complaint: string };
  /** Orders of November: at work, come back, void. */
  readonly orders: { readonly issued: string; readonly done: string; readonly voided: string };
  /** Requests to look into archives: waiting, approved, refused. */
  readonly requests: {
    readonly waiting: string;
    readonly approved: string;
    readonly refused: string;
    /** Looked at, and not yet told to who asked. */
    readonly looked: string;
  };
  /** A policy with a second version under review, and others whose second is a draft or approved. */
  readonly policy: string;
  readonly drafted: string;
  readonly approved: string;
  /** The month that is sealed, and the one that waits for it. */
  readonly month: string;
  readonly draftMonth: string;
}

type Body = Record<string, unknown>;

/** Gives an office a month of work and a morning: all of it filed by its people, through the API. */
export async function furnish(office: Office): Promise<Furniture> {
  const [month, draftMonth] = ['2026-09', '2026-10'];
  await importLists(office);
  const policies = await setUpPolicies(office);
  await buildHandbook(office.home, office.requester('admin'));
  const past = await fileSeptemberAndOctober(office);
  await seal(office, month);
  const open = await fileMorning(office);
  const orders = await issueOrders(office, open.repair);
  const requests = await askForArchives(office);
  await learnSome(office);
  await holdTrainings(office);
  return { ...past, ...policies, open, orders, requests, month, draftMonth };
}

/** What was made, or the refusal as an error. */
async function made<Made = Body>(caller: Caller, path: string, body?: unknown): Promise<Made> {
  const answer = await caller.post<Made & Problem>(path, body);
  if (answer.status >= 300) {
    throw new Error(`${path} is refused: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

async function importLists(office: Office): Promise<void> {
  const clerk = await office.as('clerk');
  for (const [list, body] of [
    ['households', householdsCsv],
    ['documents', documentsCsv],
  ] as const) {
    const path = `/imports/${list}?fileName=list.csv`;
    const answer = await clerk.send(path, { method: 'POST', body });
    if (!answer.ok) throw new Error(`the ${list} are refused: ${await answer.text()}`);
  }
}

/** What lies in two archives: one with engineering, as during works. */
const documentsCsv = [
  '房号,资料序号,资料名称,日期,页数,保管处,存放位置',
  '3-2-0501,1,入伙通知书（复印件）,2020-06-01,1,客服部,1柜1格',
  '3-2-0501,15,房屋装修的全部资料,2020-07-01,12,工程部,',
  '1-1-0101,1,入伙通知书（复印件）,2020-06-03,1,客服部,1柜2格',
  '',
].join('\n');

async function setUpPolicies(
  office: Office,
): Promise<Pick<Furniture, 'policy' | 'drafted' | 'approved'>> {
  const operator: Requester = { actor: localOperator(), name: '本机操作员', roles: [] };
  await seedPolicies(office.home, operator.actor);
  await adoptPolicies(office.home, operator, { from: '2026-09-01' });
  const [writer, clerk] = [await office.as('administration'), await office.as('clerk')];
  const { items } = await list<{ code: string; posted: boolean; places: string[] }>(
    clerk,
    '/policies',
  );
  const hung = items.filter(({ posted, places }) => posted && places.length > 0);
  for (const { code, places } of hung.slice(0, 3)) {
    await made(clerk, '/postings', { code, place: places[0] });
  }
  const [seen] = hung;
  await made(clerk, '/wall-checks', { code: seen?.code, place: seen?.places[0], found: 'good' });
  const [policy = '', drafted = '', approved = ''] = hung.map(({ code }) => code);
  for (const code of [policy, drafted, approved]) {
    const { body } = await writer.get<{ text: string }>(`/policies/${code}/versions/1`);
    const text = `${body.text}\n\n## 补充\n\n夜间每两小时巡视一次，并作记录。\n`;
    await made(writer, `/policies/${code}/versions`, { text, reason: '补充夜间巡视' });
  }
  for (const code of [policy, approved]) await made(writer, `/policies/${code}/versions/2/submit`);
  await made(await office.as('supervisor'), `/policies/${approved}/versions/2/approve`);
  return { policy, drafted, approved };
}

/** The clerk has read two policies, and has the others before them. */
async function learnSome(office: Office): Promise<void> {
  const clerk = await office.as('clerk');
  const { body } = await clerk.get<{ owed: { code: string; version: number }[] }>('/learning');
  const readings: { code: string; version: number; sha256: string }[] = [];
  for (const { code, version } of body.owed.slice(0, 2)) {
    const text = await clerk.get<{ sha256: string }>(`/policies/${code}/versions/${version}`);
    readings.push({ code, version, sha256: text.body.sha256 });
  }
  await made(clerk, '/learning/readings', { readings, password: passwordOf('clerk') });
}

async function list<Line>(caller: Caller, path: string): Promise<{ items: Line[] }> {
  return (await caller.get<{ items: Line[] }>(path)).body;
}

async function file(caller: Caller, record: Body): Promise<string> {
  return (await made<{ number: string }>(caller, '/records', record)).number;
}

async function fileSeptemberAndOctober(
  office: Office,
): Promise<{ corrected: string; voided: string }> {
  const [clerk, supervisor] = [await office.as('clerk'), await office.as('supervisor')];
  const corrected = await file(clerk, repair({ 未派工原因: '电话指导解决' }));
  const voided = await file(clerk, repair({ 故障现象: '重复登记' }));
  for (const month of ['2026-09', '2026-10']) {
    const fields = { 日期: `${month}-09`, 事件: '园区停水通知已张贴', 经办人: '王芳' };
    await file(clerk, { category: '29', fields });
  }
  await made(clerk, `/records/${corrected}/corrections`, {
    changes: { 报修部位: '卧室' },
    reason: '听错了',
  });
  const name = encodeURIComponent('现场说明.txt');
  await clerk.send(`/records/${corrected}/attachments?name=${name}`, {
    method: 'POST',
    body: '阳台窗户合页松动。\n',
  });
  await made(clerk, `/records/${voided}/void`, {
    reason: '重复登记',
    approver: { username: 'supervisor', password: passwordOf('supervisor') },
  });
  await made(supervisor, '/sign-offs', { day: '2026-10-02', remark: '已阅' });
  return { corrected, voided };
}

/** Seals a month by two signatures, with a word on each blocker, and waits until it is bound. */
async function seal(office: Office, month: string): Promise<void> {
  const supervisor = await office.as('supervisor');
  type Line = {
    state: string;
    job: { state: string } | null;
    draft: { blockers: { code: string }[] } | null;
  };
  const look = async () => (await supervisor.get<Line>(`/bundles/${month}`)).body;
  const blockers = (await look()).draft?.blockers ?? [];
  const reasons = Object.fromEntries(blockers.map(({ code }) => [code, '当月试运行，已核对']));
  const approver = { username: 'manager', password: passwordOf('manager') };
  await made(supervisor, '/bundles', { month, reasons, approver });
  for (let tries = 0; tries < 600; tries += 1) {
    const line = await look();
    if (line.job !== null && line.job.state !== 'running') {
      if (line.state !== 'sealed') throw new Error(`${month} is ${line.state}, not sealed`);
      return;
    }
    await pause(50);
  }
  throw new Error(`the binding of ${month} does not end`);
}

async function fileMorning(office: Office): Promise<Furniture['open']> {
  const clerk = await office.as('clerk');
  await file(clerk, repair({ 登记时间: '2026-11-02 16:20', 房号: '1-1-0101', 报修人: '方租' }));
  return {
    repair: await file(
      clerk,
      repair({ 登记时间: '2026-11-03 09:57', 房号: '3-2-0501', 故障现象: '水管漏水' }),
    ),
    question: await file(clerk, {
      category: '03',
      fields: {
        咨询时间: '2026-11-03 09:10',
        房号: '1-1-0101',
        咨询事项: '装修押金何时退还',
        请示领导: '何光',
        请示时间: '2026-11-03 09:20',
        首问责任人: '王芳',
      },
    }),
    complaint: await file(clerk, {
      category: '04',
      fields: {
        投诉时间: '2026-11-03 08:40',
        房号: '3-2-0602',
        投诉内容: '楼道灯三次报修仍不亮',
        投诉类别: '工程',
        首问责任人: '周敏',
      },
    }),
  };
}

async function issueOrders(office: Office, record: string): Promise<Furniture['orders']> {
  const clerk = await office.as('clerk');
  const order = async (body: Body) =>
    (await made<{ number: string }>(clerk, '/dispatch-orders', body)).number;
  const issued = await order({ matter: '厨房水管漏水', record });
  const done = await order({ matter: '路灯不亮' });
  await made(clerk, `/dispatch-orders/${done}/check-in`, { copy: 'service' });
  const voided = await order({ matter: '开错单' });
  await made(clerk, `/dispatch-orders/${voided}/void`, {
    reason: '业主取消',
    approver: { username: 'supervisor', password: passwordOf('supervisor') },
  });
  return { issued, done, voided };
}

async function askForArchives(office: Office): Promise<Furniture['requests']> {
  const [engineer, supervisor] = [await office.as('engineer'), await office.as('supervisor')];
  const ask = async (room: string) => {
    const body = {
      room,
      fields: ['业主姓名', '联系电话'],
      purpose: 'repair',
      reason: '楼下漏水，需联系该户',
      minutes: 15,
    };
    return (await made<{ id: string }>(engineer, '/access-requests', body)).id;
  };
  const approved = await ask('3-2-0602');
  await made(supervisor, `/access-requests/${approved}/approve`);
  const refused = await ask('1-1-0101');
  await made(supervisor, `/access-requests/${refused}/refuse`, { reason: '可由客服代为联系' });
  const looked = await ask('3-2-0602');
  await made(supervisor, `/access-requests/${looked}/approve`);
  await made(await office.as('clerk'), `/access-requests/${looked}/look`, {});
  return { approved, refused, looked, waiting: await ask('3-2-0501') };
}
