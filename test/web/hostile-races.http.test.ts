import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paths } from '../../src/web/kit/page/paths.ts';
import { householdsCsv, type Office, openOffice, passwordOf, repair } from './office.ts';
import { type Visitor, visitorOf } from './pages/visitor.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
  const list = { method: 'POST', body: householdsCsv };
  const path = '/imports/households?fileName=list.csv';
  expect((await (await office.as('clerk')).send(path, list)).status).toBe(200);
});

afterEach(() => office?.close());

async function visitor(username: string): Promise<Visitor> {
  const one = visitorOf(office);
  await one.signIn(username);
  return one;
}

async function filed(): Promise<string> {
  const api = await office.as('clerk');
  return (await api.post<{ number: string }>('/records', repair())).body.number;
}

async function countOf(kind: string): Promise<number> {
  const rows = await office.home.store.read
    .selectFrom('entry')
    .select('seq')
    .where('kind', '=', kind)
    .execute();
  return rows.length;
}

describe('one form sent many times at once', () => {
  it('files one record, takes one number, asks once', async () => {
    const clerk = await visitor('clerk');
    const forms: [string, Record<string, string>, string][] = [
      [paths.newRecord('BX'), repair({ 登记时间: '2026-11-03 09:00' }).fields, 'record.filed'],
      [paths.newOrder(), { matter: '路灯不亮' }, 'order.taken'],
      [
        paths.askAccess('3-2-0501'),
        { fields: '联系电话', purpose: 'repair', reason: '漏水', minutes: '15' },
        'archive.asked',
      ],
    ];
    for (const [path, fields, kind] of forms) {
      const before = await countOf(kind);
      const all = { ...(await clerk.get(path)).form(), ...fields };
      const sent = await Promise.all(Array.from({ length: 6 }, () => clerk.post(path, all)));
      expect(new Set(sent.map(({ status }) => status)), path).toEqual(new Set([303]));
      expect(new Set(sent.map((one) => one.path)).size, path).toBe(1);
      expect((await countOf(kind)) - before, path).toBe(1);
    }
  });

  it('is done once for each session: another’s key is of no use', async () => {
    const [clerk, other] = [await visitor('clerk'), await visitor('secondClerk')];
    const form = { ...(await clerk.get(paths.newOrder())).form(), matter: '路灯不亮' };
    expect((await other.post(paths.newOrder(), form)).status).toBe(403);
    expect((await clerk.post(paths.newOrder(), form)).status).toBe(303);
    await clerk.signOut();
    await clerk.signIn('clerk');
    expect((await clerk.post(paths.newOrder(), form)).status).toBe(403);
    expect(await countOf('order.taken')).toBe(1);
  });
});

describe('two at one thing', () => {
  it('correct a record from two windows without losing what the first wrote', async () => {
    const number = await filed();
    const [one, two] = [await visitor('clerk'), await visitor('secondClerk')];
    const path = paths.correctRecord(number);
    const [first, second] = [(await one.get(path)).form(), (await two.get(path)).form()];
    const sent = await Promise.all([
      one.post(path, { ...first, 故障现象: '先改的', reason: '听错' }),
      two.post(path, { ...second, 报修部位: '后改的', reason: '听错' }),
    ]);
    for (const { status } of sent) expect([303, 409, 422]).toContain(status);
    const kept = sent.filter(({ status }) => status === 303).length;
    expect(kept).toBeGreaterThan(0);
    expect(await countOf('record.corrected')).toBe(kept);
    const { text } = await one.get(paths.record(number));
    if (sent[0]?.status === 303) expect(text).toContain('先改的');
    if (sent[1]?.status === 303) expect(text).toContain('后改的');
  });

  it('[OWN-05] look once between them, and not at all once the minutes are over', async () => {
    const engineer = await office.as('engineer');
    const wish = { room: '3-2-0501', fields: ['联系电话'], purpose: 'repair', reason: '漏水' };
    const ask = async () =>
      (await engineer.post<{ id: string }>('/access-requests', { ...wish, minutes: 15 })).body.id;
    const [id, late] = [await ask(), await ask()];
    const supervisor = await visitor('supervisor');
    for (const one of [id, late]) {
      const path = paths.accessAct(one, 'approve');
      expect((await supervisor.submit(paths.accessRequest(one), {}, path)).status).toBe(303);
    }
    const [one, two] = [await visitor('clerk'), await visitor('secondClerk')];
    const path = paths.accessAct(id, 'look');
    const keys = await Promise.all(
      [one, two].map(async (who) => (await who.get(paths.accessRequest(id))).form(path)),
    );
    const looks = await Promise.all([one.post(path, keys[0] ?? {}), two.post(path, keys[1] ?? {})]);
    expect(looks.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(looks.filter(({ html }) => html.includes('13800000501'))).toHaveLength(1);
    expect((await one.post(path, keys[0] ?? {})).html).not.toContain('13800000501');
    const page = await one.get(paths.accessRequest(late));
    office.clock.advance(15 * 60_000);
    const lateLook = paths.accessAct(late, 'look');
    const over = await one.post(lateLook, page.form(lateLook));
    expect(over.status).toBe(409);
    expect(over.html).not.toContain('13800000501');
  });

  it('are two: nobody is their own second signature', async () => {
    const number = await filed();
    const supervisor = await visitor('supervisor');
    const own = {
      reason: '重复',
      'approver.username': 'supervisor',
      'approver.password': passwordOf('supervisor'),
    };
    const record = await supervisor.submit(paths.voidRecord(number), own);
    expect([403, 409, 422]).toContain(record.status);
    const clerk = await visitor('clerk');
    const taken = await clerk.submit(paths.newOrder(), { matter: '路灯不亮' });
    const order = taken.path.split('/').at(-1) ?? '';
    const gone = await supervisor.submit(paths.voidOrder(order), own);
    expect([403, 409, 422]).toContain(gone.status);
    const seal = await supervisor.submit(paths.sealMonth('2026-10'), {
      ...own,
      password: passwordOf('supervisor'),
    });
    expect([403, 409, 422]).toContain(seal.status);
    expect([
      await countOf('record.voided'),
      await countOf('order.voided'),
      await countOf('month.sealed'),
    ]).toEqual([0, 0, 0]);
  });
});
