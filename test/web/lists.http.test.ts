import { CompiledQuery, type KyselyPlugin, type RootOperationNode } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import type { RecordLine, RecordPage } from '../../src/records/model.ts';
import { type Caller, engines, type Office, openOffice, repair } from './office.ts';

let office: Office;

afterEach(() => office.close());

const inquiry = {
  category: '03',
  fields: {
    咨询时间: '2026-10-03 09:00',
    房号: '3-2-0501',
    咨询事项: '装修须知',
    首问责任人: '周敏',
  },
};

/** Fifty records: repairs of every tenth minute, some of them answered, and a few inquiries. */
async function fileMany(clerk: Caller): Promise<void> {
  const answers = await Promise.all(
    Array.from({ length: 45 }, (_, at) => {
      const month = at < 30 ? '2026-09' : '2026-10';
      const time = `${month}-${String((at % 28) + 1).padStart(2, '0')} 10:${(at % 6) * 10 || '00'}`;
      const answered = at % 3 === 0 ? { 回复业主时间: '2026-10-31 18:00' } : {};
      return clerk.post('/records', repair({ 登记时间: time, ...answered }));
    }),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(45).fill(201));
  for (let at = 0; at < 5; at += 1) await clerk.post('/records', inquiry);
}

async function walk(
  clerk: Caller,
  query: string,
  limit: number,
  start = '',
): Promise<RecordLine[]> {
  const lines: RecordLine[] = [];
  let after = start;
  for (let pages = 0; pages < 100; pages += 1) {
    const { status, body } = await clerk.get<RecordPage>(`/records?limit=${limit}${query}${after}`);
    expect(status).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(limit);
    lines.push(...body.items);
    if (body.next === null) return lines;
    after = `&after=${encodeURIComponent(body.next)}`;
  }
  throw new Error('the pages do not end');
}

describe.each(engines)('lists of records over HTTP on %s', (engine) => {
  it('[REC-09] gives each record once, newest first, page by page, whatever comes in between', async () => {
    office = await openOffice(engine);
    const clerk = await office.as('clerk');
    await fileMany(clerk);
    const first = await clerk.get<RecordPage>('/records?limit=7');
    const next = encodeURIComponent(first.body.next ?? '');
    await clerk.post('/records', repair({ 登记时间: '2026-11-02 10:00' }));
    const rest = await walk(clerk, '', 7, `&after=${next}`);
    const numbers = [...first.body.items, ...rest].map(({ number }) => number);
    expect(numbers).toHaveLength(50);
    expect(new Set(numbers).size).toBe(50);
    const times = [...first.body.items, ...rest].map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('[REC-09] narrows by category, month, status, room and person', async () => {
    office = await openOffice(engine);
    const clerk = await office.as('clerk');
    await fileMany(clerk);
    expect(await walk(clerk, '&category=03', 3)).toHaveLength(5);
    expect(await walk(clerk, '&category=BX&month=2026-09', 20)).toHaveLength(30);
    expect(await walk(clerk, '&status=closed&category=01', 20)).toHaveLength(15);
    expect(await walk(clerk, '&status=open', 20)).toHaveLength(35);
    expect(await walk(clerk, '&room=3-2-0602&month=2026-10', 20)).toHaveLength(15);
    expect(await walk(clerk, '&room=3-2-0501', 20)).toHaveLength(5);
    expect(await walk(clerk, `&person=${encodeURIComponent('周敏')}`, 20)).toHaveLength(5);
    expect(await walk(clerk, '&status=void', 20)).toEqual([]);
    const unknown = await clerk.get('/records?colour=red');
    expect(unknown).toMatchObject({ status: 422, body: { problems: [{ field: 'colour' }] } });
  });
});

describe('a deep page', () => {
  it.each(['', '&category=01', '&category=01&month=2026-09', '&status=open', '&room=3-2-0602'])(
    '[REC-09] starts at its mark in an index and sorts nothing (%s)',
    async (query) => {
      office = await openOffice();
      const clerk = await office.as('clerk');
      await clerk.post('/records', repair());
      const { read } = office.home.store;
      const nodes: RootOperationNode[] = [];
      const plugin: KyselyPlugin = {
        transformQuery: ({ node }) => {
          nodes.push(node);
          return node;
        },
        transformResult: async ({ result }) => result,
      };
      const watched = { ...office.home.store, read: read.withPlugin(plugin) };
      const app = buildApp({ ...office.home, store: watched });
      const session = await office.home.sessions.open('clerk', 'clerk-password');
      const after = encodeURIComponent('2026-10-02T02:53:00.000Z~BX-202610-0001');
      const answer = await app.request(`/api/v1/records?limit=50&after=${after}${query}`, {
        headers: { Authorization: `Bearer ${session.token}` },
      });
      expect(answer.status).toBe(200);
      const plans: string[] = [];
      for (const node of nodes) {
        const { sql, parameters } = read.getExecutor().compileQuery(node, { queryId: 'plan' });
        if (!sql.includes('"record" as "r"')) continue;
        const plan = CompiledQuery.raw(`EXPLAIN QUERY PLAN ${sql}`, [...parameters]);
        const { rows } = await read.executeQuery<{ detail: string }>(plan);
        plans.push(...rows.map(({ detail }) => detail));
      }
      expect(plans.join('\n')).toMatch(/USING (COVERING )?INDEX \w+ \(site=\?.*<\(?/);
      expect(plans.join('\n')).not.toMatch(/SCAN|TEMP B-TREE/);
    },
  );
});
