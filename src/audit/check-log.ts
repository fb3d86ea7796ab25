import { assert } from '../core/app-error.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { saltedDigest } from '../core/digest.ts';
import { splitFrontier } from '../ledger/append.ts';
import { parseVerifierKey } from '../ledger/checkpoint.ts';
import { openContents } from '../ledger/content.ts';
import { headOf, type Log } from '../ledger/log.ts';
import type { StoredNode } from '../ledger/tree.ts';
import { rootOf } from '../ledger/tree.ts';
import { checkEntries, type LogEntry, type LogReport } from '../ledger/verify.ts';
import type { Keyring } from '../store/keyring.ts';
import type { Reader } from '../store/tables.ts';

/** Entries read at once: bounded memory, whatever the length of the log. */
const pageRows = 2000;

/** Sealed content that no longer agrees with its entry. */
export interface ContentFinding {
  readonly seq: number;
  readonly content: string;
  readonly message: string;
}

/** What `log verify` found. */
export interface LogCheck {
  readonly intact: boolean;
  readonly log: LogReport;
  readonly contents: { readonly checked: number; readonly findings: readonly ContentFinding[] };
}

/** Checks the whole log against its checkpoints, its stored tree, and the content it speaks of. */
export async function checkLog(parts: {
  read: Reader;
  keyring: Keyring;
  log: Pick<Log, 'verifierKey'>;
  /** Told after each page of entries and contents. Units: both together. */
  progress?: ((done: number, total: number) => void) | undefined;
}): Promise<LogCheck> {
  const { read, keyring } = parts;
  const parsed = parseVerifierKey(parts.log.verifierKey);
  assert('value' in parsed, 'the log names its own key in its one spelling');
  const head = await headOf(read);
  const notes = await read.selectFrom('checkpoint').select('note').orderBy('size').execute();
  const told = await toldSteps(read, head.size, parts.progress);
  const log = await checkEntries(entriesOf(read, told), {
    key: parsed.value,
    checkpoints: notes.map(({ note }) => note),
    head: { size: head.size, root: rootOf(head.size, splitFrontier(head.frontier)) },
    nodes: nodesOf(read, head.size),
  });
  const contents = await checkContents(read, keyring, told);
  return { intact: log.intact && contents.findings.length === 0, log, contents };
}

type Told = (step: number) => void;

/** Adds up what was read, of all there is to read. */
async function toldSteps(
  read: Reader,
  size: number,
  progress: ((done: number, total: number) => void) | undefined,
): Promise<Told> {
  if (progress === undefined) return () => undefined;
  const { contents } = await read
    .selectFrom('content')
    .select(({ fn }) => fn.countAll<number>().as('contents'))
    .executeTakeFirstOrThrow();
  const total = size + Number(contents);
  let done = 0;
  return (step) => {
    done += step;
    progress(Math.min(done, total), total);
  };
}

async function* entriesOf(read: Reader, told: Told): AsyncGenerator<LogEntry> {
  for (let after = -1; ; ) {
    const rows = await read
      .selectFrom('entry')
      .select(['seq', 'leaf'])
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(pageRows)
      .execute();
    for (const { seq, leaf } of rows) yield { seq, leafText: leaf };
    told(rows.length);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

/** Stored nodes in the order in which appending made them: by the leaf that completed them. */
async function* nodesOf(read: Reader, size: number): AsyncGenerator<StoredNode> {
  for (let from = 0; from < size; from += pageRows) {
    const until = Math.min(from + pageRows, size);
    const page: StoredNode[] = [];
    for (let level = 0; 2 ** level <= until; level += 1) {
      const width = 2 ** level;
      const rows = await read
        .selectFrom('tree_node')
        .select(['position', 'hash'])
        .where('level', '=', level)
        .where('position', '>=', Math.floor(from / width))
        .where('position', '<', Math.floor(until / width))
        .execute();
      page.push(...rows.map(({ position, hash }) => ({ level, index: position, hash })));
    }
    const completedBy = ({ level, index }: StoredNode) => (index + 1) * 2 ** level;
    yield* page.sort((a, b) => completedBy(a) - completedBy(b) || a.level - b.level);
  }
}

async function checkContents(
  read: Reader,
  keyring: Keyring,
  told: Told,
): Promise<LogCheck['contents']> {
  const findings: ContentFinding[] = [];
  let checked = 0;
  for (let after = ''; ; ) {
    const rows = await read
      .selectFrom('content')
      .innerJoin('entry', 'entry.seq', 'content.entry_seq')
      .select([
        'content.id',
        'content.key_name',
        'content.sealed',
        'content.entry_seq',
        'entry.leaf',
      ])
      .where('content.id', '>', after)
      .orderBy('content.id')
      .limit(pageRows)
      .execute();
    for (const row of rows) {
      checked += 1;
      const fault = contentFault(keyring, row);
      if (fault !== undefined)
        findings.push({ seq: row.entry_seq, content: row.id, message: fault });
    }
    told(rows.length);
    const last = rows.at(-1);
    if (last === undefined) return { checked, findings };
    after = last.id;
  }
}

function contentFault(
  keyring: Keyring,
  row: { id: string; key_name: string; sealed: Uint8Array; entry_seq: number; leaf: string },
): string | undefined {
  try {
    const { salt, value } = openContents(keyring, row);
    const { digest } = JSON.parse(row.leaf) as { digest?: string };
    if (digest === saltedDigest(salt, value)) return undefined;
    return `内容与日志第 ${row.entry_seq} 条的摘要不符：${canonicalJson(digest ?? null)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
