import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { getContents } from '../../src/ledger/content.ts';
import { showContents } from '../../src/ledger/shown-contents.ts';
import { engines, type Office, openOffice } from '../records/commands/office.ts';

let office: Office;
afterEach(() => office.close());

/** Seals contents under ids `c0`, `c1` …, each holding its own number. */
async function seal(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `c${index}`);
  for (const [index, id] of ids.entries()) {
    const value = { index, list: [{ index }] };
    await office.home.ledger.transact(office.operator.actor, async () => ({
      result: null,
      entries: [
        { kind: 'test.sealed', subject: id, content: { id, keyName: 'A-2026-10-y10', value } },
      ],
    }));
  }
  return ids;
}

const show = (ids: readonly string[]) =>
  showContents(office.home.store.read, office.home.keyring, ids);

describe.each(engines)('contents shown from %s', (engine) => {
  test('are those that the store holds, however often they are asked for', async () => {
    office = await openOffice(engine);
    const ids = await seal(3);
    const stored = await getContents(office.home.store.read, office.home.keyring, ids);
    await show(ids.slice(0, 2));
    const shown = await show([...ids, 'never-sealed']);
    expect([...shown.keys()].sort()).toEqual(ids);
    for (const id of ids) {
      expect(shown.get(id)?.value).toEqual(stored.get(id)?.value);
      expect(shown.get(id)?.seq).toBe(stored.get(id)?.seq);
      expect([...(shown.get(id)?.salt ?? [])]).toEqual([...(stored.get(id)?.salt ?? ['none'])]);
    }
  });

  test('are no longer shown once disposed of, by whichever instance', async () => {
    office = await openOffice(engine);
    const [first = '', second = ''] = await seal(2);
    await show([first, second]);
    await office.home.ledger.transact(office.operator.actor, async ({ db, seq }) => {
      await sql`INSERT INTO content_disposition VALUES (${first}, ${seq})`.execute(db);
      await db.deleteFrom('content').where('id', '=', first).execute();
      const seen = await showContents(db, office.home.keyring, [first, second]);
      expect([...seen.keys()]).toEqual([second]);
      return { result: null, entries: [{ kind: 'test.disposed', subject: first }] };
    });
    expect([...(await show([first, second])).keys()]).toEqual([second]);
    expect([...(await show([first])).keys()]).toEqual([]);
  });

  test('cannot be changed by one reader for the next', async () => {
    office = await openOffice(engine);
    const [id = ''] = await seal(1);
    const value = (await show([id])).get(id)?.value as { list: { index: number }[] };
    expect(() => {
      value.list.push({ index: 9 });
    }).toThrow(TypeError);
    expect(Object.isFrozen(value.list[0])).toBe(true);
  });
});
