import { existsSync } from 'node:fs';
import { findNewestVersion } from '../../catalogue/catalogue.ts';
import { parseSiteText } from '../../catalogue/site-file.ts';
import { AppError } from '../../core/app-error.ts';
import type { Clock } from '../../core/clock.ts';
import { storeAddressOf } from '../../home/open.ts';
import { openReadingStore, storeExists } from '../../home/reading-store.ts';
import type { Store } from '../../store/open.ts';
import { checkBundles } from './check-bundles.ts';
import { checkDisk, checkFiles, checkKeys, checkLock, checkSiteFile } from './check-folder.ts';
import { checkDataKeys, checkOutbox, checkSettings, checkSigned } from './check-store.ts';
import { type Check, good, wrong } from './finding.ts';

/** Everything that was looked at in a home. */
export interface Examination {
  readonly home: string;
  /** Nothing is wrong; there may be notices. */
  readonly well: boolean;
  readonly checks: readonly Check[];
}

/**
 * Looks a home over beside its server, and goes on to the next check whatever one of them finds.
 *
 * Errors: `unavailable` when there is no home.
 */
export async function examine(options: {
  path: string;
  clock: Clock;
  databaseUrl?: string;
}): Promise<Examination> {
  const { path } = options;
  const address = storeAddressOf(path, options.databaseUrl);
  if (!existsSync(path) || !(await storeExists(address))) {
    throw new AppError('unavailable', `${path} 里没有案卷数据，请用 --home 指明数据目录。`);
  }
  const checks = [checkLock(path), checkKeys(path), checkDisk(path)];
  const opened = await openReadingStore(address).catch((error: unknown) => {
    checks.push(wrong('store', error instanceof Error ? error.message : String(error)));
    return undefined;
  });
  if (opened === undefined) checks.push(checkSiteFile(path, undefined));
  else {
    checks.push(good('store', '账本数据库可读，版本与本程序一致'));
    try {
      checks.push(...(await checksOfStore(path, opened, options.clock)));
    } finally {
      await opened.close();
    }
  }
  checks.push(await checkBundles(path));
  return { home: path, well: checks.every(({ state }) => state !== 'wrong'), checks };
}

async function checksOfStore(path: string, { read }: Store, clock: Clock): Promise<Check[]> {
  const newest = await findNewestVersion(read);
  const blobs = await read
    .selectFrom('blob')
    .select(['address', 'key_name as keyName'])
    .orderBy('address')
    .execute();
  const settings =
    newest === undefined ? [] : checkSettings(parseSiteText(newest.text, '归档的配置'));
  return [
    await checkSigned(path, read),
    await checkDataKeys(path, read),
    checkSiteFile(path, newest),
    await checkFiles(path, blobs),
    await checkOutbox(read, clock.now()),
    ...settings,
  ];
}
