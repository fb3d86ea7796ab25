import { existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseSiteText, siteText } from '../../catalogue/site-file.ts';
import { AppError } from '../../core/app-error.ts';
import { digestOfFile, filesUnder } from '../../home/backup/copy-file.ts';
import { lockState } from '../../home/lock-state.ts';
import { missingFiles, type NamedFile, storedFiles } from '../../home/stored-files.ts';
import { ownKeys } from '../../store/keyring.ts';
import { type Check, good, named, notice, wrong } from './finding.ts';

/** Below this much free disk a home is in danger. Units: bytes (1 GiB). */
const leastFreeBytes = 1024 ** 3;

export function checkLock(home: string): Check {
  const { held, holder } = lockState(home);
  if (!held) return good('lock', '没有进程占用，可以启动服务或直接执行写入命令');
  const who = holder === undefined ? '' : `（进程 ${holder}）`;
  return good('lock', `正由一个进程使用${who}，写入请走它的网页与接口`);
}

/** The keys are there, and nobody but their owner reads them. */
export function checkKeys(home: string): Check {
  const folder = join(home, 'keys');
  const missing = ownKeys.filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0) {
    return wrong('keys', `缺少密钥 ${named(missing)}，请从密钥备份恢复到 ${folder}`);
  }
  const paths = filesUnder(folder);
  const open = paths.filter((path) => (statSync(join(folder, path)).mode & 0o077) !== 0);
  if (open.length > 0 && process.platform !== 'win32') {
    return wrong('keys', `密钥 ${named(open)} 能被他人读取，请执行 chmod -R go= ${folder}`);
  }
  return good('keys', `密钥齐全（${paths.length} 个），只有本用户可读；请确认另处存有密钥备份`);
}

export function checkDisk(home: string): Check {
  const { bavail, bsize } = statfsSync(home);
  const free = bavail * bsize;
  const gigabytes = (free / 1024 ** 3).toFixed(1);
  if (free >= leastFreeBytes) return good('disk', `磁盘剩余 ${gigabytes} GB`);
  return wrong('disk', `磁盘只剩 ${gigabytes} GB，请尽快清理或换大磁盘`);
}

/** `site.json` is the newest version that was filed, byte for byte in meaning. */
export function checkSiteFile(
  home: string,
  newest: { version: number; text: string } | undefined,
): Check {
  const path = join(home, 'site.json');
  if (!existsSync(path)) return notice('site', 'site.json 不在，下次启动时按最新版本重写');
  try {
    const document = parseSiteText(readFileSync(path, 'utf8'), path);
    if (newest === undefined) return notice('site', '配置尚未归档，启动一次服务即可');
    if (siteText(document) === newest.text) {
      return good('site', `site.json 与归档的第 ${newest.version} 版一致`);
    }
    return notice('site', `site.json 有人改过，下次启动时归档为第 ${newest.version + 1} 版`);
  } catch (error) {
    if (error instanceof AppError) return wrong('site', error.message);
    throw error;
  }
}

/** Every stored file still hashes to its address, and every file that the ledger names is there. */
export async function checkFiles(home: string, blobs: readonly NamedFile[]): Promise<Check> {
  const stored = storedFiles(home);
  const changed: string[] = [];
  for (const path of stored) {
    const { sha256 } = await digestOfFile(join(home, 'files', path));
    if (sha256 !== path.replace('/', '')) changed.push(`files/${path}`);
  }
  const held = new Set(stored.map((path) => path.replace('/', '')));
  const absent = missingFiles(home, blobs, held);
  const faults = [
    ...(changed.length > 0 ? [`内容被改动：${named(changed)}`] : []),
    ...(absent.length > 0 ? [`缺失：${named(absent)}`] : []),
  ];
  if (faults.length > 0) return wrong('files', `附件${faults.join('；')}，请从备份恢复`);
  return good('files', `附件 ${stored.length} 个，逐个重算摘要，全部相符`);
}
