import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOfFile, filesUnder } from '../../home/backup/copy-file.ts';
import { type Check, good, named, wrong } from './finding.ts';

/** Every file that a month's `index.json` lists still has the SHA-256 that stands there. */
export async function checkBundles(home: string): Promise<Check> {
  const folder = join(home, 'bundles');
  const indexes = filesUnder(folder).filter((path) => /(^|\/)index\.json$/.test(path));
  const faults: string[] = [];
  let checked = 0;
  for (const index of indexes) {
    const listed = listedFiles(join(folder, index));
    if (listed === undefined) faults.push(`${index} 无法读取`);
    for (const { file, sha256 } of listed ?? []) {
      checked += 1;
      const path = join(folder, dirname(index), file);
      if (!existsSync(path)) faults.push(`${join(dirname(index), file)} 缺失`);
      else if ((await digestOfFile(path)).sha256 !== sha256) {
        faults.push(`${join(dirname(index), file)} 被改动`);
      }
    }
  }
  if (faults.length > 0) {
    return wrong('bundles', `月度案卷不对：${named(faults)}；删去该文件后用 bind 可重建同样的字节`);
  }
  return good('bundles', `月度案卷 ${indexes.length} 份、文件 ${checked} 个，摘要全部相符`);
}

interface ListedFile {
  readonly file: string;
  readonly sha256: string;
}

/** Whatever in an index names a file with its digest, or undefined for text that is no JSON. */
function listedFiles(path: string): ListedFile[] | undefined {
  try {
    return walk(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined; // said as a fault of the index
  }
}

function walk(value: unknown): ListedFile[] {
  if (typeof value !== 'object' || value === null) return [];
  const { file, sha256 } = value as { file?: unknown; sha256?: unknown };
  const own =
    typeof file === 'string' && typeof sha256 === 'string'
      ? [{ file, sha256: sha256.replace(/^sha256:/, '') }]
      : [];
  return [...own, ...Object.values(value).flatMap(walk)];
}
