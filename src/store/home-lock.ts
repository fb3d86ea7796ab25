import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../core/app-error.ts';

/** Held as long as this process writes to the home. */
export interface HomeLock {
  release(): void;
}

/**
 * Takes the one writer's place in a home.
 *
 * The lock is the operating system's, through an SQLite file that stays open in exclusive mode: it
 * goes with the process, even when that is killed. The note beside it only tells who holds it.
 * Errors: `unavailable` when another process holds the home.
 */
export function lockHome(home: string): HomeLock {
  const database = new DatabaseSync(join(home, 'writer.lock'));
  const note = join(home, 'writer.pid');
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;');
  } catch (cause) {
    database.close();
    const holder = readHolder(note);
    throw new AppError(
      'unavailable',
      `数据目录 ${home} 正被另一个进程使用${holder}。请先停下它，或改用它的网页与接口。`,
      { cause },
    );
  }
  writeFileSync(note, `${process.pid}\n`);
  return { release: () => database.close() };
}

function readHolder(note: string): string {
  try {
    return `（进程 ${readFileSync(note, 'utf8').trim()}）`;
  } catch {
    return ''; // the note is a courtesy; without it the message still says what to do
  }
}
