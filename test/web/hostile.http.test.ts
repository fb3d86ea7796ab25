import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addPerson } from '../../src/access/commands.ts';
import type { AccessLogLine, ArchiveView } from '../../src/archives/model.ts';
import type { SiteDocument } from '../../src/catalogue/model.ts';
import type { RecordView } from '../../src/records/model.ts';
import {
  type Caller,
  householdsCsv,
  type Office,
  openOffice,
  type Problem,
  passwordOf,
  repair,
} from './office.ts';

let office: Office;
let admin: Caller;

beforeEach(async () => {
  office = await openOffice();
  admin = await office.as('admin');
  const { version, document } = (
    await admin.get<{ version: number; document: SiteDocument }>('/catalogue')
  ).body;
  const sites = [...document.sites, { ...document.sites[0], code: 'B', name: '二期' }];
  const saved = await admin.put('/catalogue', {
    expects: version,
    document: { ...document, sites },
  });
  expect(saved.status).toBe(200);
  const papers = ['房号,资料序号,资料名称', '3-2-0501,1,入伙通知书（复印件）', ''].join('\n');
  for (const site of ['A', 'B']) {
    const list = await importFile(`/imports/households?fileName=h.csv&site=${site}`, householdsCsv);
    expect(list.status).toBe(200);
    const filed = await importFile(`/imports/documents?fileName=d.csv&site=${site}`, papers);
    expect(filed.status).toBe(200);
  }
});

afterEach(() => office.close());

function importFile(path: string, body: string): Promise<Response> {
  return admin.send(path, { method: 'POST', body });
}

async function newcomer(username: string, roles: { site: string; role: string }[]): Promise<void> {
  const person = { username, name: '新人', password: passwordOf(username), roles };
  expect((await admin.post('/people', person)).status).toBe(201);
}

async function paperAt(site: string): Promise<string> {
  const path = `/households/3-2-0501/documents?site=${site}`;
  const { types } = (await admin.get<ArchiveView>(path)).body;
  return types.flatMap(({ papers }) => papers)[0]?.id ?? '';
}

describe('what belongs to another site', () => {
  it('[OWN-05] is not found among the papers by someone who only reads its records', async () => {
    await newcomer('both', [
      { site: 'A', role: 'clerk' },
      { site: 'B', role: 'engineer' },
    ]);
    const q = encodeURIComponent('入伙通知书');
    const total = async (who: string, more = '') => {
      const kinds = (
        await (
          await office.as(who)
        ).get<{ total: number; items: { kind: string }[] }>(`/search?q=${q}${more}`)
      ).body;
      expect(kinds.items.filter(({ kind }) => kind === 'document')).toHaveLength(kinds.total);
      return kinds.total;
    };
    expect(await total('admin')).toBe(2);
    expect(await total('both')).toBe(1);
    expect(await total('both', '&site=A')).toBe(1);
    expect(await total('both', '&site=B')).toBe(0);
    expect(await total('stranger')).toBe(1);
    expect(await total('engineer')).toBe(0);
  });

  it('[OWN-05] keeps its papers and rooms to itself', async () => {
    const stranger = await office.as('stranger');
    const paper = await paperAt('A');
    const moved = await stranger.post(`/archive-documents/${paper}/move`, {
      room: '3-2-0602',
      reason: '归错户',
    });
    const handed = await stranger.post(`/archive-documents/${paper}/hand-over`, {
      custody: '工程部',
    });
    expect([moved.status, handed.status]).toEqual([404, 404]);
    for (const room of ['3-2-0501', '3-2-0599']) {
      const contact = await stranger.post<Problem>(`/households/${room}/contact`, {
        site: 'A',
        matter: 'BX-202610-0001',
      });
      expect(contact.status, room).toBe(403);
      expect(contact.body.detail).not.toContain('3-2-05');
    }
  });

  it('[AUD-03] is proved to its own auditors, and each site has its own', async () => {
    await newcomer('auditorB', [{ site: 'B', role: 'auditor' }]);
    const stranger = await office.as('stranger');
    const filed = await stranger.post<{ number: string }>('/records', { ...repair(), site: 'B' });
    const { seq } = (await stranger.get<RecordView>(`/records/${filed.body.number}`)).body;
    const proof = async (who: string, of: number | string) =>
      (await (await office.as(who)).get(`/log/proof?seq=${of}`)).status;
    expect(await proof('auditor', seq)).toBe(403);
    expect(await proof('auditorB', seq)).toBe(200);
    expect(await proof('auditorB', 0)).toBe(200);
    expect(await proof('stranger', seq)).toBe(403);
    expect(await proof('auditorB', '')).toBe(422);
    expect((await (await office.as('auditorB')).get('/log/checkpoint')).status).toBe(200);
  });

  it('is no hindrance: its people read the catalogue and see their own colleagues', async () => {
    await newcomer('adminB', [{ site: 'B', role: 'admin' }]);
    const adminB = await office.as('adminB');
    expect((await adminB.get('/catalogue')).status).toBe(200);
    const people = await adminB.get<{ items: { username: string }[] }>('/people');
    const names = people.body.items.map(({ username }) => username);
    expect(names.sort()).toEqual(['admin', 'adminB', 'stranger']);
  });
});

describe('the log', () => {
  it('[OWN-06] keeps a refused look, but not what was typed instead of a column', async () => {
    const clerk = await office.as('clerk');
    const wish = {
      room: '3-2-0501',
      fields: ['联系电话'],
      purpose: 'repair',
      reason: '漏水',
      minutes: 15,
    };
    const { id } = (
      await (await office.as('engineer')).post<{ id: string }>('/access-requests', wish)
    ).body;
    await (await office.as('supervisor')).post(`/access-requests/${id}/approve`);
    const look = (fields: string[]) => clerk.post(`/access-requests/${id}/look`, { fields });
    expect((await look(['业主姓名', '张三 13800000000'])).status).toBe(403);
    expect((await look(Array.from({ length: 14 }, () => '业主姓名'))).status).toBe(422);
    const month = '2026-11';
    const log = await (await office.as('auditor')).get<{ items: AccessLogLine[] }>(
      `/access-log?month=${month}`,
    );
    const last = log.body.items.at(-1);
    expect(last).toMatchObject({ kind: 'archive.look-refused', fields: ['业主姓名'] });
  });
});

describe('passwords', () => {
  it('are tried five times at most, also when all tries come at once', async () => {
    const tries = Array.from({ length: 12 }, (_, index) =>
      office.anybody.post('/sessions', { username: 'clerk', password: `wrong number ${index}` }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  it('given right at once by many windows let all of them in', async () => {
    const right = { username: 'clerk', password: passwordOf('clerk') };
    const all = await Promise.all(
      Array.from({ length: 8 }, () => office.anybody.post('/sessions', right)),
    );
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
  });
});

describe('people', () => {
  it.each([
    'Admin',
    'ADMIN',
    ' admin',
    'ａｄｍｉｎ',
    'ad\u200bmin',
    'a\nb',
    '\u202eroot',
    'x\u0000',
  ])('are not added under a name that reads like another: %j', async (username) => {
    const person = { username, name: '新人', password: 'a-long-password', role: 'clerk' };
    expect([409, 422]).toContain((await admin.post('/people', person)).status);
  });

  it('hold a role once, however often it is given', async () => {
    const role = { site: 'A', role: 'clerk' };
    await newcomer('twice', [role, role]);
    await expect(
      addPerson(office.home.ledger, office.requester('admin'), {
        username: 'third',
        name: '零\u200b宽',
        password: 'a-long-password',
        roles: [{ site: 'A', role: 'clerk' }],
      }),
    ).rejects.toMatchObject({ code: 'invalid', problems: [{ field: 'name' }] });
  });
});
