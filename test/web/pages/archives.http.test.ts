import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paths } from '../../../src/web/kit/page/paths.ts';
import { householdsCsv, type Office, openOffice, repair } from '../office.ts';
import { signedIn, type Visitor } from './visitor.ts';

let office: Office;

const documentsCsv = [
  '房号,资料序号,资料名称,日期,页数,保管处,存放位置',
  '3-2-0501,1,入伙通知书（复印件）,2020-06-01,2,客服部,1柜1格',
  '3-2-0501,3,房屋验收表,2020-06-01,3,客服部,1柜1格',
  '3-2-0501,13,报修登记表 2023-5,2023-05-02,1,客服部,1柜2格',
  '3-2-0501,13,报修登记表 2024-7,2024-07-02,1,客服部,1柜2格',
  '3-2-0501,15,装修申请表,2024-03-01,5,工程部,',
  '3-2-0602,1,入伙通知书（复印件）,2020-06-02,2,客服部,1柜3格',
  '',
].join('\n');

/** Every personal word of the three households: none may reach a page. */
const personal = /莫小兰|贾芳芳|叶军|方租|13800000501|13900001234|19971581498|13700000000/;

beforeEach(async () => {
  office = await openOffice();
  const clerk = await office.as('clerk');
  for (const [kind, body] of [
    ['households', householdsCsv],
    ['documents', documentsCsv],
  ]) {
    const path = `/imports/${kind}?fileName=list.csv`;
    const answer = await clerk.send(path, { method: 'POST', body: body ?? '' });
    expect(answer.status, await answer.clone().text()).toBe(200);
  }
});

afterEach(() => office.close());

const room = paths.archive('3-2-0501');

/** The id of a paper, as the links of the archive's page name it. */
async function paperOf(clerk: Visitor, page: string, title: string): Promise<string> {
  const { html } = await clerk.get(page);
  const link = [...html.matchAll(/<a\b[^>]*>/g)]
    .map(([tag]) => tag)
    .find((tag) => tag.includes(`aria-label="移档：${title}"`));
  return /papers\/([^/]+)\/move/.exec(link ?? '')?.[1] ?? `no paper ${title}`;
}

/** The head of each of the kinds on an archive's page, in order, as one line of words. */
function kindsOf(html: string): string[] {
  return [...html.matchAll(/class="dossier-head">(.*?)<\/div>/gs)].map(([, head = '']) =>
    head
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

describe('the list of archives', () => {
  it('[OWN-01] says of each household and of the site how complete it is, and what is missing', async () => {
    const page = await (await signedIn(office, 'clerk')).get(paths.archives());
    expect(page.text).toContain('全部 3 户');
    expect(page.text).toContain('缺件的 3 户');
    // 3-2-0501: 1, 3, 13, 15 are there; 2, 4, 5, 6, 10 and 11 are missing.
    expect(page.text).toMatch(/3-2-0501 莫\*+ 2020-06-01 完整度 40% 4 \/ 10 缺 6 种：2 业主身份/);
    // 1-1-0101 is let, so that the tenant's sheet is missing too.
    expect(page.text).toMatch(/1-1-0101 .*?0 \/ 9 缺 9 种/);
    expect(page.text).toMatch(/全项目资料齐备 18.5% 5 \/ 27 · 0 \/ 3 户不缺件/);
    expect(page.html).not.toMatch(personal);
  });

  it('finds a household by room in any spelling, and by initials for those at the desk', async () => {
    const clerk = await signedIn(office, 'clerk');
    for (const q of ['3栋2单元501', '3-2-501', '莫小兰', 'mxl']) {
      const found = await clerk.get(paths.archives({ q }));
      expect(found.links, q).toContain(room);
      expect(found.text, q).toContain('莫**');
      expect(found.links, q).not.toContain(paths.archive('1-1-0101'));
    }
    const supervisor = await signedIn(office, 'supervisor');
    expect((await supervisor.get(paths.archives({ q: '3-2-501' }))).links).toContain(room);
    const byName = await supervisor.get(paths.archives({ q: '莫小兰' }));
    expect(byName.links).not.toContain(room);
    expect(byName.text).toContain('没有找到这样的业户');
  });

  it('leads to the import while there is no household', async () => {
    await office.close();
    office = await openOffice();
    const clerk = await (await signedIn(office, 'clerk')).get(paths.archives());
    expect(clerk.links).toContain(paths.imports());
    const supervisor = await (await signedIn(office, 'supervisor')).get(paths.archives());
    expect(supervisor.text).toContain('还没有业户名册');
    expect(supervisor.links).not.toContain(paths.imports());
  });
});

describe('an archive', () => {
  it('[OWN-01] lists its 19 kinds in order, each there, missing, elsewhere or not applicable by rule', async () => {
    const page = await (await signedIn(office, 'clerk')).get(room);
    const kinds = kindsOf(page.html);
    expect(kinds.map((line) => Number.parseInt(line, 10))).toEqual(
      Array.from({ length: 19 }, (_, index) => index + 1),
    );
    expect(kinds[0]).toBe('1 入伙通知书（复印件） ✔ 有');
    expect(kinds[1]).toBe('2 业主身份确认单、入伙流程确认单 ■ 缺');
    expect(kinds[6]).toBe('7 房屋租户登记表 ○ 不适用 未出租');
    expect(kinds[7]).toBe('8 宠物饲养登记表 ○ 不适用 没有宠物');
    expect(kinds[12]).toBe('13 业主报修登记表 ✔ 有 2 份');
    expect(kinds[14]).toBe('15 房屋装修的全部资料 ● 他部门保管');
    expect(kinds[18]).toBe('19 其它有关资料 ○ 不适用 有则归档，没有不算缺');
    expect(page.text).toContain(
      '报修登记表 2023-5 2023-05-02 · 1 页 · 保管：客服部 · 位置：1柜2格',
    );
    expect(page.text).toMatch(/完整度 40% 4 \/ 10 缺： 2 业主身份确认单/);
    const let_ = await (await signedIn(office, 'clerk')).get(paths.archive('1-1-0101'));
    expect(kindsOf(let_.html)[6]).toBe('7 房屋租户登记表 ■ 缺');
  });

  it('[OWN-03] is masked for whoever may open it, and closed to all others', async () => {
    for (const username of ['clerk', 'supervisor', 'administration', 'auditor', 'admin']) {
      const page = await (await signedIn(office, username)).get(paths.archive('3栋2单元501'));
      expect(page.status, username).toBe(200);
      expect(page.html, username).not.toMatch(personal);
      expect(page.text, username).toContain('莫**');
      expect(page.text, username).toContain('138****0501');
      expect(page.text, username).toMatch(/机密 .*长期保管/);
    }
    for (const username of ['engineer', 'finance', 'stranger']) {
      const page = await (await signedIn(office, username)).get(room);
      expect(page.status, username).toBe(403);
      expect(page.html, username).not.toMatch(/莫\*|138\*/);
    }
  });

  it('[OWN-03] gives the clerk name and phone of an open matter by one button, logged first', async () => {
    const filed = await (await office.as('clerk')).post('/records', repair());
    expect(filed.body).toMatchObject({ number: 'BX-202610-0001' });
    const clerk = await signedIn(office, 'clerk');
    const home = paths.archive('3-2-0602');
    const contact = paths.openContact('3-2-0602');
    const opened = await clerk.submit(home, {}, contact);
    expect(opened.status).toBe(200);
    expect(opened.text).toContain('贾芳芳');
    expect(opened.text).toContain('13900001234');
    expect(opened.text).toContain('用途：BX-202610-0001'.replace('：', '：办理 '));
    expect(opened.headers.get('cache-control')).toBe('no-store');
    expect(opened.html).toContain('data-mark="王芳 2026-11-03 10:00"');
    const again = await clerk.get(home);
    expect(again.html).not.toMatch(personal);
    expect(again.text).toContain('看了：业主姓名、联系电话');
    expect(again.text).toContain('用途：在办事项 BX-202610-0001');

    const form = again.form(contact);
    expect((await clerk.post(paths.openContact('3-2-0501'), form)).status).toBe(409);
    expect((await clerk.post(contact, { ...form, _key: 'made-up.key' })).status).toBe(403);
    const supervisor = await signedIn(office, 'supervisor');
    const masked = await supervisor.get(home);
    expect(masked.html).not.toContain(`action="${contact}"`);
    expect(masked.text).toContain('联系方式由值班客服为未办结事项打开');
    const key = masked.html.match(/name="_key" value="([^"]+)"/)?.[1] ?? '';
    const tried = await supervisor.post(contact, { _key: key, matter: 'BX-202610-0001' });
    expect(tried.status).toBe(403);
    expect(tried.html).not.toMatch(personal);
  });

  it('[OWN-01] is closed and kept at a change of owner, and the next one starts empty', async () => {
    const clerk = await signedIn(office, 'clerk');
    const change = paths.changeOwner('3-2-0501');
    const wrong = await clerk.submit(change, { 业主姓名: '', reason: '' });
    expect(wrong.status).toBe(422);
    const done = await clerk.submit(change, {
      业主姓名: '林大海',
      联系电话: '13811112222',
      产权变更日期: '2026-10-20',
      reason: '凭不动产权证书办理',
    });
    expect([done.status, done.path]).toEqual([303, room]);
    const page = await clerk.follow(done);
    expect(page.text).toContain('林**');
    expect(page.text).toContain('第 2 任业主');
    expect(page.text).toMatch(/0 \/ 8 缺/);
    expect(page.text).toMatch(/过户前的档案 .*第 1 任业主 莫\*\* · 5 份/);
    expect(page.text).toContain('报修登记表 2024-7');
    expect(page.html).not.toMatch(/莫小兰|13800000501|林大海/);
  });

  it('[OWN-06] tells its owner who looked, at what and for what, whoever prints it', async () => {
    await (await office.as('clerk')).post('/records', repair());
    const clerk = await signedIn(office, 'clerk');
    const before = await clerk.get(paths.archiveStatement('3-2-0602'));
    expect(before.text).toContain('没有人查看过您的档案');
    await clerk.submit(paths.archive('3-2-0602'), {}, paths.openContact('3-2-0602'));
    const statement = await (await signedIn(office, 'administration')).get(
      paths.archiveStatement('3-2-0602'),
    );
    expect(statement.text).toContain('您的档案被查看 1 次');
    expect(statement.text).toMatch(
      /2026-11-03 10:00 王芳 业主姓名、联系电话 在办事项 BX-202610-0001 值班办理/,
    );
    expect(statement.html).not.toMatch(personal);
    const other = await clerk.get(paths.archiveStatement('3-2-0501'));
    expect(other.text).toContain('没有人查看过');
  });
});

describe('a paper', () => {
  it('[OWN-07] filed wrongly is moved with a reason, after its consequences were shown', async () => {
    const clerk = await signedIn(office, 'clerk');
    const id = await paperOf(clerk, room, '房屋验收表');
    const move = paths.movePaper('3-2-0501', id);
    expect((await clerk.get(move)).text).toContain('移到哪一户');
    expect((await clerk.get(`${move}?to=9-9-999`)).text).toContain('没有 9-9-999 的业主档案');
    expect((await clerk.get(`${move}?to=3-2-501`)).text).toContain('已经在 3-2-0501');
    const check = await clerk.get(`${move}?to=3-2-602`);
    expect(check.text).toContain('3-2-0501 的“房屋验收表”将变为：缺。');
    expect(check.text).toContain('3-2-0602（贾**）的“房屋验收表”将有 1 份。');
    const form = check.form();
    const untold = await clerk.post(move, { ...form, reason: ' ' });
    expect([untold.status, untold.text]).toEqual([422, expect.stringContaining('请写明理由')]);
    const done = await clerk.post(move, { ...untold.form(), reason: '房号看错' });
    expect([done.status, done.path]).toEqual([303, paths.archive('3-2-0602')]);
    expect(kindsOf((await clerk.get(done.path)).html)[2]).toBe('3 房屋验收表 ✔ 有');
    expect(kindsOf((await clerk.get(room)).html)[2]).toBe('3 房屋验收表 ■ 缺');
  });

  it('[OWN-02] is handed over to another keeper, by those who keep the archives', async () => {
    const clerk = await signedIn(office, 'clerk');
    const id = await paperOf(clerk, room, '装修申请表');
    const handOver = paths.handOverPaper('3-2-0501', id);
    const done = await clerk.submit(handOver, { custody: '客服部', shelf: '1柜5格' });
    expect([done.status, done.path]).toEqual([303, room]);
    const page = await clerk.get(room);
    expect(kindsOf(page.html)[14]).toBe('15 房屋装修的全部资料 ✔ 有');
    expect(page.text).toContain('保管：客服部 · 位置：1柜5格');
    const supervisor = await signedIn(office, 'supervisor');
    expect((await supervisor.get(room)).html).not.toContain('hand-over');
    expect((await supervisor.get(handOver)).status).toBe(403);
  });
});
