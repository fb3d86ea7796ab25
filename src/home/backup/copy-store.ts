import { chmodSync, closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { assert } from '../../core/app-error.ts';
import type { NamedFile } from '../stored-files.ts';

/** The text index is made anew from what it is about; the step that creates its tables runs again. */
const leftOut = { tables: /^search_/, step: '%-text-index' };
/** Nobody stays signed in through a restore. */
const emptied = new Set(['session']);

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string;
}

/**
 * Copies an SQLite store, at one instant, while others may write to it: row by row into a new file,
 * so that no page that once held something else comes along.
 */
export function copySqliteStore(from: string, to: string): void {
  rmSync(to, { force: true });
  const copy = new DatabaseSync(to);
  try {
    copy.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF');
    const source = `${pathToFileURL(from).href}?mode=ro`;
    copy.prepare('ATTACH DATABASE ? AS home').run(source);
    // One transaction, so that all tables are read as they stood together.
    copy.exec('BEGIN');
    const schema = copy
      .prepare(`SELECT type, name, tbl_name, sql FROM home.sqlite_schema
        WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`)
      .all() as unknown as SchemaRow[];
    const kept = schema.filter((row) => !leftOut.tables.test(row.tbl_name));
    for (const { name, sql } of kept.filter(({ type }) => type === 'table')) {
      copy.exec(sql);
      if (emptied.has(name)) continue;
      copy.exec(`INSERT INTO main."${name}" SELECT * FROM home."${name}"`);
    }
    copy.prepare('DELETE FROM main.migration WHERE name LIKE ?').run(leftOut.step);
    // Indexes are quicker made at the end; triggers guard the copy from now on.
    for (const { sql } of kept.filter(({ type }) => type !== 'table')) copy.exec(sql);
    copy.exec('COMMIT');
    copy.exec('DETACH DATABASE home');
  } catch (error) {
    copy.close();
    rmSync(to, { force: true });
    throw error;
  }
  copy.close();
}

/** What a copied store says of itself. */
export interface CopiedStore {
  readonly size: number;
  readonly frontier: Uint8Array;
  /** The text of `site.json` in force. */
  readonly siteText: string;
  /** The data keys without which some content cannot be read. */
  readonly keyNames: readonly string[];
  /** Stored files, each with the data key it lies under. */
  readonly blobs: readonly NamedFile[];
}

/** Reads what the rest of a backup must fit. */
export function readCopiedStore(path: string): CopiedStore {
  const copy = new DatabaseSync(path, { readOnly: true });
  try {
    const all = <Row>(text: string) => copy.prepare(text).all() as unknown as Row[];
    const [head] = all<{ size: number; frontier: Uint8Array }>(
      'SELECT size, frontier FROM ledger_head WHERE id = 1',
    );
    const [site] = all<{ text: string }>(
      'SELECT text FROM catalogue_version ORDER BY version DESC LIMIT 1',
    );
    assert(head !== undefined && site !== undefined, 'a store that can be read has both');
    const keys = all<{ name: string }>('SELECT DISTINCT key_name AS name FROM content');
    const blobs = all<NamedFile>('SELECT address, key_name AS keyName FROM blob ORDER BY address');
    return { ...head, siteText: site.text, keyNames: keys.map(({ name }) => name).sort(), blobs };
  } finally {
    copy.close();
  }
}

/** Adds a signed checkpoint to a copied store, and puts the file on disk. */
export function addCheckpoint(
  path: string,
  checkpoint: { size: number; at: string; note: string },
): void {
  const copy = new DatabaseSync(path);
  copy
    .prepare('INSERT OR IGNORE INTO checkpoint (size, at, note) VALUES (?, ?, ?)')
    .run(checkpoint.size, checkpoint.at, checkpoint.note);
  copy.close();
  chmodSync(path, 0o600);
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}
