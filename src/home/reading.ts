import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalogue, findNewestVersion, getDocument } from '../catalogue/catalogue.ts';
import { parseSiteText } from '../catalogue/site-file.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { systemEntropy } from '../core/ids.ts';
import { openLog } from '../ledger/log.ts';
import type { Ledger } from '../ledger/transact.ts';
import { openFiles } from '../store/files.ts';
import { Keyring } from '../store/keyring.ts';
import type { Reader } from '../store/tables.ts';
import { postgresTextIndex } from '../store/text-index/postgres.ts';
import { sqliteTextIndex } from '../store/text-index/sqlite.ts';
import { type Home, localOperator, storeAddressOf } from './open.ts';
import { openReadingStore, storeExists } from './reading-store.ts';

/** A home opened to be read, also beside a running server. Whatever would write is refused. */
export type ReadingHome = Pick<
  Home,
  'path' | 'store' | 'keyring' | 'log' | 'catalogue' | 'files' | 'index' | 'clock' | 'close'
>;

/**
 * Opens a home for reading: takes no lock, writes nothing, and sees one snapshot until it is closed.
 *
 * SQLite may leave its two empty coordination files (`-wal`, `-shm`) beside a store that nobody has
 * open. Errors: `unavailable` (no home there, another version, a key is missing).
 */
export async function openHomeForReading(options: {
  path: string;
  clock: Clock;
  databaseUrl?: string;
}): Promise<ReadingHome> {
  const { path, clock } = options;
  const address = storeAddressOf(path, options.databaseUrl);
  if (!existsSync(path) || !(await storeExists(address))) {
    throw new AppError('unavailable', `${path} 里没有案卷数据，请用 --home 指明数据目录。`);
  }
  const keyring = Keyring.open(join(path, 'keys'), systemEntropy);
  const store = await openReadingStore(address);
  try {
    const refuse = () => Promise.reject(new AppError('unavailable', '数据目录以只读方式打开。'));
    const ledger: Ledger = { store, keyring, clock, entropy: systemEntropy, transact: refuse };
    return {
      path,
      store,
      keyring,
      clock,
      log: await openLog(ledger, localOperator()),
      catalogue: await readCatalogue(store.read, refuse),
      get files() {
        return openFiles(join(path, 'files'), keyring, systemEntropy);
      },
      index: store.engine === 'sqlite' ? sqliteTextIndex : postgresTextIndex,
      close: () => store.close(),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The newest filed version, whatever somebody has since typed into `site.json`. */
async function readCatalogue(read: Reader, save: Catalogue['save']): Promise<Catalogue> {
  const newest = await findNewestVersion(read);
  if (newest === undefined) {
    throw new AppError('unavailable', '数据目录尚未初始化完成，请先用 serve 启动一次。');
  }
  const { version, text } = newest;
  const document = parseSiteText(text, `第 ${version} 版配置`);
  return {
    version,
    document,
    at: async (wanted) => (wanted === version ? document : getDocument(read, wanted)),
    save,
  };
}
