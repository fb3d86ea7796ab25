import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IndexedDocument } from '../../../src/core/search/port.ts';
import { engines, type IndexedStore, openIndex } from './engines.ts';

const about = {
  kind: 'policy',
  site: 'A',
  scope: 'policy',
  at: '2026-10-01T00:00:00.000Z',
} as const;

describe.each(engines)('a change of the text index on %s', (engine) => {
  let store: IndexedStore;

  beforeEach(async () => {
    store = await openIndex(engine);
  });
  afterEach(() => store?.close());

  const put = (id: string, text: string, other: Partial<IndexedDocument> = {}) =>
    store.index.put(store.db, { ...about, ...other, id, text });

  async function find(query: string): Promise<string[]> {
    const asked = { query, sites: ['A', 'B'], scopes: ['policy', 'secret'], limit: 50 };
    const { ids, total } = await store.index.search(store.db, asked);
    expect(total).toBeGreaterThanOrEqual(ids.length);
    return ids.map((hit) => hit.id);
  }

  test('a document put again is found by its new words, rights and time only', async () => {
    await put('a', '电梯困人');
    await put('b', '电梯检修');
    await put('a', '电梯保养', { scope: 'secret', at: '2026-11-01T00:00:00.000Z' });
    expect(await find('电梯')).toEqual(['a', 'b']);
    expect(await find('困人')).toEqual([]);
    const asked = { query: '电梯', sites: ['A'], scopes: ['policy'], limit: 50 };
    expect(await store.index.search(store.db, asked)).toMatchObject({ total: 1 });
  });

  test('a removed document is found no more, and removing it again is no error', async () => {
    await put('a', '电梯困人');
    await put('b', '电梯检修');
    await store.index.remove(store.db, 'a');
    await store.index.remove(store.db, 'a');
    await store.index.remove(store.db, 'unknown');
    expect(await find('电梯')).toEqual(['b']);
    await put('a', '电梯');
    expect(await find('电梯')).toEqual(['b', 'a']);
  });

  test('a text without a word is kept and never found', async () => {
    await put('a', '。。。');
    await put('b', '');
    expect(await find('电')).toEqual([]);
    await put('b', '电');
    expect(await find('电')).toEqual(['b']);
  });

  test('what a rolled-back transaction put is not found', async () => {
    const failed = store.db.transaction().execute(async (tx) => {
      await store.index.put(tx, { ...about, id: 'a', text: '电梯' });
      throw new Error('refused');
    });
    await expect(failed).rejects.toThrow('refused');
    expect(await find('电梯')).toEqual([]);
  });

  test('a long text is found by every phrase, however often its words occur', async () => {
    const filler = '物业管理处每月巡查管理。';
    const long = `开头甲乙${filler.repeat(2_000)}中间丙丁${filler.repeat(2_000)}结尾戊己`;
    await put('long', long);
    await put('same', '哈'.repeat(1_000));
    for (const query of ['开头', '乙物业管理', '中间丙丁物业', '开头 结尾', '理 结尾戊己', '己']) {
      expect(await find(query), query).toEqual(['long']);
    }
    expect(await find('哈'.repeat(200))).toEqual(['same']);
    expect(await find('丁中间')).toEqual([]);
    await put('long', '短');
    expect(await find('结尾')).toEqual([]);
  });

  test('after a purge no trace of a removed document is left in the tables', async () => {
    await put('a', '魑魅魍魉');
    for (let number = 0; number < 300; number += 1) await put(`b${number}`, `平常文字${number}`);
    expect(await traces('魍')).toBeGreaterThan(0);
    await store.index.remove(store.db, 'a');
    await store.index.purge(store.db);
    expect(await traces('魍')).toBe(0);
    expect(await find('平常')).toHaveLength(50);
  });

  /** How many blocks of the index hold this character, whatever the index says about it. */
  async function traces(character: string): Promise<number> {
    const bytes = Buffer.from(character);
    const { rows } =
      engine === 'sqlite'
        ? await sql<{ count: number }>`SELECT count(*) AS count FROM search_text_data
            WHERE instr(block, ${bytes}) > 0`.execute(store.db)
        : await sql<{ count: string }>`SELECT count(*) AS count FROM search_part
            WHERE tokens::text LIKE ${`%${character}%`}`.execute(store.db);
    return Number(rows[0]?.count);
  }
});
