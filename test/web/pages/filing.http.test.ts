import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { householdsCsv, type Office, openOffice } from '../office.ts';
import { leastFields } from '../sample-fields.ts';
import { type Visitor, visitorOf } from './visitor.ts';

let office: Office;
let clerk: Visitor;

beforeAll(async () => {
  office = await openOffice();
  const path = '/imports/households?fileName=list.csv';
  const answer = await (await office.as('clerk')).send(path, {
    method: 'POST',
    body: householdsCsv,
  });
  expect(answer.status).toBe(200);
  clerk = visitorOf(office);
  await clerk.signIn('clerk');
});

afterAll(() => office?.close());

const fault = { 房号: '3栋2单元501', 故障现象: '厨房水管漏水' };

/** The number of the record to which a form led. */
function numberIn(path: string): string {
  return decodeURIComponent(/^\/records\/([^/?]+)$/.exec(path)?.[1] ?? `no record: ${path}`);
}

async function fieldsOf(number: string): Promise<Record<string, unknown>> {
  const { body } = await (await office.as('clerk')).get<{ fields: Record<string, unknown> }>(
    `/records/${number}`,
  );
  return body.fields;
}

async function countOf(category: string): Promise<number> {
  const path = `/records?category=${category}&limit=200`;
  const { body } = await (await office.as('clerk')).get<{ items: unknown[] }>(path);
  return body.items.length;
}

describe('the form of a category', () => {
  it('[REC-01] files every one of the categories, with what was typed', async () => {
    const { categories } = office.home.catalogue.document;
    expect(categories).toHaveLength(33);
    for (const category of categories) {
      const shown = await clerk.get(`/records/new/${category.prefix}`);
      expect(shown.status, category.title).toBe(200);
      const typed = Object.fromEntries(
        Object.entries(leastFields(category)).map(([name, value]) => [name, String(value)]),
      );
      const done = await clerk.post(`/records/new/${category.prefix}`, {
        ...shown.form(),
        ...typed,
      });
      expect(done.status, `${category.title}: ${done.text.slice(0, 400)}`).toBe(303);
      const filed = await fieldsOf(numberIn(done.path));
      for (const [name, value] of Object.entries(leastFields(category))) {
        expect.soft(filed[name], `${category.title} ${name}`).toEqual(value);
      }
    }
  });

  it('asks for the room and the fault of a repair, and fills in the time and the clerk', async () => {
    const done = await clerk.submit('/records/new/01', fault);
    expect(done.status).toBe(303);
    expect(await fieldsOf(numberIn(done.path))).toEqual({
      登记时间: '2026-11-03 10:00',
      房号: '3-2-0501',
      故障现象: '厨房水管漏水',
      首问责任人: '王芳',
    });
  });
});
