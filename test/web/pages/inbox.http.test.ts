import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countInbox } from '../../../src/web/inbox/count.ts';
import { type Furniture, furnish } from '../../browser/kit/furnish.ts';
import { learnEverything } from '../../learning/taught.ts';
import { type Office, openOffice, passwordOf } from '../office.ts';
import { signedIn, type Visited } from './visitor.ts';

let office: Office;
let things: Furniture;

beforeAll(async () => {
  office = await openOffice();
  things = await furnish(office);
});

afterAll(() => office?.close());

/** The figures beside the four tabs, in their order. */
function tabsOf({ html }: Visited): [title: string, count: number][] {
  const tabs = /<nav class="tabs".*?<\/nav>/s.exec(html)?.[0] ?? '';
  return [...tabs.matchAll(/<a [^>]*>([^<]*)<span class="count">(\d+)/g)].map(
    ([, title = '', count = '']) => [title, Number(count)],
  );
}

function cardsOf({ html }: Visited): string[] {
  return html.match(/<li class="inbox-card.*?<\/li>/gs) ?? [];
}

describe('the inbox', () => {
  it('has its four tabs in the order that people know, each with its count', async () => {
    const shown = await (await signedIn(office, 'supervisor')).get('/inbox');
    expect(tabsOf(shown).map(([title]) => title)).toEqual([
      '待我处理',
      '我已处理',
      '我发起的',
      '抄送我',
    ]);
    const english = await (await signedIn(office, 'secondSupervisor', 'en')).get('/inbox');
    expect(tabsOf(english).map(([title]) => title)).toEqual([
      'To do',
      'Done by me',
      'Started by me',
      'For my information',
    ]);
  });

  it.each([
    'clerk',
    'secondClerk',
    'supervisor',
    'manager',
    'engineer',
    'administration',
    'auditor',
    'admin',
    'deputy',
    'stranger',
  ])('counts for %s on every page as many things as the first tab shows', async (username) => {
    const who = office.requester(username);
    const site = who.roles[0]?.site === 'B' ? 'A' : (who.roles[0]?.site.replace('*', 'A') ?? 'A');
    const count = await countInbox(office.home, who, site);
    const shown = await (await signedIn(office, username)).get('/inbox');
    expect(tabsOf(shown)[0]).toEqual(['待我处理', count]);
    expect(cardsOf(shown)).toHaveLength(count);
    const front = (await (await signedIn(office, username)).get('/me')).html;
    const inFrame = /<a class="inbox-link" href="\/inbox">([^<]*)/.exec(front)?.[1];
    expect(inFrame).toBe(count === 0 ? '没有待办' : `待办 ${count}`);
  });

  it('shows a request with every decisive field to who may approve, and not to others', async () => {
    const shown = await (await signedIn(office, 'supervisor')).get('/inbox');
    const [card = ''] = cardsOf(shown).filter((one) => one.includes(things.requests.waiting));
    for (const words of ['联系电话', '用途', '理由', '15 分钟', '批准', '不同意…']) {
      expect.soft(card).toContain(words);
    }
    // Refusing leads into the field of its reason, so that a key pressed there does not approve.
    expect(card).toContain(`href="/access/${things.requests.waiting}#f-reason"`);
    const clerk = await (await signedIn(office, 'clerk')).get('/inbox');
    expect(clerk.html).not.toContain(things.requests.waiting);
  });

  it('puts what is overdue first, days unsigned in their order', async () => {
    const shown = await (await signedIn(office, 'supervisor')).get('/inbox');
    const isOver = cardsOf(shown).map((card) => card.includes('inbox-card-over'));
    expect(isOver).toContain(true);
    expect(isOver).toEqual([...isOver].sort((a, b) => Number(b) - Number(a)));
    const days = [...shown.text.matchAll(/(\d{4}-\d\d-\d\d) 还没有审阅签字/g)].map(
      ([, day]) => day,
    );
    expect(days.length).toBeGreaterThan(10);
    expect(days).toEqual([...days].sort());
    expect(days).not.toContain('2026-10-02');
  });

  it('never offers a version to its own writer for approval', async () => {
    const supervisor = await (await signedIn(office, 'supervisor')).get('/inbox?kind=policy');
    expect(supervisor.text).toContain('第 2 版送审');
    const writer = await (await signedIn(office, 'administration')).get('/inbox');
    expect(writer.text).not.toContain('送审');
    const own = await (await signedIn(office, 'administration')).get('/inbox?tab=own');
    expect(own.text).toContain('等批准');
  });

  it('never offers a version to its writer though they may approve others’', async () => {
    const deputy = await office.as('deputy');
    const code = 'ZD-15';
    const { body } = await deputy.get<{ text: string }>(`/policies/${code}/versions/1`);
    const text = `${body.text}\n\n每季度盘点一次。\n`;
    await deputy.post(`/policies/${code}/versions`, { text, reason: '补充盘点' });
    const sent = await deputy.post(`/policies/${code}/versions/2/submit`);
    expect(sent.status).toBe(201);
    const card = `href="/policies/${code}/versions/2/approve"`;
    expect((await (await signedIn(office, 'deputy')).get('/inbox')).html).not.toContain(card);
    expect((await (await signedIn(office, 'supervisor')).get('/inbox')).html).toContain(card);
  });

  it('agrees to a request in the list, after which a clerk is asked to look', async () => {
    const supervisor = await signedIn(office, 'secondSupervisor');
    const id = things.requests.waiting;
    const action = `/inbox/access/${id}/approve`;
    const { _key = '' } = (await supervisor.get('/inbox')).form(action);
    const done = await supervisor.post(action, { _key });
    expect(done).toMatchObject({ status: 303, path: '/inbox' });
    expect((await supervisor.follow(done)).text).toContain('已批准');
    expect((await supervisor.get('/inbox?tab=done')).text).toContain('批准查看档案');
    const clerks = await Promise.all(['clerk', 'secondClerk'].map((one) => signedIn(office, one)));
    const lists = await Promise.all(clerks.map((clerk) => clerk.get('/inbox')));
    expect(lists.some(({ html }) => html.includes(`/access/${id}`))).toBe(true);
    const again = await supervisor.post(action, {
      _key: (await supervisor.get('/me')).form('/me')._key ?? '',
    });
    expect(again.status).toBe(409);
    expect(again.text).toContain('已批准');
  });

  it('refuses a decision to who has no right to it', async () => {
    const clerk = await signedIn(office, 'clerk');
    const { _key = '' } = (await clerk.get('/me')).form('/me');
    const answer = await clerk.post(`/inbox/access/${things.requests.refused}/approve`, { _key });
    expect(answer.status).toBe(403);
  });

  it('offers an approval no longer than it lasts', async () => {
    const clerk = await signedIn(office, 'secondClerk');
    const id = things.requests.approved;
    const before = (await clerk.get('/inbox')).html.includes(`/access/${id}`);
    office.clock.advance(31 * 60_000);
    const after = (await clerk.get('/inbox')).html.includes(`/access/${id}`);
    expect([before, after]).toEqual([true, false]);
  });

  it('says what to do where there is nothing', async () => {
    const finance = await signedIn(office, 'finance');
    expect(cardsOf(await finance.get('/inbox')).join()).toMatch(/还有 \d+ 项制度要学/);
    await learnEverything(office.home, office.requester('finance'), passwordOf('finance'));
    expect((await finance.get('/inbox')).text).toContain('没有等您处理的事');
    for (const tab of ['done', 'own', 'copied']) {
      const { text } = await (await signedIn(office, 'finance')).get(`/inbox?tab=${tab}`);
      expect(text).toMatch(/没有/);
    }
  });
});

describe('the inbox on either engine', () => {
  it('counts and shows the same', async () => {
    const other = await openOffice('postgres');
    try {
      await furnish(other);
      const fresh = await openOffice();
      try {
        await furnish(fresh);
        for (const username of ['supervisor', 'clerk', 'admin', 'administration', 'manager']) {
          const counted = await Promise.all(
            [fresh, other].map(({ home, requester }) => countInbox(home, requester(username), 'A')),
          );
          expect(counted[1], username).toBe(counted[0]);
        }
        const there = await signedIn(other, 'supervisor');
        for (const path of ['/inbox', '/inbox?tab=done', '/inbox?tab=own', '/inbox?tab=copied']) {
          expect((await there.get(path)).status).toBe(200);
        }
        const keeper = await signedIn(other, 'admin');
        for (const path of ['/people', '/people/clerk', '/me', '/set-up', '/palette?q=ZD-01']) {
          expect((await keeper.get(path)).status, path).toBe(200);
        }
      } finally {
        await fresh.close();
      }
    } finally {
      await other.close();
    }
  }, 60_000);
});
