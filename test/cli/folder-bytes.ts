import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Every file under a folder with the digest of its bytes.
 *
 * Left out: the writer's place (`writer.lock`, `writer.pid`) and the files by which SQLite lets
 * connections meet; they hold nothing of a home.
 */
export function folderBytes(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => join(found.parentPath, found.name))
    .filter((path) => !/(writer\.(lock|pid)|-shm)$/.test(path))
    .sort();
  return Object.fromEntries(
    files.flatMap((path) => {
      const bytes = readFileSync(path);
      if (path.endsWith('-wal') && bytes.length === 0) return [];
      return [[relative(folder, path), createHash('sha256').update(bytes).digest('hex')]];
    }),
  );
}
