import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  AccessLogLine,
  AccessRequestView,
  HouseholdView,
  LookedFields,
} from '../../src/archives/model.ts';
import type { SiteDocument } from '../../src/catalogue/model.ts';
import type { RecordPage, RecordView } from '../../src/records/model.ts';
import { householdsCsv, type Office, openOffice, type Problem, repair } from './office.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
  const clerk = await office.as('clerk');
  const path = `/imports/households?fileName=list.csv`;
  const answer = await clerk.send(path, { method: 'POST', body: householdsCsv });
  expect(answer.status).toBe(200);
});

afterEach(() => office.close());

const roles = [
  'clerk',
  'supervisor',
  'manager',
  'engineer',
  'finance',
  'administration',
  'auditor',
  'admin',
] as const;
type RoleName = (typeof roles)[number];

const everybody: readonly RoleName[] = roles;
const desk: readonly RoleName[] = ['clerk', 'supervisor', 'manager', 'admin'];
const ask = {
  room: '3-2-0501',
  fields: ['业主姓名', '联系电话'],
  purpose: 'repair',
  reason: '楼下漏水，需联系该户',
  minutes: 15,
};
const policy = { title: '夜间值班', posted: false, department: '客服部' };
const newcomer = { username: 'new', name: '新人', password: 'a-long-password', role: 'clerk' };

describe('rights', () => {
  it.each<[string, string, unknown, readonly RoleName[]]>([
    ['POST', '/records', repair(), desk],
    ['GET', '/records', undefined, everybody],
    ['GET', '/day-review?day=2026-10-02', undefined, everybody],
    ['POST', '/sign-offs', { day: '2026-10-02' }, ['supervisor', 'manager']],
    ['POST', '/dispatch-orders', { matter: '漏水' }, desk],
    ['GET', '/households', undefined, [...desk, 'administration', 'auditor']],
    ['POST', '/access-requests', ask, everybody.filter((role) => role !== 'auditor')],
    ['GET', '/access-log?month=2026-11', undefined, ['manager', 'auditor', 'admin']],
    ['GET', '/policies', undefined, everybody],
    ['POST', '/policies', policy, ['administration', 'admin']],
    ['GET', '/log/checkpoint', undefined, ['manager', 'auditor', 'admin']],
    ['GET', '/people', undefined, ['auditor', 'admin']],
    ['POST', '/people', newcomer, ['admin']],
    ['POST', '/imports/records?fileName=01-a.csv', {}, ['clerk', 'admin']],
  ])('%s %s is for those whose work it is', async (method, path, body, allowed) => {
    const served: RoleName[] = [];
    for (const role of roles) {
      const caller = await office.as(role);
      const answer = await (method === 'GET'
        ? caller.get<Problem>(path)
        : caller.post<Problem>(path, body));
      if (answer.status !== 403) {
        served.push(role);
        expect(answer.status, `${role} ${path}`).not.toBe(500);
      } else {
        expect(answer.body.detail, role).toMatch(/您没有“.+”的权限，可办理的有：.+请管理员授权/);
      }
    }
    expect(served).toEqual(roles.filter((role) => allowed.includes(role)));
  });

  it('end at the site: a clerk of another one reads no list and finds no record', async () => {
    const clerk = await office.as('clerk');
    await clerk.post('/records', repair());
    const stranger = await office.as('stranger');
    expect((await stranger.get('/records/BX-202610-0001')).status).toBe(404);
    expect((await stranger.get('/records')).status).toBe(403);
    expect((await stranger.get('/households/3-2-0501')).status).toBe(403);
    const correction = { changes: { 报修部位: '卧室' }, reason: '听错了' };
    const change = await stranger.post('/records/BX-202610-0001/corrections', correction);
    expect(change.status).toBe(404);
  });
});

/** Makes who reports a repair a column of the list, which an office may well do. */
async function listReporter(): Promise<void> {
  const admin = await office.as('admin');
  const { body } = await admin.get<{ version: number; document: SiteDocument }>('/catalogue');
  const categories = body.document.categories.map((category) => ({
    ...category,
    fields: category.fields.map((field) =>
      field.name === '报修人' ? { ...field, list: true } : field,
    ),
  }));
  const document = { ...body.document, categories };
  expect((await admin.put('/catalogue', { expects: body.version, document })).status).toBe(200);
}

describe('personal fields', () => {
  it('are plain to the desk and masked for all others, in a record and in lists', async () => {
    await listReporter();
    const clerk = await office.as('clerk');
    await clerk.post('/records', repair());
    const plain = await clerk.get<RecordView>('/records/BX-202610-0001');
    expect(plain.body).toMatchObject({ masked: [], fields: { 报修人: '贾芳芳' } });
    const listed = await clerk.get<RecordPage>('/records');
    expect(listed.body.items).toMatchObject([{ fields: { 报修人: '贾芳芳' } }]);
    for (const role of ['engineer', 'supervisor', 'auditor', 'finance']) {
      const caller = await office.as(role);
      const record = await caller.get<RecordView>('/records/BX-202610-0001');
      expect(record.body.masked, role).toEqual(expect.arrayContaining(['报修人', '联系电话']));
      const list = await caller.get<RecordPage>('/records');
      const review = await caller.get('/day-review?day=2026-10-02');
      const seen = JSON.stringify([record.body, list.body, review.body]);
      expect(seen, role).not.toMatch(/贾芳芳|13900001234/);
    }
  });
});

describe('archives over HTTP', () => {
  it('mask every personal field of a household, for everyone, in any spelling of its room', async () => {
    for (const role of ['clerk', 'supervisor', 'administration', 'auditor', 'admin']) {
      const caller = await office.as(role);
      const room = encodeURIComponent('3栋2单元501');
      const { status, body } = await caller.get<HouseholdView>(`/households/${room}`);
      expect(status).toBe(200);
      expect(body.room).toBe('3-2-0501');
      expect(JSON.stringify(body), role).not.toMatch(/莫小兰|13800000501/);
      const papers = await caller.get(`/households/${room}/documents`);
      expect(papers.body).toMatchObject({ room: '3-2-0501', types: { length: 19 } });
    }
    const clerk = await office.as('clerk');
    const near = await clerk.get<Problem>('/households/3-2-0503');
    expect(near.status).toBe(404);
  });

  it('[OWN-05] are asked for, approved by another, looked at once by a clerk, in time', async () => {
    const engineer = await office.as('engineer');
    const [supervisor, clerk] = [await office.as('supervisor'), await office.as('clerk')];
    const asked = await engineer.post<AccessRequestView>('/access-requests', ask);
    expect(asked).toMatchObject({ status: 201, body: { status: 'requested', askedBy: '刘志' } });
    const path = `/access-requests/${asked.body.id}`;
    expect((await clerk.post(`${path}/look`)).status).toBe(409);
    expect((await engineer.post(`${path}/approve`)).status).toBe(403);
    expect((await clerk.post(`${path}/approve`)).status).toBe(403);
    const approved = await supervisor.post<AccessRequestView>(`${path}/approve`);
    expect(approved.body).toMatchObject({ status: 'approved', decidedBy: '何光' });
    expect(approved.body.until).toBe('2026-11-03T02:15:00.000Z');
    expect((await supervisor.post(`${path}/look`)).status).toBe(403);
    expect((await engineer.post(`${path}/look`)).status).toBe(403);
    const more = await clerk.post(`${path}/look`, { fields: ['家庭成员'] });
    expect(more.status).toBe(403);
    const looked = await clerk.post<LookedFields>(`${path}/look`, { fields: ['联系电话'] });
    expect(looked).toMatchObject({ status: 200, body: { fields: { 联系电话: '13800000501' } } });
    expect(Object.keys(looked.body.fields)).toEqual(['联系电话']);
    expect((await clerk.post(`${path}/look`)).status).toBe(409);
    const { body } = await engineer.get<AccessRequestView>(path);
    expect(body).toMatchObject({ status: 'looked', lookedBy: '王芳' });
  });

  it('[OWN-05] take three people, though one of them holds every post', async () => {
    const [deputy, engineer] = [await office.as('deputy'), await office.as('engineer')];
    const own = await deputy.post<AccessRequestView>('/access-requests', ask);
    const path = `/access-requests/${own.body.id}`;
    expect((await deputy.post(`${path}/approve`)).status).toBe(403);
    expect((await (await office.as('supervisor')).post(`${path}/approve`)).status).toBe(201);
    expect((await deputy.post(`${path}/look`)).status).toBe(403);
    expect((await (await office.as('clerk')).post(`${path}/look`)).status).toBe(200);

    const other = await engineer.post<AccessRequestView>('/access-requests', ask);
    expect((await deputy.post(`/access-requests/${other.body.id}/approve`)).status).toBe(201);
    expect((await deputy.post(`/access-requests/${other.body.id}/look`)).status).toBe(403);
  });

  it('[OWN-05] are closed again when the minutes are over', async () => {
    const engineer = await office.as('engineer');
    const { body } = await engineer.post<AccessRequestView>('/access-requests', ask);
    await (await office.as('supervisor')).post(`/access-requests/${body.id}/approve`);
    office.clock.advance(15 * 60_000);
    const clerk = await office.as('clerk');
    expect((await clerk.post(`/access-requests/${body.id}/look`)).status).toBe(409);
    const seen = await clerk.get<AccessRequestView>(`/access-requests/${body.id}`);
    expect(seen.body.status).toBe('expired');
  });

  it('[OWN-05] stay closed when the request is refused, with the reason for its asker alone', async () => {
    const engineer = await office.as('engineer');
    const { body } = await engineer.post<AccessRequestView>('/access-requests', ask);
    const path = `/access-requests/${body.id}`;
    const refused = await (await office.as('manager')).post<AccessRequestView>(`${path}/refuse`, {
      reason: '可由客服代为联系',
    });
    expect(refused).toMatchObject({ status: 201, body: { status: 'refused', decidedBy: '赵强' } });
    expect((await engineer.get(path)).body).toMatchObject({ refusal: '可由客服代为联系' });
    expect((await (await office.as('finance')).get(path)).status).toBe(404);
    expect((await (await office.as('clerk')).post(`${path}/look`)).status).toBe(409);
    const other = await (await office.as('supervisor')).post(`${path}/approve`);
    expect(other.status).toBe(409);
  });

  it('[OWN-03] give name and phone for an open matter of that very household, to the desk', async () => {
    const clerk = await office.as('clerk');
    await clerk.post('/records', repair());
    const matter = { matter: 'BX-202610-0001' };
    const contact = await clerk.post<LookedFields>('/households/3-2-602/contact', matter);
    expect(contact).toMatchObject({
      status: 200,
      body: { room: '3-2-0602', fields: { 业主姓名: '贾芳芳', 联系电话: '13900001234' } },
    });
    expect((await clerk.post('/households/3-2-0501/contact', matter)).status).toBe(409);
    const supervisor = await office.as('supervisor');
    expect((await supervisor.post('/households/3-2-0602/contact', matter)).status).toBe(403);
    const answered = { changes: { 回复业主时间: '2026-10-02 18:00' }, reason: '已回复' };
    await clerk.post('/records/BX-202610-0001/corrections', answered);
    expect((await clerk.post('/households/3-2-0602/contact', matter)).status).toBe(409);
  });

  it('[OWN-06] leave a line for every ask, decision and look, refused ones too', async () => {
    const engineer = await office.as('engineer');
    const { body } = await engineer.post<AccessRequestView>('/access-requests', ask);
    const path = `/access-requests/${body.id}`;
    await engineer.post(`${path}/approve`);
    await (await office.as('supervisor')).post(`${path}/approve`);
    await engineer.post(`${path}/look`);
    await (await office.as('clerk')).post(`${path}/look`);
    const auditor = await office.as('auditor');
    type Lines = { readonly items: readonly AccessLogLine[] };
    const log = await auditor.get<Lines>('/access-log?month=2026-11');
    expect(log.body.items.map(({ kind, name, purpose }) => [kind, name, purpose])).toEqual([
      ['archive.asked', '刘志', 'repair'],
      ['archive.decision-refused', '刘志', 'repair'],
      ['archive.approved', '何光', 'repair'],
      ['archive.look-refused', '刘志', 'repair'],
      ['archive.looked', '王芳', 'repair'],
    ]);
    const room = await auditor.get<Lines>('/households/3-2-0501/access-log');
    expect(room.body.items).toEqual(log.body.items);
    const other = await auditor.get<Lines>('/households/1-1-0101/access-log');
    expect(other.body.items).toEqual([]);
  });

  it('[OWN-01] close the archive at a change of owner and open the next', async () => {
    const clerk = await office.as('clerk');
    const change = {
      change: 'owner',
      fields: { 业主姓名: '林大海', 联系电话: '13811112222', 产权变更日期: '2026-10-20' },
      reason: '过户',
    };
    const changed = await clerk.post<HouseholdView>('/households/3-2-0501/changes', change);
    expect(changed).toMatchObject({ status: 201, body: { room: '3-2-0501', ordinal: 2 } });
    expect(changed.body.owner).toMatch(/^林/);
  });
});

describe('the daily review over HTTP', () => {
  it('[REC-06] counts a day by kind, and its signature takes it off the unsigned days', async () => {
    const [clerk, supervisor] = [await office.as('clerk'), await office.as('supervisor')];
    await clerk.post('/records', repair());
    const review = await supervisor.get('/day-review?day=2026-10-02');
    expect(review.body).toMatchObject({
      day: '2026-10-02',
      counts: [{ category: '01', total: 1, open: 1 }, {}, {}, {}],
      signatures: [],
    });
    const days = async () =>
      (await supervisor.get<{ days: string[] }>('/unsigned-days?month=2026-10')).body.days;
    expect(await days()).toHaveLength(31);
    const signed = await supervisor.post('/sign-offs', { day: '2026-10-02', remark: '已阅' });
    expect(signed).toMatchObject({
      status: 201,
      body: { signatures: [{ name: '何光', remark: '已阅' }] },
    });
    expect(await days()).toHaveLength(30);
    expect(await days()).not.toContain('2026-10-02');
    expect((await supervisor.post('/sign-offs', { day: '2026-10-02' })).status).toBe(409);
    expect((await supervisor.post('/sign-offs', { day: '2026-11-04' })).status).toBe(422);
    expect((await supervisor.get('/unsigned-days?month=2026-13')).status).toBe(422);
  });
});
