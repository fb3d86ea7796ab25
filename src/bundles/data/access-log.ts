import type { Json } from '../../core/canonical-json.ts';
import { spanOf } from '../../core/month.ts';
import type { Reader, Tables } from '../../store/tables.ts';
import type { Scope } from '../model.ts';
import { openContents, type Proven, type Sources } from './records.ts';

/** What else is a look at somebody's: a bag taken out, and who is called about an order. */
const contactOpened = 'order.contact-opened';
const otherAccess = ['bundle.downloaded', contactOpened];

/** One step of an ask, approval, refusal or look, or a bag taken out, with what was sealed of it. */
export interface BoundAccess {
  readonly entry: Tables['entry'];
  readonly actor: string;
  readonly facts: Json;
  readonly proven: Proven | undefined;
  /** A look is kept for good, the asking about it ten years. */
  readonly isLook: boolean;
}

/**
 * Everything the log says about access to archives in the month; supplements have none. A bag is
 * plain inside, so that taking one out is access too.
 */
export async function readAccessLog(sources: Sources, scope: Scope): Promise<BoundAccess[]> {
  if (scope.supplement > 0) return [];
  const span = spanOf(scope.month, sources.zone);
  const entries = await sources.db
    .selectFrom('entry')
    .selectAll()
    .where('site', '=', scope.site)
    .where('at', '>=', span.from)
    .where('at', '<', span.until)
    .where('seq', '<', scope.size)
    .where((by) => by.or([by('kind', 'like', 'archive.%'), by('kind', 'in', otherAccess)]))
    .orderBy('seq')
    .execute();
  const ids = await contentIds(sources.db, entries);
  const contents = await openContents(sources, [...ids.values()]);
  return entries.map((entry) => {
    const leaf = JSON.parse(entry.leaf) as { actor: string; facts?: Json };
    return {
      entry,
      actor: leaf.actor,
      facts: leaf.facts ?? {},
      proven: contents.get(ids.get(entry.seq) ?? ''),
      isLook: entry.kind.startsWith('archive.look') || entry.kind === contactOpened,
    };
  });
}

async function contentIds(
  db: Reader,
  entries: readonly Tables['entry'][],
): Promise<Map<number, string>> {
  const ids = new Map<number, string>();
  const atOnce = 400;
  for (let at = 0; at < entries.length; at += atOnce) {
    const seqs = entries.slice(at, at + atOnce).map(({ seq }) => seq);
    const rows = await db
      .selectFrom('content')
      .select(['id', 'entry_seq'])
      .where('entry_seq', 'in', seqs)
      .execute();
    for (const row of rows) ids.set(row.entry_seq, row.id);
  }
  return ids;
}
