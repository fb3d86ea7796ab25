import { type QueryExecutorProvider, sql } from 'kysely';

/** What the index runs its statements on: a connection, or the transaction of what is filed. */
export type SearchConnection = QueryExecutorProvider;

// The full-text table keeps no text, only which token stands where. Tokens arrive ready made, apart
// by spaces: its `ascii` tokenizer takes every character outside ASCII as part of a word.
//
// Every combination of site, right, kind and category that occurs is a shelf with a small number:
// a common word has tens of thousands of hits, and one integer a hit is quick to compare.
const sqliteStatements = [
  `CREATE TABLE search_shelf (shelf INTEGER PRIMARY KEY, site TEXT NOT NULL, scope TEXT NOT NULL,
     kind TEXT NOT NULL, category TEXT NOT NULL, UNIQUE (site, scope, kind, category)) STRICT`,
  `CREATE TABLE search_document (docid INTEGER PRIMARY KEY, shelf INTEGER NOT NULL,
     at TEXT NOT NULL, month TEXT, room TEXT, id TEXT NOT NULL UNIQUE) STRICT`,
  `CREATE INDEX search_document_at ON search_document (at, docid)`,
  `CREATE VIRTUAL TABLE search_text USING fts5 (tokens, content = '', contentless_delete = 1,
     tokenize = "ascii tokenchars '_'")`,
  `INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1)`,
];

// Times and ids are compared byte by byte, as SQLite does, whatever the database's locale is.
const postgresStatements = [
  `CREATE TABLE search_document (id TEXT COLLATE "C" PRIMARY KEY, kind TEXT NOT NULL,
     site TEXT NOT NULL, scope TEXT NOT NULL, category TEXT, at TEXT COLLATE "C" NOT NULL,
     month TEXT, room TEXT)`,
  `CREATE TABLE search_part (document_id TEXT COLLATE "C" NOT NULL, part BIGINT NOT NULL,
     whole BOOLEAN NOT NULL, tokens TSVECTOR NOT NULL, PRIMARY KEY (document_id, part))`,
  // A short pending list: every search reads it from end to end. Units: kB.
  `CREATE INDEX search_part_tokens ON search_part USING gin (tokens)
     WITH (gin_pending_list_limit = 256)`,
  `CREATE INDEX search_part_long ON search_part USING gin (tokens)
     WITH (gin_pending_list_limit = 256) WHERE NOT whole`,
];

/** Creates the tables of the text index: the body of its migration. */
export async function createTextIndex(
  db: SearchConnection,
  engine: 'sqlite' | 'postgres',
): Promise<void> {
  for (const statement of engine === 'sqlite' ? sqliteStatements : postgresStatements) {
    await sql.raw(statement).execute(db);
  }
}
