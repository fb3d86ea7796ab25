import { afterEach, describe, expect, it } from 'vitest';
import { saltedDigest } from '../../src/core/digest.ts';
import { getContents } from '../../src/ledger/content.ts';
import type { FiledRecord, RecordView } from '../../src/records/model.ts';
import { engines, type Office, openOffice, type Problem, repair } from './office.ts';
import { leastFields } from './sample-fields.ts';

let office: Office;

afterEach(() => office.close());

describe.each(engines)('records over HTTP on %s', (engine) => {
  it('[REC-01] files one record of each category with what it requires, and ※ for ten years', async () => {
    office = await openOffice(engine);
    const clerk = await office.as('clerk');
    const { categories } = office.home.catalogue.document;
    expect(categories.filter(({ extra }) => extra !== true)).toHaveLength(29);
    expect(categories.filter(({ extra }) => extra === true)).toHaveLength(4);
    for (const category of categories) {
      const fields = leastFields(category);
      const filed = await clerk.post<FiledRecord>('/records', { category: category.code, fields });
      expect(filed.status, `${category.title}: ${JSON.stringify(filed.body)}`).toBe(201);
      expect(filed.body.number).toBe(`${category.prefix}-202610-0001`);
      const { body } = await clerk.get<RecordView>(`/records/${filed.body.number}`);
      expect(body.category).toMatchObject({ code: category.code, title: category.title });
      expect(body.fields).toMatchObject(fields);
      expect(body.retention.years).toBeGreaterThanOrEqual(category.important ? 10 : 5);
    }
  });

  it('[REC-01] refuses each category without a required field, naming it and what to type', async () => {
    office = await openOffice(engine);
    const clerk = await office.as('clerk');
    let refused = 0;
    for (const category of office.home.catalogue.document.categories) {
      const least = leastFields(category);
      // Who files is filled in where a person of the office answers; a lessee is no such person.
      const filled = category.filer === true ? [category.responsible] : [];
      const required = category.fields.filter(
        ({ name, required: must }) => must === true && !filled.includes(name),
      );
      expect(required, category.title).not.toHaveLength(0);
      for (const { name } of required) {
        const { [name]: _left, ...fields } = least;
        const answer = await clerk.post<Problem>('/records', { category: category.code, fields });
        expect(answer.status, `${category.title} 无 ${name}`).toBe(422);
        const problem = answer.body.problems.find(({ field }) => field === name);
        expect(problem, `${category.title} 无 ${name}`).toMatchObject({ rule: 'required' });
        expect(problem?.message).toMatch(/\p{Script=Han}/u);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(70);
    const { body } = await clerk.get<{ items: unknown[] }>('/records');
    expect(body.items).toEqual([]);
  });

  it('[REC-03] appends a correction and leaves the original in sight', async () => {
    office = await openOffice(engine);
    const clerk = await office.as('clerk');
    await clerk.post('/records', repair());
    const number = 'BX-202610-0001';
    const correction = { changes: { 报修部位: '卧室' }, reason: '听错了', expects: 0 };
    const corrected = await clerk.post<RecordView>(`/records/${number}/corrections`, correction);
    expect(corrected.status).toBe(201);
    expect(corrected.body.fields.报修部位).toBe('卧室');
    expect(corrected.body.original.报修部位).toBe('阳台');
    expect(corrected.body.corrections).toMatchObject([
      {
        ordinal: 1,
        by: '王芳',
        reason: '听错了',
        changes: { 报修部位: { from: '阳台', to: '卧室' } },
      },
    ]);
    const stale = await clerk.post<Problem>(`/records/${number}/corrections`, correction);
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale-version' } });
  });

  it('[REC-03] offers no way to change or remove a record', async () => {
    office = await openOffice(engine);
    const admin = await office.as('admin');
    await admin.post('/records', repair());
    const before = await admin.get<RecordView>('/records/BX-202610-0001');
    const body = JSON.stringify({ fields: { 报修部位: '客厅' } });
    const headers = { 'content-type': 'application/json' };
    for (const path of [
      '/records/BX-202610-0001',
      '/records/BX-202610-0001/corrections/1',
      '/records',
    ]) {
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        const answer = await admin.send(path, { method, headers, body });
        expect([404, 405], `${method} ${path}`).toContain(answer.status);
      }
    }
    expect((await admin.get('/records/BX-202610-0001')).body).toEqual(before.body);
  });

  it('[REC-04] numbers by category, month and sequence, once for ever, and keeps both times', async () => {
    office = await openOffice(engine);
    const clerk = await office.as('clerk');
    const file = (fields: Record<string, unknown>) =>
      clerk.post<FiledRecord>('/records', repair(fields));
    const first = await file({});
    const second = await file({ 登记时间: '2026-10-31 23:59' });
    const november = await file({ 登记时间: '2026-11-01 00:00' });
    expect([first, second, november].map(({ body }) => body.number)).toEqual([
      'BX-202610-0001',
      'BX-202610-0002',
      'BX-202611-0001',
    ]);
    const { body } = await clerk.get<RecordView>('/records/BX-202610-0002');
    expect(body).toMatchObject({
      month: '2026-10',
      occurredAt: '2026-10-31T15:59:00.000Z',
      filedAt: '2026-11-03T02:00:00.000Z',
      filedBy: '王芳',
    });
  });

  it('[REC-04] gives each of many parallel filings a number of its own, without a gap', async () => {
    office = await openOffice(engine);
    const clerk = await office.as('clerk');
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => clerk.post<FiledRecord>('/records', repair())),
    );
    const numbers = answers.map(({ body }) => body.number).sort();
    expect(numbers).toEqual(
      Array.from({ length: 40 }, (_, at) => `BX-202610-${String(at + 1).padStart(4, '0')}`),
    );
  });

  it('[REC-04] keeps why a record came late in what its digest proves, and asks no client for it', async () => {
    office = await openOffice(engine);
    const clerk = await office.as('clerk');
    const lateReason = '当天停电，先记在纸上';
    const late = await clerk.post<{ number: string }>('/records', { ...repair(), lateReason });
    const plain = await clerk.post<{ number: string }>('/records', repair());
    expect([late.status, plain.status]).toEqual([201, 201]);
    const view = await clerk.get<RecordView>(`/records/${late.body.number}`);
    expect(view.body.lateReason).toBe(lateReason);
    const other = await clerk.get<RecordView>(`/records/${plain.body.number}`);
    expect(other.body.lateReason).toBeNull();
    const { body } = await clerk.get<{ items: { number: string; late: boolean }[] }>('/records');
    const flags = Object.fromEntries(body.items.map(({ number, late: flag }) => [number, flag]));
    expect(flags).toEqual({ [late.body.number]: true, [plain.body.number]: false });
    const { id } = await office.home.store.read
      .selectFrom('record')
      .select('id')
      .where('number', '=', late.body.number)
      .executeTakeFirstOrThrow();
    const contents = await getContents(office.home.store.read, office.home.keyring, [id]);
    const sealed = contents.get(id);
    if (sealed === undefined) throw new Error('the record has content');
    expect(sealed.value).toMatchObject({ lateReason });
    expect(saltedDigest(sealed.salt, sealed.value)).toBe(view.body.digest);
    const blank = await clerk.post('/records', { ...repair(), lateReason: ' ' });
    expect(blank.status).toBe(422);
  });

  it('[REC-08] files once for one Idempotency-Key, and refuses the key for something else', async () => {
    office = await openOffice(engine);
    const clerk = await office.as('clerk');
    const key = { 'Idempotency-Key': 'a-key' };
    const first = await clerk.post('/records', repair(), key);
    const again = await clerk.post('/records', repair(), key);
    expect(again).toMatchObject({ status: 201, body: first.body });
    const other = await clerk.post<Problem>('/records', repair({ 报修部位: '客厅' }), key);
    expect(other).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(other.body.problems).toMatchObject([{ field: 'idempotency-key', rule: 'reused' }]);
    const { body } = await clerk.get<{ items: unknown[] }>('/records');
    expect(body.items).toHaveLength(1);
  });
});
