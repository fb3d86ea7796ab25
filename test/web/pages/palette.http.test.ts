import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Furniture, furnish } from '../../browser/kit/furnish.ts';
import { testNow } from '../../kit/time.ts';
import { type Office, openOffice } from '../office.ts';
import { signedIn } from './visitor.ts';

let office: Office;
let things: Furniture;

beforeAll(async () => {
  office = await openOffice();
  things = await furnish(office);
});

afterAll(() => office?.close());

interface Choice {
  readonly title: string;
  readonly detail: string;
  readonly href: string;
}

async function offered(username: string, q: string): Promise<Choice[]> {
  const visitor = await signedIn(office, username);
  const { html } = await visitor.get(`/palette?q=${encodeURIComponent(q)}`);
  const { groups } = JSON.parse(html) as { groups: { choices: Choice[] }[] };
  return groups.flatMap(({ choices }) => choices);
}

async function hrefs(username: string, q: string): Promise<string[]> {
  return (await offered(username, q)).map(({ href }) => href);
}

describe('the palette', () => {
  it.each(['日审阅', 'rsy', 'rishenyue', 'daily'])('goes to a page by “%s”', async (q) => {
    expect((await hrefs('supervisor', q))[0]).toBe('/days');
  });

  it.each(['业主日常报修', 'BX', 'yzrcbx', '01', 'baoxiu'])('files by “%s”', async (q) => {
    expect(await hrefs('clerk', q)).toContain('/records/new/BX');
  });

  it('opens a number first: whole, by its prefix, or bare within this month', async () => {
    const { repair } = things.open;
    const digits = repair.split('-').at(-1) ?? '';
    for (const q of [repair, repair.toLowerCase(), `bx${digits}`, `BX-${Number(digits)}`]) {
      expect((await hrefs('auditor', q))[0], q).toBe(`/records/${repair}`);
    }
    expect(await hrefs('auditor', String(Number(digits)))).toContain(`/records/${repair}`);
    const { issued } = things.orders;
    expect((await hrefs('engineer', issued))[0]).toBe(`/orders/${issued}`);
  });

  it('finds rooms for who reads archives, names for who may know them, and shows no name', async () => {
    expect(await hrefs('clerk', '3-2-501')).toContain('/archives/3-2-0501');
    const byName = await offered('clerk', '莫小兰');
    expect(byName.map(({ href }) => href)).toContain('/archives/3-2-0501');
    expect(JSON.stringify(byName.filter(({ href }) => href.startsWith('/archives')))).not.toContain(
      '莫小兰',
    );
    expect(await hrefs('auditor', '莫小兰')).not.toContain('/archives/3-2-0501');
    expect(await hrefs('engineer', '3-2-501')).not.toContain('/archives/3-2-0501');
  });

  it('finds a policy by its code, its title and its initials', async () => {
    for (const q of ['ZD-04', '首问', 'swfz']) {
      expect(await hrefs('clerk', q), q).toContain('/policies/ZD-04');
    }
  });

  it.each([
    ['人员', '/people', ['admin', 'auditor'], ['clerk', 'supervisor', 'stranger']],
    ['开始使用', '/set-up', ['admin'], ['clerk', 'auditor']],
    ['日志', '/log', ['admin', 'auditor', 'manager'], ['clerk', 'engineer']],
    ['导入', '/imports', ['admin', 'clerk'], ['auditor', 'supervisor']],
    ['添加人员', '/people/new', ['admin'], ['auditor', 'clerk']],
    ['BX', '/records/new/BX', ['clerk', 'admin'], ['auditor', 'engineer', 'finance']],
    ['签字', `/days/${testNow.slice(0, 10)}`, ['supervisor', 'manager'], ['clerk', 'admin']],
  ] as const)('offers “%s” to those alone who may go there', async (q, href, may, mayNot) => {
    for (const username of may) expect.soft(await hrefs(username, q), username).toContain(href);
    for (const username of mayNot) {
      expect.soft(await hrefs(username, q), username).not.toContain(href);
    }
  });

  it('offers nobody of another site a record, a room or an order', async () => {
    const { repair } = things.open;
    for (const q of [repair, '1', '3-2-0501', things.orders.issued]) {
      expect(JSON.stringify(await hrefs('stranger', q))).not.toMatch(
        /records\/BX|archives\/|orders\/PG/,
      );
    }
  });

  it('leads every reader only to pages that open for them', async () => {
    for (const username of ['clerk', 'supervisor', 'admin', 'auditor', 'engineer']) {
      const visitor = await signedIn(office, username);
      for (const href of await hrefs(username, '')) {
        expect.soft((await visitor.get(href)).status, `${username} ${href}`).toBe(200);
      }
    }
  });
});
