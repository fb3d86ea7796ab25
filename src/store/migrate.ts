import { type Kysely, sql } from 'kysely';
import { AppError } from '../core/app-error.ts';
import type { Instant } from '../core/clock.ts';
import { createLedger } from './migrations/0001-create-ledger.ts';
import { createAccess } from './migrations/0002-create-access.ts';
import { createRecords } from './migrations/0003-create-records.ts';
import { createDispatch } from './migrations/0004-create-dispatch.ts';
import { createArchives } from './migrations/0005-create-archives.ts';
import { createPolicies } from './migrations/0006-create-policies.ts';
import { createBundles } from './migrations/0007-create-bundles.ts';
import { createSearch } from './migrations/0008-create-text-index.ts';
import { createDrafts } from './migrations/0009-create-drafts.ts';
import { createDeadlines } from './migrations/0010-create-deadlines.ts';
import { createPosters } from './migrations/0011-create-posters.ts';
import { createLearning } from './migrations/0012-create-learning.ts';
import { createWallChecks } from './migrations/0013-create-wall-checks.ts';
import { createVersionSources } from './migrations/0014-create-version-sources.ts';
import { createHandbook } from './migrations/0015-create-handbook.ts';
import { createDutyStatements } from './migrations/0016-create-duty-statements.ts';
import { createTraining } from './migrations/0017-create-training.ts';
import type { Migration } from './migrations/dialect.ts';
import type { Engine } from './tables.ts';

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [
  createLedger,
  createAccess,
  createRecords,
  createDispatch,
  createArchives,
  createPolicies,
  createBundles,
  createSearch,
  createDrafts,
  createDeadlines,
  createPosters,
  createLearning,
  createWallChecks,
  createVersionSources,
  createHandbook,
  createDutyStatements,
  createTraining,
];

/**
 * Brings the schema to this version, one transaction a step.
 *
 * Errors: `unavailable` when the store was written by a newer version; nothing is touched then.
 */
export async function migrate<DB>(db: Kysely<DB>, engine: Engine, now: Instant): Promise<void> {
  await sql
    .raw('CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)')
    .execute(db);
  const { rows } = await sql<{ name: string }>`SELECT name FROM migration`.execute(db);
  const applied = new Set(rows.map((row) => row.name));
  const known = new Set(migrations.map((migration) => migration.name));
  const newer = [...applied].filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new AppError(
      'unavailable',
      `数据由更新的版本写成（${newer.join('、')}），请用新版本打开；数据未被改动。`,
    );
  }
  for (const migration of migrations) {
    if (applied.has(migration.name)) continue;
    await db.transaction().execute(async (tx) => {
      await migration.up(tx, engine);
      await sql`INSERT INTO migration (name, applied_at) VALUES (${migration.name}, ${now})`.execute(
        tx,
      );
    });
  }
}
