import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessLogLine, AccessRequestView } from '../../src/archives/model.ts';
import { paths } from '../../src/web/kit/page/paths.ts';
import { engines, householdsCsv, type Office, openOffice, repair } from './office.ts';
import { signedIn, type Visitor } from './pages/visitor.ts';

const phone = '13900001234';
const room = '3-2-0602';

describe.each(engines)('contacts opened on orders on %s', (engine) => {
  let office: Office;

  beforeEach(async () => {
    office = await openOffice(engine);
    const list = { method: 'POST', body: householdsCsv };
    const path = '/imports/households?fileName=list.csv';
    expect((await (await office.as('clerk')).send(path, list)).status).toBe(200);
  });

  afterEach(() => office?.close());

  const visitor = async (username: string, lang: 'zh' | 'en' = 'zh'): Promise<Visitor> => {
    return signedIn(office, username, lang);
  };

  /** Takes an order for a repair and has engineering open its contact; resolves to its number. */
  const opened = async (): Promise<string> => {
    const api = await office.as('clerk');
    const { number: record } = (await api.post<{ number: string }>('/records', repair())).body;
    const clerk = await visitor('clerk');
    const taken = await clerk.submit(`/orders/new?record=${record}`, { matter: '窗户关不严' });
    const number = taken.path.split('/').at(-1) ?? '';
    const engineer = await visitor('engineer');
    const shown = await engineer.submit(paths.order(number), {}, paths.orderContact(number));
    expect(shown.text).toContain(phone);
    return number;
  };

  it('[OWN-06] stand in the owner’s statement and among the latest looks', async () => {
    const clerk = await visitor('clerk');
    expect((await clerk.get(paths.archiveStatement(room))).text).not.toContain('刘志');
    const number = await opened();
    for (const path of [paths.archive(room), paths.archiveStatement(room)]) {
      const { text, html } = await clerk.get(path);
      expect(text, path).toContain('刘志');
      expect(text, path).toContain(number);
      expect(text, path).toContain('联系电话');
      expect(html, path).not.toContain(phone);
    }
    const other = await clerk.get(paths.archiveStatement('3-2-0501'));
    expect(other.text).not.toContain('刘志');
    const english = await visitor('administration', 'en');
    expect((await english.get(paths.archiveStatement(room))).text).toMatch(/Contact, /);
  });

  it('[OWN-06] are found by auditors by room, person and kind, and in the month', async () => {
    const number = await opened();
    const auditor = await visitor('auditor');
    for (const query of [
      { room: '3栋2单元602' },
      { person: '刘志' },
      { kind: 'order.contact-opened' },
      {},
    ]) {
      expect((await auditor.get(paths.lookLog(query))).text, JSON.stringify(query)).toContain(
        number,
      );
    }
    expect((await auditor.get(paths.lookLog({ room: '3-2-0501' }))).text).not.toContain(number);
    const api = await office.as('auditor');
    for (const path of ['/access-log?month=2026-11', `/households/${room}/access-log`]) {
      const { items } = (await api.get<{ items: AccessLogLine[] }>(path)).body;
      expect(items.at(-1), path).toMatchObject({
        kind: 'order.contact-opened',
        name: '刘志',
        site: 'A',
        room,
        fields: ['联系人', '联系电话'],
        matter: number,
      });
    }
    const list = (await auditor.get(paths.log({ kind: 'order.contact-opened' }))).text;
    expect(list).toContain('派工单上看联系方式');
  });

  it('[OWN-06] of the owner before are none of the next one’s', async () => {
    const number = await opened();
    office.clock.advance(60_000);
    const change = {
      change: 'owner',
      fields: { 业主姓名: '周新', 联系电话: '13900000001', 房屋状态: '自住' },
      reason: '过户',
    };
    const api = await office.as('administration');
    expect((await api.post(`/households/${room}/changes`, change)).status).toBeLessThan(300);
    const clerk = await visitor('clerk');
    expect((await clerk.get(paths.archiveStatement(room))).text).not.toContain(number);
  });
});

describe('passing on by the API', () => {
  let office: Office;

  beforeEach(async () => {
    office = await openOffice();
    const list = { method: 'POST', body: householdsCsv };
    const path = '/imports/households?fileName=list.csv';
    expect((await (await office.as('clerk')).send(path, list)).status).toBe(200);
  });

  afterEach(() => office?.close());

  it('[OWN-05] is for who looked, once, and is read once by who asked', async () => {
    const [clerk, other, engineer] = [
      await office.as('clerk'),
      await office.as('secondClerk'),
      await office.as('engineer'),
    ];
    const wish = {
      room,
      fields: ['联系电话'],
      purpose: 'repair',
      reason: '漏水',
      minutes: 15,
    };
    const { id } = (await engineer.post<{ id: string }>('/access-requests', wish)).body;
    const said = { words: '约好三点上门', to: '刘志' };
    const path = `/access-requests/${id}`;
    expect((await clerk.post(`${path}/relay`, said)).status).toBe(409);
    await (await office.as('supervisor')).post(`${path}/approve`);
    expect((await clerk.post(`${path}/look`)).status).toBe(200);
    expect((await other.post(`${path}/relay`, said)).status).toBe(403);
    expect((await engineer.post(`${path}/hear`)).status).toBe(409);
    expect((await clerk.post(`${path}/relay`, { ...said, words: ' ' })).status).toBe(422);
    const key = { 'idempotency-key': 'relay-1' };
    const passed = await clerk.post<AccessRequestView>(`${path}/relay`, said, key);
    expect([passed.status, passed.body.status]).toEqual([201, 'relayed']);
    expect(JSON.stringify(passed.body)).not.toContain('三点');
    expect((await clerk.post(`${path}/relay`, said, key)).status).toBe(201);
    expect((await clerk.post(`${path}/relay`, said)).status).toBe(409);
    expect((await clerk.post(`${path}/hear`)).status).toBe(403);
    expect((await (await office.as('stranger')).post(`${path}/hear`)).status).toBe(404);
    const both = await Promise.all([engineer.post(`${path}/hear`), engineer.post(`${path}/hear`)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 200)?.body).toEqual(said);
  });

  it('is asked for by whoever may ask, though they may open no archive', async () => {
    const engineer = await signedIn(office, 'engineer');
    const page = await engineer.get(paths.records());
    expect(page.links).not.toContain(paths.archives());
    expect(page.links).toContain(paths.accessRequests());
    expect((await engineer.get(paths.accessRequests())).status).toBe(200);
    const auditor = await signedIn(office, 'auditor');
    expect((await auditor.get(paths.records())).links).not.toContain(paths.accessRequests());
  });
});
