import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Whether some process now holds the writer's place in a home, and which one says that it does. */
export function lockState(home: string): { held: boolean; holder: string | undefined } {
  const path = join(home, 'writer.lock');
  if (!existsSync(path)) return { held: false, holder: undefined };
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return { held: false, holder: undefined };
  } catch {
    // The lock is exclusive: while it is held not even a read gets through.
    const note = join(home, 'writer.pid');
    return { held: true, holder: existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined };
  } finally {
    database.close();
  }
}
