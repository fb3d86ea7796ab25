import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalForm } from '../../../src/core/search/normal-form.ts';
import type { IndexedDocument, SearchRequest } from '../../../src/core/search/port.ts';
import { parseQuery } from '../../../src/core/search/query.ts';
import { dice, sentences } from '../../core/search/corpus.ts';
import { engines, type IndexedStore, openIndex } from './engines.ts';

const sites = ['A', 'B'];
const scopes = ['record:01', 'record:02', 'document'];
const documents: IndexedDocument[] = sentences(2_000).map((text, number) => ({
  id: `rec_${String((number * 7_919) % 2_000).padStart(4, '0')}`,
  kind: number % 5 === 0 ? 'document' : 'record',
  site: sites[number % 7 === 0 ? 1 : 0] ?? '',
  scope: scopes[number % 3] ?? '',
  category: number % 3 === 0 ? '01' : '02',
  // Filed in no order, and four share an instant, so that the id has to break the tie.
  at: new Date(
    Date.UTC(2026, 9, 1) + Math.floor(((number * 37) % 2_000) / 4) * 3_600_000,
  ).toISOString(),
  month: '2026-10',
  room: `3-2-0${100 + (number % 40)}`,
  text,
}));
const read = new Map(
  documents.map(({ id, text }) => [
    id,
    { plain: text.normalize('NFKC').toLowerCase(), form: normalForm(text) },
  ]),
);
const all = { sites, scopes, limit: 200 };

/** What a plain reading of every text finds, newest first. */
function scan(request: SearchRequest): string[] {
  const { phrases } = parseQuery(request.query);
  // Only a phrase with a gap in it needs the normal form; any other is read for in the plain text.
  const holds = (id: string, phrase: string) =>
    read.get(id)?.[phrase.includes(' ') ? 'form' : 'plain'].includes(phrase) ?? false;
  return documents
    .filter(
      (document) =>
        request.sites.includes(document.site) &&
        request.scopes.includes(document.scope) &&
        (request.kinds?.includes(document.kind) ?? true) &&
        (request.category === undefined || request.category === document.category) &&
        (request.room === undefined || request.room === document.room) &&
        (request.from === undefined || document.at >= request.from) &&
        (request.until === undefined || document.at < request.until) &&
        phrases.length > 0 &&
        phrases.every((phrase) => holds(document.id, phrase)),
    )
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1))
    .map((document) => document.id);
}

/** Words of 1 to 6 characters cut out of the texts at random, and as many that may not occur. */
function randomWords(pattern: RegExp, count: number): string[] {
  const roll = dice(42);
  const runs = documents.flatMap((document) => document.text.match(pattern) ?? []);
  return Array.from({ length: count }, (_, number) => {
    const run = Array.from(runs[roll(runs.length)] ?? '');
    const length = 1 + (number % 6);
    const start = roll(Math.max(1, run.length - length + 1));
    const word = run.slice(start, start + length);
    if (number % 3 === 2) word.reverse();
    return word.join('');
  });
}

describe.each(engines)('the text index on %s', (engine) => {
  let store: IndexedStore;

  beforeAll(async () => {
    store = await openIndex(engine);
    await store.db.transaction().execute(async (tx) => {
      for (const document of documents) await store.index.put(tx, document);
    });
  }, 120_000);
  afterAll(() => store?.close());

  /** All pages of an answer, with what each said of the whole. */
  async function walk(request: SearchRequest): Promise<{ ids: string[]; total: number }> {
    const ids: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await store.index.search(store.db, {
        ...request,
        ...(after === undefined ? {} : { after }),
      });
      ids.push(...page.ids.map((hit) => hit.id));
      if (page.next === null) return { ids, total: page.total };
      after = page.next;
    }
  }

  async function agreesWithScan(request: SearchRequest): Promise<number> {
    const expected = scan(request);
    const found = await walk(request);
    expect(found, JSON.stringify(request)).toEqual({ ids: expected, total: expected.length });
    return expected.length;
  }

  test('finds what a plain scan finds, for Chinese words of 1 to 6 characters', async () => {
    let found = 0;
    for (const query of new Set(randomWords(/\p{Script=Han}+/gu, 180))) {
      found += await agreesWithScan({ ...all, query });
    }
    expect(found).toBeGreaterThan(1_000);
  });

  test('finds numbers, plates and Latin words, whole and in part', async () => {
    let found = 0;
    for (const query of new Set(randomWords(/[\p{L}\d]*\d[\p{L}\d:－-]*|[a-z]+/giu, 180))) {
      found += await agreesWithScan({ ...all, query });
    }
    const written = ['wifi', 'VIP', 'vip客户', 'BX-202610', 'pg-202610-00', '粤B', '-', '48小时'];
    for (const query of written) found += await agreesWithScan({ ...all, query });
    expect(found).toBeGreaterThan(1_000);
  });

  test('finds several words and quoted phrases together', async () => {
    const queries = [
      '电梯 困人',
      '“回访时业主说”',
      '"漏水，5"',
      '粤b 尾号 电',
      '𠮷祥 㐂',
      '㐂乐',
      '5分钟 BX',
      "漏水' & !:*",
      '电 梯 电梯 电梯困',
      '没有这个词 电梯',
    ];
    for (const query of queries) await agreesWithScan({ ...all, query });
  });

  test('a query without a word finds nothing', async () => {
    for (const query of ['', '  ', '。！', '""']) {
      expect(await walk({ ...all, query })).toEqual({ ids: [], total: 0 });
    }
  });

  test('rights come before the count', async () => {
    const whole = await agreesWithScan({ ...all, query: '电梯' });
    const part = await agreesWithScan({ ...all, query: '电梯', scopes: ['record:01'] });
    const site = await agreesWithScan({ ...all, query: '电梯', sites: ['B'] });
    expect(part).toBeGreaterThan(0);
    expect(part).toBeLessThan(whole);
    expect(site).toBeGreaterThan(0);
    expect(site).toBeLessThan(whole);
    const none = { ids: [], total: 0, next: null };
    const { search } = store.index;
    expect(await search(store.db, { ...all, query: '电梯', scopes: [] })).toEqual(none);
    expect(await search(store.db, { ...all, query: '电梯', sites: [] })).toEqual(none);
    expect(await search(store.db, { ...all, query: '电梯', scopes: ['record'] })).toEqual(none);
  });

  test('is narrowed by kind, category, room and time', async () => {
    const narrowed: Partial<SearchRequest>[] = [
      { kinds: ['document'] },
      { kinds: [] },
      { category: '02' },
      { room: '3-2-0107' },
      { from: '2026-10-05T00:00:00.000Z', until: '2026-10-09T00:00:00.000Z' },
    ];
    for (const narrow of narrowed) await agreesWithScan({ ...all, query: '业主', ...narrow });
  });

  test('pages join without loss or double, and keep the count', async () => {
    const found = await agreesWithScan({ ...all, query: '业主', limit: 7 });
    expect(found).toBeGreaterThan(100);
    const first = await store.index.search(store.db, { ...all, query: '业主', limit: 7 });
    expect(first.ids).toHaveLength(7);
    const later = await store.index.search(store.db, {
      ...all,
      query: '业主',
      limit: 7,
      after: first.next ?? '',
    });
    expect(later.total).toBe(first.total);
  });

  test('pages of a very common word are the newest ones too', async () => {
    expect(await agreesWithScan({ ...all, query: '0' })).toBeGreaterThan(1_000);
    await agreesWithScan({ ...all, query: '0', limit: 9 });
    await agreesWithScan({ ...all, query: '0', limit: 20, sites: ['A'] });
  });

  test('a page mark that no page gave out is refused', async () => {
    for (const after of ['', 'x', "2026' OR 1"]) {
      const asked = store.index.search(store.db, { ...all, query: '电梯', after });
      await expect(asked).rejects.toMatchObject({ code: 'invalid' });
    }
  });
});
