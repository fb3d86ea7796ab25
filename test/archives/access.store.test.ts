import { beforeEach, describe, expect, it } from 'vitest';
import type { Requester } from '../../src/access/model.ts';
import { approveAccess, askAccess, refuseAccess } from '../../src/archives/commands/access.ts';
import { changeHousehold } from '../../src/archives/commands/change-household.ts';
import { look, openContact } from '../../src/archives/commands/look.ts';
import type { AskAccess } from '../../src/archives/model.ts';
import { getAccessRequest, listAccessRequests } from '../../src/archives/queries/access.ts';
import {
  accessLogOf,
  listAccessLog,
  listRoomAccess,
} from '../../src/archives/queries/access-log.ts';
import type { Home } from '../../src/home/open.ts';
import { correctRecord } from '../../src/records/commands/correct-record.ts';
import { fileRecord } from '../../src/records/commands/file-record.ts';
import { engines, openTestHome, operator, person } from '../kit/open-home.ts';
import {
  auditor,
  bringHouseholds,
  clerk,
  engineer,
  kindsSince,
  logSize,
  otherClerk,
  supervisor,
  threeHouseholds,
} from './house.ts';

const wish: AskAccess = {
  room: '1-1-0502',
  fields: ['联系电话'],
  purpose: 'repair',
  reason: '楼下漏水，要联系该户开门检查',
  minutes: 15,
};

describe.each(engines)('asking before looking on %s', (engine) => {
  let home: Home;
  let clock: { advance(milliseconds: number): void };
  let start: number;

  beforeEach(async () => {
    ({ home, clock } = await openTestHome(engine));
    await bringHouseholds(home, threeHouseholds);
    start = await logSize(home);
  });

  const approved = async (asker: Requester = engineer, more: Partial<AskAccess> = {}) => {
    const request = await askAccess(home, asker, { ...wish, ...more });
    await approveAccess(home, supervisor, { request });
    return request;
  };
  const minutes = (count: number) => clock.advance(count * 60_000);
  const refuses = async (attempt: Promise<unknown>, code: string, kind: string) => {
    const error = await attempt.then(
      (shown) => JSON.stringify(shown),
      (thrown: { code: string }) => thrown.code,
    );
    expect(error).toBe(code);
    expect((await kindsSince(home, start)).at(-1)).toBe(kind);
  };

  it('shows a clerk the approved fields, once', async () => {
    const request = await approved();
    const shown = await look(home, clerk, { request });
    expect(shown).toEqual({ site: 'A', room: '1-1-0502', fields: { 联系电话: '17726581418' } });
    await refuses(look(home, clerk, { request }), 'conflict', 'archive.look-refused');
    await refuses(look(home, otherClerk, { request }), 'conflict', 'archive.look-refused');
    expect(await kindsSince(home, start)).toEqual([
      'archive.asked',
      'archive.approved',
      'archive.looked',
      'archive.look-refused',
      'archive.look-refused',
    ]);
  });

  it('shows nothing before approval, nor after a refusal', async () => {
    const request = await askAccess(home, engineer, wish);
    await refuses(look(home, clerk, { request }), 'conflict', 'archive.look-refused');
    await refuseAccess(home, supervisor, { request, reason: '可由物业直接上门' });
    await refuses(look(home, clerk, { request }), 'conflict', 'archive.look-refused');
    const view = await getAccessRequest(home, engineer, request);
    expect(view).toMatchObject({ status: 'refused', refusal: '可由物业直接上门', until: null });
  });

  it('shows nothing when the minutes are over', async () => {
    const request = await approved();
    minutes(15);
    await refuses(look(home, clerk, { request }), 'conflict', 'archive.look-refused');
    expect(await getAccessRequest(home, clerk, request)).toMatchObject({ status: 'expired' });
    const longer = await approved(engineer, { minutes: 30 });
    minutes(29);
    expect((await look(home, clerk, { request: longer })).fields).toHaveProperty('联系电话');
  });

  it('shows neither asker nor approver anything, nor who is no clerk', async () => {
    const own = await approved(clerk);
    await refuses(look(home, clerk, { request: own }), 'forbidden', 'archive.look-refused');
    const both = person('zhou', 'supervisor', 'clerk');
    const request = await askAccess(home, engineer, wish);
    await approveAccess(home, both, { request });
    await refuses(look(home, both, { request }), 'forbidden', 'archive.look-refused');
    await refuses(look(home, engineer, { request }), 'forbidden', 'archive.look-refused');
    await refuses(look(home, auditor, { request }), 'forbidden', 'archive.look-refused');
    await refuses(look(home, operator, { request }), 'forbidden', 'archive.look-refused');
    const stranger = { ...person('feng', 'clerk'), roles: [{ site: 'B', role: 'clerk' as const }] };
    await refuses(look(home, stranger, { request }), 'not-found', 'archive.look-refused');
    expect((await look(home, clerk, { request })).room).toBe('1-1-0502');
  });

  it('shows no field that was not approved', async () => {
    const request = await approved(engineer, { fields: ['业主姓名', '联系电话'] });
    const wider = { request, fields: ['联系电话', '家庭成员'] };
    await refuses(look(home, clerk, wider), 'forbidden', 'archive.look-refused');
    const narrower = await look(home, clerk, { request, fields: ['业主姓名'] });
    expect(narrower.fields).toEqual({ 业主姓名: '刘䶮' });
    const unknown = askAccess(home, engineer, { ...wish, fields: ['身份证号'] });
    await expect(unknown).rejects.toMatchObject({ code: 'invalid' });
  });

  it('shows nothing of the next owner', async () => {
    const request = await approved();
    const fields = { 业主姓名: '周敏', 联系电话: '13900000001', 房屋状态: '自住' };
    const room = '1-1-0502';
    await changeHousehold(home, clerk, { room, change: 'owner', fields, reason: '过户' });
    await refuses(look(home, clerk, { request }), 'conflict', 'archive.look-refused');
  });

  it('is approved by a supervisor or above and never by the asker or the operator', async () => {
    const request = await askAccess(home, supervisor, wish);
    for (const who of [supervisor, clerk, engineer, auditor, operator]) {
      await refuses(approveAccess(home, who, { request }), 'forbidden', 'archive.decision-refused');
      const refusal = { request, reason: '不行' };
      await refuses(refuseAccess(home, who, refusal), 'forbidden', 'archive.decision-refused');
    }
    await approveAccess(home, person('wu', 'manager'), { request });
    const again = approveAccess(home, person('wu', 'manager'), { request });
    await refuses(again, 'conflict', 'archive.decision-refused');
  });

  it('lets only one of two looks at the same moment see anything', async () => {
    const request = await approved();
    const both = await Promise.allSettled([
      look(home, clerk, { request }),
      look(home, otherClerk, { request }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('shows nothing if the look cannot be written', async () => {
    const request = await approved();
    let isFull = true;
    home.store.writer.surround({
      begin: async () => undefined,
      end: async () => {
        if (isFull) throw new Error('no space left');
      },
    });
    await expect(look(home, clerk, { request })).rejects.toMatchObject({ code: 'unavailable' });
    isFull = false;
    expect((await look(home, clerk, { request })).room).toBe('1-1-0502');
  });

  it('opens name and phone of the household of an open matter, and logs the matter', async () => {
    const { number } = await fileRecord(home, clerk, {
      category: '01',
      occurredAt: '2026-11-03T09:00:00+08:00',
      room: '1-1-0502',
      fields: { 报修部位: '客厅', 故障现象: '门锁打不开', 紧急程度: '一般', 报修人: '刘䶮' },
    });
    start = await logSize(home);
    const shown = await openContact(home, clerk, { room: '1-1-502', matter: number });
    expect(shown.fields).toEqual({ 业主姓名: '刘䶮', 联系电话: '17726581418' });
    const others: [Requester, string, string, string][] = [
      [clerk, '1-1-0101', number, 'conflict'],
      [clerk, '1-1-0502', 'BX-202611-9999', 'not-found'],
      [engineer, '1-1-0502', number, 'forbidden'],
      [operator, '1-1-0502', number, 'forbidden'],
    ];
    for (const [who, room, matter, code] of others) {
      await refuses(openContact(home, who, { room, matter }), code, 'archive.look-refused');
    }
    const [first] = await listAccessLog(home, auditor, { month: '2026-11' });
    expect(first).toMatchObject({
      kind: 'archive.looked',
      room: '1-1-0502',
      fields: ['业主姓名', '联系电话'],
      purpose: 'matter',
      matter: number,
    });
  });

  it('goes by the room of a matter as it was corrected', async () => {
    const { number } = await fileRecord(home, clerk, {
      category: '01',
      occurredAt: '2026-11-03T09:00:00+08:00',
      room: '1-1-0502',
      fields: { 报修部位: '客厅', 故障现象: '门锁打不开', 紧急程度: '一般', 报修人: '莫静' },
    });
    const changes = { 房号: '1-1-0101' };
    await correctRecord(home, clerk, { number, changes, reason: '房号写错' });
    start = await logSize(home);
    const shown = await openContact(home, clerk, { room: '1-1-0101', matter: number });
    expect(shown.fields).toMatchObject({ 业主姓名: '莫静' });
    const wrong = openContact(home, clerk, { room: '1-1-0502', matter: number });
    await refuses(wrong, 'conflict', 'archive.look-refused');
  });

  it('tells auditors who looked at what and for what, and keeps values and reasons out', async () => {
    const request = await approved();
    await look(home, clerk, { request });
    const log = await listAccessLog(home, auditor, { month: '2026-11' });
    expect(log.map(({ kind, purpose, fields }) => [kind, purpose, fields])).toEqual([
      ['archive.asked', 'repair', ['联系电话']],
      ['archive.approved', 'repair', ['联系电话']],
      ['archive.looked', 'repair', ['联系电话']],
    ]);
    const span = { site: 'A', month: '2026-11', zone: 'Asia/Shanghai' };
    expect(await accessLogOf(home, span)).toEqual(log);
    const leaves = await home.store.read.selectFrom('entry').select('leaf').execute();
    const plain = JSON.stringify([log, leaves]);
    expect(plain).not.toContain('17726581418');
    expect(JSON.stringify(leaves)).not.toContain('漏水');
    expect(await listAccessLog(home, auditor, { month: '2026-10' })).toEqual([]);
    await expect(listAccessLog(home, clerk, { month: '2026-11' })).rejects.toThrow(
      '的权限，可办理的有',
    );
    expect(await listRoomAccess(home, auditor, { room: '1-1-0502' })).toHaveLength(3);
    expect(await listRoomAccess(home, auditor, { room: '1-1-0101' })).toEqual([]);
  });

  it('lists one’s own requests, and all of them to those who decide', async () => {
    const request = await askAccess(home, engineer, wish);
    await askAccess(home, clerk, { ...wish, room: '1-1-0101' });
    const own = await listAccessRequests(home, engineer);
    expect(own.items.map(({ id }) => id)).toEqual([request]);
    expect((await listAccessRequests(home, supervisor)).items).toHaveLength(2);
    const waiting = await listAccessRequests(home, supervisor, { status: 'approved' });
    expect(waiting.items).toEqual([]);
    const stranger = person('qian', 'finance');
    await expect(getAccessRequest(home, stranger, request)).rejects.toThrow('没有这份查阅申请');
  });
});
