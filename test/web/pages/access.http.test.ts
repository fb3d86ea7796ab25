import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paths } from '../../../src/web/kit/page/paths.ts';
import { householdsCsv, type Office, openOffice } from '../office.ts';
import { signedIn, type Visited, type Visitor } from './visitor.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
  const path = '/imports/households?fileName=list.csv';
  const answer = await (await office.as('clerk')).send(path, {
    method: 'POST',
    body: householdsCsv,
  });
  expect(answer.status).toBe(200);
});

afterEach(() => office.close());

const ask = {
  fields: '联系电话',
  purpose: 'repair',
  reason: '楼下漏水，需联系该户',
  minutes: '15',
};
const askPath = paths.askAccess('3-2-0501');
const phone = '13800000501';

/** Asks for a telephone; resolves to the request's id. */
async function asked(who: Visitor, more: Record<string, string> = {}): Promise<string> {
  const done = await who.submit(askPath, { ...ask, ...more });
  expect(done.status, done.text).toBe(303);
  return /^\/access\/([^/]+)$/.exec(done.path)?.[1] ?? `no request: ${done.path}`;
}

/** Presses the button of an act on a request's page. */
async function act(
  who: Visitor,
  id: string,
  name: Parameters<typeof paths.accessAct>[1],
  fields: Record<string, string> = {},
): Promise<Visited> {
  return who.submit(paths.accessRequest(id), fields, paths.accessAct(id, name));
}

/** Sends an act that the page offers no form for, with a key that is good. */
async function force(
  who: Visitor,
  id: string,
  name: Parameters<typeof paths.accessAct>[1],
): Promise<Visited> {
  const page = await who.get(paths.accessRequest(id));
  const key = page.html.match(/name="_key" value="([^"]+)"/)?.[1] ?? '';
  return who.post(paths.accessAct(id, name), { _key: key });
}

describe('asking to see', () => {
  it('keeps what was typed where something is missing, and says what', async () => {
    const engineer = await signedIn(office, 'engineer');
    const wrong = await engineer.submit(askPath, { reason: '有人敲门', minutes: '15' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('请至少选一项');
    expect(wrong.text).toContain('请选一项用途');
    expect(wrong.html).toContain('有人敲门');
    const preset = await engineer.get(paths.askAccess('3栋2单元501', { field: '车牌' }));
    expect(preset.text).toContain('申请查看 3-2-0501');
    expect(preset.form().fields).toBe('车牌');
  });

  it('takes all fields at once, and a room from the list of requests', async () => {
    const finance = await signedIn(office, 'finance');
    const to = await finance.get(`${paths.newAccess()}?room=3-2-501`);
    expect([to.status, to.path]).toEqual([303, paths.askAccess('3-2-501')]);
    const id = await asked(finance, { fields: '*', purpose: 'payment' });
    const page = await finance.get(paths.accessRequest(id));
    expect(page.text).toMatch(/业主姓名、联系电话、.*产权变更日期/);
    expect((await finance.get(paths.askAccess('9-9-999'))).status).toBe(404);
    expect((await (await signedIn(office, 'auditor')).get(askPath)).status).toBe(403);
  });
});

describe('a request', () => {
  it('[OWN-05] is approved by another, looked at once by a clerk, and passed on to its asker', async () => {
    const [engineer, supervisor] = [
      await signedIn(office, 'engineer'),
      await signedIn(office, 'supervisor'),
    ];
    const clerk = await signedIn(office, 'clerk');
    const id = await asked(engineer);
    expect((await engineer.get(paths.accessRequest(id))).text).toMatch(/等主管以上人员/);
    expect((await supervisor.get(paths.accessRequests())).links).toContain(paths.accessRequest(id));

    const approved = await act(supervisor, id, 'approve');
    expect([approved.status, approved.path]).toEqual([303, paths.accessRequest(id)]);
    const waits = await clerk.get(paths.accessRequest(id));
    expect(waits.text).toContain('有效至 2026-11-03 10:15');
    expect(waits.html).not.toContain(phone);

    const seen = await act(clerk, id, 'look');
    expect(seen.status).toBe(200);
    expect(seen.text).toContain(phone);
    expect(seen.html).not.toContain('莫小兰');
    expect(seen.headers.get('cache-control')).toBe('no-store');
    expect(seen.html).toContain('data-mark="王芳 2026-11-03 10:00"');
    const again = await force(clerk, id, 'look');
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('已查看过一次')]);
    expect(again.html).not.toContain(phone);

    const form = seen.form(paths.accessAct(id, 'relay'));
    expect(form.to).toBe('刘志');
    const short = await clerk.post(paths.accessAct(id, 'relay'), { ...form, words: '' });
    expect([short.status, short.text]).toEqual([422, expect.stringContaining('请写明转告了什么')]);
    const words = '已约好下午三点上门，到了打前台分机 8001';
    const relayed = await clerk.post(paths.accessAct(id, 'relay'), { ...form, words });
    expect(relayed.status).toBe(303);

    const heard = await act(engineer, id, 'hear');
    expect(heard.status).toBe(200);
    expect(heard.text).toContain(words);
    expect(heard.text).toContain('告诉了：刘志');
    const once = await force(engineer, id, 'hear');
    expect([once.status, once.text]).toEqual([409, expect.stringContaining('的转告已看过一次')]);
    const end = await engineer.get(paths.accessRequest(id));
    expect(end.text).toMatch(
      /申请 已完成 刘志 2026-11-03 10:00 .*批准 已完成 何光 .*查看一次 已完成 王芳 .*转告 已完成 王芳 .*申请人已看/,
    );
    for (const who of [engineer, supervisor, clerk]) {
      const page = await who.get(paths.accessRequest(id));
      expect(page.html).not.toMatch(new RegExp(`${phone}|${words}`));
    }
  });

  it('[OWN-05] is never approved by its asker, who is told why', async () => {
    const [own, other] = [
      await signedIn(office, 'supervisor'),
      await signedIn(office, 'secondSupervisor'),
    ];
    const id = await asked(own);
    const page = await own.get(paths.accessRequest(id));
    expect(page.text).toContain('不能批准自己的申请');
    expect(page.html).not.toContain(paths.accessAct(id, 'approve'));
    const tried = await force(own, id, 'approve');
    expect([tried.status, tried.text]).toEqual([
      403,
      expect.stringContaining('不能批准自己的申请'),
    ]);
    expect((await act(other, id, 'approve')).status).toBe(303);
    expect((await force(other, id, 'look')).status).toBe(403);
    expect((await force(own, id, 'look')).status).toBe(403);
  });

  it('[OWN-05] is not looked at by the clerk who asked, but by another', async () => {
    const [own, other] = [await signedIn(office, 'clerk'), await signedIn(office, 'secondClerk')];
    const id = await asked(own);
    await act(await signedIn(office, 'supervisor'), id, 'approve');
    expect((await own.get(paths.accessRequest(id))).text).toContain('申请人不能自己查看');
    const tried = await force(own, id, 'look');
    expect(tried.status).toBe(403);
    expect(tried.html).not.toContain(phone);
    expect((await act(other, id, 'look')).text).toContain(phone);
    const relay = await force(own, id, 'relay');
    expect(relay.status).toBe(422);
    const taken = await own.post(paths.accessAct(id, 'relay'), {
      _key: relay.html.match(/name="_key" value="([^"]+)"/)?.[1] ?? '',
      words: '电话已知',
      to: '王芳',
    });
    expect([taken.status, taken.text]).toEqual([403, expect.stringContaining('由查看的人转告')]);
  });

  it('[OWN-05] ends when its minutes are over', async () => {
    const [engineer, clerk] = [await signedIn(office, 'engineer'), await signedIn(office, 'clerk')];
    const id = await asked(engineer);
    await act(await signedIn(office, 'supervisor'), id, 'approve');
    const ready = await clerk.get(paths.accessRequest(id));
    office.clock.advance(15 * 60_000);
    const form = ready.form(paths.accessAct(id, 'look'));
    const late = await clerk.post(paths.accessAct(id, 'look'), form);
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('已过时限')]);
    expect(late.html).not.toContain(phone);
    expect((await clerk.get(paths.accessRequest(id))).text).toContain('已失效');
  });

  it('[OWN-05] is refused with a reason that its asker reads', async () => {
    const [engineer, manager] = [
      await signedIn(office, 'engineer'),
      await signedIn(office, 'manager'),
    ];
    const id = await asked(engineer);
    const blank = await act(manager, id, 'refuse', { reason: '' });
    expect(blank.status).toBe(422);
    expect((await act(manager, id, 'refuse', { reason: '可由客服代为联系' })).status).toBe(303);
    const page = await engineer.get(paths.accessRequest(id));
    expect(page.text).toContain('理由：可由客服代为联系');
    expect((await force(await signedIn(office, 'clerk'), id, 'look')).status).toBe(409);
    expect((await (await signedIn(office, 'finance')).get(paths.accessRequest(id))).status).toBe(
      404,
    );
  });
});

describe('the access log', () => {
  it('[OWN-06] holds every step, refused ones too, and is searched by room, person, kind and day', async () => {
    const [engineer, supervisor] = [
      await signedIn(office, 'engineer'),
      await signedIn(office, 'supervisor'),
    ];
    const [clerk, auditor] = [await signedIn(office, 'clerk'), await signedIn(office, 'auditor')];
    const id = await asked(engineer);
    await act(supervisor, id, 'approve');
    await force(engineer, id, 'look');
    const seen = await act(clerk, id, 'look');
    const form = seen.form(paths.accessAct(id, 'relay'));
    await clerk.post(paths.accessAct(id, 'relay'), { ...form, words: '已转告电话' });
    await act(engineer, id, 'hear');
    const log = await auditor.get(paths.lookLog());
    const lines = (page: Visited) =>
      [...page.html.matchAll(/<tr>.*?<\/tr>/gs)]
        .map(([row]) =>
          row
            .replace(/<[^>]+>/g, ' ')
            .replace(/\s+/g, ' ')
            .trim(),
        )
        .filter((row) => /^20\d\d-/.test(row))
        .map((row) => row.split(' ').slice(2, 5).join(' '));
    expect(lines(log)).toEqual([
      '○ 看转告 刘志',
      '○ 转告 王芳',
      '▲ 查看 王芳',
      '■ 查看未准 刘志',
      '○ 批准 何光',
      '○ 申请 刘志',
    ]);
    expect(log.html).not.toMatch(/13800000501|已转告电话/);
    const counts: [Record<string, string>, number][] = [
      [{ room: '3栋2单元501' }, 6],
      [{ room: '3-2-0602' }, 0],
      [{ person: '王' }, 2],
      [{ person: '没有此人' }, 0],
      [{ kind: 'archive.looked' }, 1],
      [{ from: '2026-11-03', until: '2026-11-03' }, 6],
      [{ until: '2026-11-02' }, 0],
    ];
    for (const [query, count] of counts) {
      const page = await auditor.get(paths.lookLog(query));
      expect(lines(page), JSON.stringify(query)).toHaveLength(count);
    }
    for (const username of ['clerk', 'supervisor', 'engineer', 'finance']) {
      expect((await (await signedIn(office, username)).get(paths.lookLog())).status, username).toBe(
        403,
      );
    }
  });

  it('[OWN-06] can be changed or deleted by nobody', async () => {
    const id = await asked(await signedIn(office, 'engineer'));
    const { ledger } = office.home;
    const { actor } = office.requester('admin');
    for (const table of ['entry', 'access_request', 'access_request_state'] as const) {
      const removal = ledger.transact(actor, async ({ db }) => {
        await db.deleteFrom(table).execute();
        return { result: null, entries: [{ kind: 'archive.removed', subject: 'A/3-2-0501' }] };
      });
      await expect(removal, table).rejects.toThrow(/DELETE is refused/);
    }
    const page = await (await signedIn(office, 'auditor')).get(paths.accessRequest(id));
    expect(page.text).toContain('楼下漏水，需联系该户');
  });
});
