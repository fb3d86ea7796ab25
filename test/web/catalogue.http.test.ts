import { afterEach, describe, expect, it } from 'vitest';
import type { Category, SiteDocument } from '../../src/catalogue/model.ts';
import type { FiledRecord, RecordView } from '../../src/records/model.ts';
import { engines, type Office, openOffice, type Problem, repair } from './office.ts';

let office: Office;

afterEach(() => office.close());

interface InForce {
  readonly version: number;
  readonly document: SiteDocument;
}

/** The document with one of its categories changed. */
function changed(
  document: SiteDocument,
  code: string,
  change: (category: Category) => Category,
): SiteDocument {
  const categories = document.categories.map((each) => (each.code === code ? change(each) : each));
  return { ...document, categories };
}

const withSource = (category: Category): Category => ({
  ...category,
  fields: [...category.fields, { name: '报修来源', en: 'Source', type: 'text', required: true }],
});

describe.each(engines)('the catalogue over HTTP on %s', (engine) => {
  it('[REC-02] takes a changed category at once and leaves earlier records under theirs', async () => {
    office = await openOffice(engine);
    const [admin, clerk] = [await office.as('admin'), await office.as('clerk')];
    await clerk.post('/records', repair());
    const { body: before } = await admin.get<InForce>('/catalogue');
    const document = changed(before.document, '01', withSource);
    const saved = await admin.put<InForce>('/catalogue', { expects: before.version, document });
    expect(saved).toMatchObject({ status: 200, body: { version: before.version + 1 } });

    const without = await clerk.post<Problem>('/records', repair());
    expect(without.status).toBe(422);
    expect(without.body.problems.map(({ field }) => field)).toEqual(['报修来源']);
    const filed = await clerk.post<FiledRecord>('/records', repair({ 报修来源: '微信群' }));
    expect(filed.status).toBe(201);

    const old = await clerk.get<RecordView>('/records/BX-202610-0001');
    expect(old.body.category.version).toBe(before.version);
    expect(old.body.fields).not.toHaveProperty('报修来源');
    const fresh = await clerk.get<RecordView>(`/records/${filed.body.number}`);
    expect(fresh.body.category.version).toBe(before.version + 1);
    expect(fresh.body.fields.报修来源).toBe('微信群');
    // The earlier record is still valid by the rules it was filed under.
    const correction = { changes: { 报修部位: '卧室' }, reason: '听错了' };
    const corrected = await clerk.post<RecordView>(
      '/records/BX-202610-0001/corrections',
      correction,
    );
    expect(corrected.status).toBe(201);
  });

  it('[REC-02] files under a category that was added just now', async () => {
    office = await openOffice(engine);
    const [admin, clerk] = [await office.as('admin'), await office.as('clerk')];
    const { body } = await admin.get<InForce>('/catalogue');
    const model = body.document.categories.find(({ code }) => code === '29');
    if (model === undefined) throw new Error('the pack has category 29');
    const added = { ...model, code: '34', prefix: 'DT', title: '电梯困人', en: 'Lift' };
    const document = { ...body.document, categories: [...body.document.categories, added] };
    await admin.put('/catalogue', { expects: body.version, document });
    const fields = { 日期: '2026-10-05', 事件: '2 栋电梯困人', 经办人: '王芳' };
    const filed = await clerk.post<FiledRecord>('/records', { category: '电梯困人', fields });
    expect(filed).toMatchObject({ status: 201, body: { number: 'DT-202610-0001' } });
  });
});

describe('saving the catalogue', () => {
  it('[REC-02] refuses a save over another one, also when both come at once', async () => {
    office = await openOffice();
    const admin = await office.as('admin');
    const { body } = await admin.get<InForce>('/catalogue');
    const save = (company: string) =>
      admin.put<Problem>('/catalogue', {
        expects: body.version,
        document: { ...body.document, company },
      });
    const answers = await Promise.all([save('甲物业'), save('乙物业'), save('丙物业')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 409, 409]);
    expect(answers[1]?.body).toMatchObject({ code: 'stale-version' });
    const after = await admin.get<InForce>('/catalogue');
    expect(after.body.document.company).toBe('甲物业');
  });

  it.each([
    [
      'a name that leads nowhere',
      (document: SiteDocument) =>
        changed(document, '03', (each) => ({ ...each, responsible: '没有此栏' })),
      'categories.2.responsible',
    ],
    [
      'a prefix that is taken',
      (document: SiteDocument) => changed(document, '03', (each) => ({ ...each, prefix: 'PG' })),
      'categories',
    ],
    [
      'a new prefix for a category that has numbers',
      (document: SiteDocument) => changed(document, '03', (each) => ({ ...each, prefix: 'ZZZ' })),
      'categories.2.prefix',
    ],
    [
      'a ※ category kept for less than ten years',
      (document: SiteDocument) =>
        changed(document, '01', (each) => ({ ...each, retention: { years: 9, source: 'C-6.7' } })),
      'categories.0.retention.years',
    ],
    [
      'a site put before the first one',
      (document: SiteDocument): SiteDocument => ({
        ...document,
        sites: [{ code: 'B', name: '二期', roomPattern: '^\\d+$' }, ...document.sites],
      }),
      'sites',
    ],
    [
      'a room pattern that is none',
      (document: SiteDocument): SiteDocument => ({
        ...document,
        sites: [{ code: 'A', name: '一期', roomPattern: '(' }],
      }),
      'sites.0.roomPattern',
    ],
  ])('[REC-02] refuses %s and saves nothing', async (_what, change, field) => {
    office = await openOffice();
    const admin = await office.as('admin');
    const { body } = await admin.get<InForce>('/catalogue');
    const answer = await admin.put<Problem>('/catalogue', {
      expects: body.version,
      document: change(body.document),
    });
    expect(answer.status).toBe(422);
    expect(answer.body.problems.map((problem) => problem.field)).toContain(field);
    expect((await admin.get('/catalogue')).body).toEqual(body);
  });
});

describe('retention', () => {
  it('[RET-01] shows rule and end date, and none while the matter is open', async () => {
    office = await openOffice();
    const clerk = await office.as('clerk');
    await clerk.post('/records', repair());
    const open = await clerk.get<RecordView>('/records/BX-202610-0001');
    expect(open.body).toMatchObject({ status: 'open', closedAt: null });
    expect(open.body.retention).toMatchObject({ class: 'y10', years: 10, through: null });

    const answered = { changes: { 回复业主时间: '2026-10-31 18:00' }, reason: '已回复业主' };
    await clerk.post('/records/BX-202610-0001/corrections', answered);
    const closed = await clerk.get<RecordView>('/records/BX-202610-0001');
    expect(closed.body.retention.through).toBe('2036-12-31');
    expect(closed.body.retention.sentence).toContain('2036-12-31');
  });

  it('[RET-01] lifts what was filed before when a period is raised, open matters included', async () => {
    office = await openOffice();
    const [admin, clerk] = [await office.as('admin'), await office.as('clerk')];
    await clerk.post('/records', repair({ 回复业主时间: '2026-10-31 18:00' }));
    await clerk.post('/records', repair());
    const { body } = await admin.get<InForce>('/catalogue');
    const document = changed(body.document, '01', (each) => ({
      ...each,
      retention: { years: 15, source: 'C-6.7' },
    }));
    await admin.put('/catalogue', { expects: body.version, document });
    const retentionOf = async (number: string) =>
      (await clerk.get<RecordView>(`/records/${number}`)).body.retention;
    expect(await retentionOf('BX-202610-0001')).toMatchObject({ years: 15, through: '2041-12-31' });
    expect(await retentionOf('BX-202610-0002')).toMatchObject({ years: 15, through: null });
    const answered = { changes: { 回复业主时间: '2026-10-31 18:00' }, reason: '已回复业主' };
    await clerk.post('/records/BX-202610-0002/corrections', answered);
    expect(await retentionOf('BX-202610-0002')).toMatchObject({ through: '2041-12-31' });
  });

  it('[RET-01] takes a raised period at once, and never brings an end nearer', async () => {
    office = await openOffice();
    const [admin, clerk] = [await office.as('admin'), await office.as('clerk')];
    const answered = { 回复业主时间: '2026-10-31 18:00' };
    const keep = async (years: number) => {
      const { body } = await admin.get<InForce>('/catalogue');
      const document = changed(body.document, '01', (each) => ({
        ...each,
        retention: { years, source: 'C-6.7' },
      }));
      expect((await admin.put('/catalogue', { expects: body.version, document })).status).toBe(200);
    };
    const through = async () =>
      (await clerk.get<RecordView>('/records/BX-202610-0001')).body.retention.through;
    await keep(15);
    await clerk.post('/records', repair(answered));
    expect(await through()).toBe('2041-12-31');
    await keep(10);
    expect(await through()).toBe('2041-12-31');
    // Closing earlier by a correction does not bring the end nearer either.
    const changes = { 登记时间: '2025-12-30 10:00', 回复业主时间: '2025-12-31 18:00' };
    const corrected = await clerk.post('/records/BX-202610-0001/corrections', {
      changes,
      reason: '年份写错',
    });
    expect(corrected.status).toBe(201);
    expect(await through()).toBe('2041-12-31');
  });
});
