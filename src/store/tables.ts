import type { Kysely, Transaction } from 'kysely';
import type { AccessTables } from './tables/access.ts';
import type { ArchiveTables } from './tables/archives.ts';
import type { BundleTables } from './tables/bundles.ts';
import type { DeadlineTables } from './tables/deadlines.ts';
import type { DispatchTables } from './tables/dispatch.ts';
import type { HandbookTables } from './tables/handbook.ts';
import type { LearningTables } from './tables/learning.ts';
import type { LedgerTables } from './tables/ledger.ts';
import type { PolicyTables } from './tables/policies.ts';
import type { RecordTables } from './tables/records.ts';
import type { ScratchTables } from './tables/scratch.ts';
import type { TrainingTables } from './tables/training.ts';
import type { WallTables } from './tables/walls.ts';

export type Tables = LedgerTables &
  AccessTables &
  RecordTables &
  DispatchTables &
  DeadlineTables &
  ArchiveTables &
  PolicyTables &
  LearningTables &
  WallTables &
  HandbookTables &
  BundleTables &
  TrainingTables &
  ScratchTables;

/** A connection on which the database itself refuses to write. */
export type Reader = Kysely<Tables>;

/** The writing side of one use case; only `ledger.transact` hands it out. */
export type Tx = Transaction<Tables>;

/** The writing side for what may be lost. */
export type Scratch = Kysely<ScratchTables>;

/** The two kinds of database the same queries run on. */
export type Engine = 'sqlite' | 'postgres';
