import { accessSync, constants, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { openSessions, type Sessions } from '../access/sessions.ts';
import { type Catalogue, openCatalogue } from '../catalogue/catalogue.ts';
import { initialSiteDocument } from '../catalogue/pack.ts';
import { openSiteFile } from '../catalogue/site-file.ts';
import type { Actor } from '../core/actor.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Entropy } from '../core/ids.ts';
import type { TextIndex } from '../core/search/port.ts';
import type { Finder } from '../finder/finder.ts';
import { type Log, openLog } from '../ledger/log.ts';
import { type Ledger, openLedger } from '../ledger/transact.ts';
import { type Files, openFiles } from '../store/files.ts';
import { lockHome } from '../store/home-lock.ts';
import { Keyring } from '../store/keyring.ts';
import { openStore, type Store, type StoreAddress } from '../store/open.ts';
import { postgresTextIndex } from '../store/text-index/postgres.ts';
import type { SearchConnection } from '../store/text-index/schema.ts';
import { sqliteTextIndex } from '../store/text-index/sqlite.ts';
import { refuseOtherKeys } from './own-keys.ts';
import { storeExists } from './reading-store.ts';

/** An open record home (the data folder): everything the rooms stand on. */
export interface Home {
  readonly path: string;
  readonly store: Store;
  readonly keyring: Keyring;
  readonly ledger: Ledger;
  readonly log: Log;
  readonly catalogue: Catalogue;
  readonly files: Files;
  readonly index: TextIndex<SearchConnection>;
  /** Households by what people type; filled by the archives when first asked. */
  finder(): Promise<Finder>;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly entropy: Entropy;
  close(): Promise<void>;
}

export interface HomeOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** A PostgreSQL URL; without one the home keeps its own `ledger.sqlite`. */
  readonly databaseUrl?: string;
}

/** The person at the machine, for what is done outside any sign-in. */
export function localOperator(): Actor {
  return { kind: 'operator', osUser: userInfo().username };
}

/**
 * Opens a home for writing, making it first if the folder is new.
 *
 * Errors: `unavailable` (cannot be written, held by another process, written by a newer version, a
 * key is missing), `invalid` (a damaged `site.json`). Nothing is touched then.
 */
export async function openHome(options: HomeOptions): Promise<Home> {
  const { path, clock, entropy } = options;
  makeFolder(path);
  const lock = lockHome(path);
  let opened: Store | undefined;
  try {
    const siteFile = openSiteFile(join(path, 'site.json'));
    await siteFile.read();
    const address = storeAddressOf(path, options.databaseUrl);
    const keyring = await openKeys(path, address, entropy);
    const store = await openStore(address, clock.now());
    opened = store;
    const ledger = openLedger({ store, keyring, clock, entropy });
    const log = await openLog(ledger, localOperator());
    await refuseOtherKeys(store.read, log);
    const catalogue = await openCatalogue({
      ledger,
      file: siteFile,
      operator: localOperator(),
      initial: initialSiteDocument,
    });
    // A signature over all there is, at both ends: the log can then be checked at any time between.
    await log.checkpoint();
    return {
      path,
      store,
      keyring,
      ledger,
      log,
      catalogue,
      files: openFiles(join(path, 'files'), keyring, entropy),
      index: store.engine === 'sqlite' ? sqliteTextIndex : postgresTextIndex,
      finder: finderAtFirstUse(),
      sessions: openSessions(ledger),
      clock,
      entropy,
      async close() {
        try {
          await log.checkpoint();
        } finally {
          await store.close();
          lock.release();
        }
      },
    };
  } catch (error) {
    await opened?.close();
    lock.release();
    throw error;
  }
}

/** Where the store of a home lies. */
export function storeAddressOf(path: string, databaseUrl?: string): StoreAddress {
  return databaseUrl
    ? { engine: 'postgres', url: databaseUrl }
    : { engine: 'sqlite', path: join(path, 'ledger.sqlite') };
}

/** New keys for a home that is new; for any other, the keys it was written with. */
async function openKeys(path: string, address: StoreAddress, entropy: Entropy): Promise<Keyring> {
  const keys = join(path, 'keys');
  const isStored = await storeExists(address);
  if (!isStored && !Keyring.isPresent(keys)) return Keyring.create(keys, entropy);
  const data = join(keys, 'data');
  if (!isStored && existsSync(data) && readdirSync(data).length > 0) {
    throw new AppError(
      'unavailable',
      `数据目录 ${path} 有密钥而没有账本数据库，请从备份恢复；数据在 PostgreSQL 的，请设好 ANJUAN_DATABASE_URL；要新建，请用 --home 另选一个空目录。`,
    );
  }
  return Keyring.open(keys, entropy);
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `数据目录 ${path} 无法写入，请检查权限或用 --home 另选一个。`,
      {
        cause,
      },
    );
  }
}

/** The finder with its dictionary of readings is read when somebody first looks for a household. */
function finderAtFirstUse(): () => Promise<Finder> {
  let finder: Promise<Finder> | undefined;
  return () => {
    finder ??= import('../finder/finder.ts').then(({ openFinder }) => openFinder());
    return finder;
  };
}
