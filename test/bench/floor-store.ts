import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { documentTokens, phraseTokens } from '../../src/core/search/tokens.ts';
import type { FilingBody } from './text.ts';

/** What the floor server keeps, and how it answers. */
export interface FloorStore {
  /** Files some records in one durable commit; resolves to the number of the last. */
  file(bodies: readonly FilingBody[]): number;
  /** The newest 50 records of a month. */
  list(month: string): object[];
  /** The newest 20 hits, and how many there are. */
  search(words: string): { total: number; items: object[] };
  close(): void;
}

interface Row {
  readonly id: number;
  readonly body: string;
}

/**
 * The least that a durable store could be: one table, one full-text row and one hash-chained audit
 * row a record; no people, no rights, no keys.
 */
export function openFloorStore(path: string): FloorStore {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  database.exec(`CREATE TABLE IF NOT EXISTS record
      (id INTEGER PRIMARY KEY, month TEXT, at TEXT, body TEXT);
    CREATE INDEX IF NOT EXISTS record_month ON record (month, at, id);
    CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, hash TEXT);
    CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5
      (tokens, content = '', tokenize = "ascii tokenchars '_'")`);
  const prepare = (text: string) => database.prepare(text);
  const insert = prepare('INSERT INTO record (month, at, body) VALUES (?, ?, ?)');
  const insertWords = prepare('INSERT INTO words (rowid, tokens) VALUES (?, ?)');
  const insertAudit = prepare('INSERT INTO audit (hash) VALUES (?)');
  const list = prepare(
    'SELECT id, body FROM record WHERE month = ? ORDER BY at DESC, id DESC LIMIT 50',
  );
  const search = prepare(
    `SELECT record.id, record.body FROM words CROSS JOIN record ON record.id = words.rowid
     WHERE words MATCH ? ORDER BY words.rowid DESC LIMIT 20`,
  );
  const count = prepare('SELECT count(*) AS total FROM words WHERE words MATCH ?');
  const last = prepare('SELECT hash FROM audit ORDER BY id DESC LIMIT 1').get();
  let chain = String(last?.hash ?? '');

  const file = (filing: FilingBody): number => {
    const body = JSON.stringify(filing);
    const { occurredAt, fields } = filing;
    const { lastInsertRowid } = insert.run(occurredAt.slice(0, 7), occurredAt, body);
    insertWords.run(lastInsertRowid, documentTokens(Object.values(fields).join('\n')).join(' '));
    chain = createHash('sha256').update(chain).update(body).digest('hex');
    insertAudit.run(chain);
    return Number(lastInsertRowid);
  };
  const opened = (rows: unknown) =>
    (rows as Row[]).map(({ id, body }) => ({ id, ...JSON.parse(body) }));
  return {
    file(bodies) {
      let number = 0;
      database.exec('BEGIN IMMEDIATE');
      for (const body of bodies) number = file(body);
      database.exec('COMMIT');
      return number;
    },
    list: (month) => opened(list.all(month)),
    search(words) {
      const { tokens, open } = phraseTokens(words);
      const match = `"${tokens.join(' ')}"${open ? ' *' : ''}`;
      const { total } = count.get(match) as { total: number };
      return { total, items: opened(search.all(match)) };
    },
    close: () => database.close(),
  };
}
