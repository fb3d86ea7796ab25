import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { documentTokens, phraseTokens } from '../../src/core/search/tokens.ts';

/**
 * The limit to aim at: the least a server could do and still be durable. One table, one full-text
 * row, one hash-chained audit row and one durable commit a request; no people, no rights, no keys.
 */
const database = new DatabaseSync(process.argv[2] ?? ':memory:');
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
database.exec(`CREATE TABLE record (id INTEGER PRIMARY KEY, month TEXT, at TEXT, body TEXT);
  CREATE INDEX record_month ON record (month, at, id);
  CREATE TABLE audit (id INTEGER PRIMARY KEY, hash TEXT);
  CREATE VIRTUAL TABLE words USING fts5 (tokens, content = '', tokenize = "ascii tokenchars '_'")`);

const insert = database.prepare('INSERT INTO record (month, at, body) VALUES (?, ?, ?)');
const insertWords = database.prepare('INSERT INTO words (rowid, tokens) VALUES (?, ?)');
const insertAudit = database.prepare('INSERT INTO audit (hash) VALUES (?)');
const list = database.prepare(
  'SELECT id, at, body FROM record WHERE month = ? ORDER BY at DESC, id DESC LIMIT 50',
);
const search = database.prepare(
  `SELECT record.id, record.body FROM words JOIN record ON record.id = words.rowid
   WHERE words MATCH ? ORDER BY record.id DESC LIMIT 20`,
);
const count = database.prepare('SELECT count(*) AS total FROM words WHERE words MATCH ?');

const Input = z.object({
  category: z.string(),
  occurredAt: z.string(),
  fields: z.record(z.string(), z.string()),
});
let chain = '';

const app = new Hono();
app.post('/records', async (context) => {
  const input = Input.parse(await context.req.json());
  const body = JSON.stringify(input);
  database.exec('BEGIN IMMEDIATE');
  const { lastInsertRowid } = insert.run(input.occurredAt.slice(0, 7), input.occurredAt, body);
  insertWords.run(
    lastInsertRowid,
    documentTokens(Object.values(input.fields).join('\n')).join(' '),
  );
  chain = createHash('sha256').update(chain).update(body).digest('hex');
  insertAudit.run(chain);
  database.exec('COMMIT');
  return context.json({ number: Number(lastInsertRowid) }, 201);
});
app.get('/records', (context) => {
  const rows = list.all(context.req.query('month') ?? '') as { id: number; body: string }[];
  return context.json({ items: rows.map(({ id, body }) => ({ id, ...JSON.parse(body) })) });
});
app.get('/search', (context) => {
  const phrase = phraseTokens(context.req.query('q') ?? '');
  const match = `"${[phrase].flat().join(' ')}"`;
  const rows = search.all(match) as { id: number; body: string }[];
  const { total } = count.get(match) as { total: number };
  return context.json({ total, items: rows.map(({ id, body }) => ({ id, ...JSON.parse(body) })) });
});

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}`);
});
process.once('SIGTERM', () => server.close(() => process.exit(0)));
