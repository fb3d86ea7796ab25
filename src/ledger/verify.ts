import { canonicalJson, type Json } from '../core/canonical-json.ts';
import { type Checkpoint, fingerprintOf, openCheckpoint, type VerifierKey } from './checkpoint.ts';
import { leafHash, sameHash } from './hash.ts';
import { appendLeaf, type Frontier, rootOf, type StoredNode } from './tree.ts';

/** One stored entry: its place in the log and the very text whose bytes are the leaf. */
export interface LogEntry {
  readonly seq: number;
  readonly leafText: string;
}

/** What the entries are compared with. */
export interface LogEvidence {
  /** The key that the reader trusts. */
  readonly key: VerifierKey;
  /** Signed checkpoints in rising size; the log may be longer than the last, never shorter. */
  readonly checkpoints: readonly string[];
  /** The head that the store itself keeps; nothing may stand behind it. */
  readonly head?: { readonly size: number; readonly root: Uint8Array };
  /** Stored nodes in the order in which `appendLeaf` made them. */
  readonly nodes?: Iterable<StoredNode> | AsyncIterable<StoredNode>;
}

/** One thing wrong with the log. Codes are stable; the sentences are for people. */
export interface LogFinding {
  readonly code:
    | 'log.gap'
    | 'log.leaf-form'
    | 'log.leaf-place'
    | 'log.node'
    | 'log.checkpoint'
    | 'log.cut'
    | 'log.root'
    | 'log.head'
    | 'log.unsigned';
  readonly seq?: number;
  readonly expected: string;
  readonly found: string;
  readonly zh: string;
  readonly en: string;
}

/** The outcome of reading the whole log once. */
export interface LogReport {
  readonly intact: boolean;
  readonly size: number;
  /** Root over the entries that were read, base64. */
  readonly root: string;
  readonly fingerprint: string;
  /** Size of the largest checkpoint that fits, 0 if none. */
  readonly provedSize: number;
  readonly findings: readonly LogFinding[];
}

/**
 * Reads the entries in rising `seq`, once, and says everything that does not fit together.
 *
 * Memory stays bounded: only the frontier, the checkpoints and the findings are kept. Bad evidence
 * never throws; a source of entries that itself fails does.
 */
export async function checkEntries(
  entries: Iterable<LogEntry> | AsyncIterable<LogEntry>,
  evidence: LogEvidence,
): Promise<LogReport> {
  const findings: LogFinding[] = [];
  const checkpoints = openAll(evidence, findings);
  const nodes = evidence.nodes === undefined ? undefined : nodeReader(evidence.nodes);
  let frontier: Frontier = [];
  let size = 0;
  let next = 0;
  let provedSize = 0;
  const compareRoots = () => {
    for (const checkpoint of checkpoints.filter((one) => one.size === size)) {
      const fault = rootFault(checkpoint, rootOf(size, frontier));
      if (fault !== undefined) findings.push(fault);
      else provedSize = size;
    }
    if (evidence.head?.size === size) findings.push(...headFault(evidence.head, size, frontier));
  };
  compareRoots();
  for await (const entry of entries) {
    findings.push(...entryFaults(entry, next));
    next = entry.seq + 1;
    const grown = appendLeaf(size, frontier, leafHash(entry.leafText));
    for (const node of grown.nodes) findings.push(...((await nodes?.compare(node)) ?? []));
    frontier = grown.frontier;
    size += 1;
    compareRoots();
  }
  findings.push(...((await nodes?.leftOver()) ?? []));
  findings.push(...cutFaults(checkpoints, evidence, size));
  return {
    intact: findings.length === 0,
    size,
    root: Buffer.from(rootOf(size, frontier)).toString('base64'),
    fingerprint: fingerprintOf(evidence.key),
    provedSize,
    findings,
  };
}

function openAll(evidence: LogEvidence, findings: LogFinding[]): Checkpoint[] {
  const opened = evidence.checkpoints.flatMap((note, index) => {
    const parsed = openCheckpoint(note, evidence.key);
    if ('value' in parsed) return [parsed.value];
    findings.push({
      code: 'log.checkpoint',
      expected: `signed by ${fingerprintOf(evidence.key)}`,
      found: parsed.fault.en,
      zh: `第 ${index + 1} 个检查点不可信：${parsed.fault.zh}`,
      en: `checkpoint ${index + 1} cannot be trusted: ${parsed.fault.en}`,
    });
    return [];
  });
  if (evidence.checkpoints.length === 0) {
    findings.push({
      code: 'log.unsigned',
      expected: 'at least one checkpoint',
      found: 'none',
      zh: '没有签名检查点，日志无从比对',
      en: 'there is no signed checkpoint to compare the log with',
    });
  }
  return opened;
}

function entryFaults(entry: LogEntry, next: number): LogFinding[] {
  const { seq } = entry;
  const faults: LogFinding[] = [];
  if (seq !== next) {
    faults.push({
      code: 'log.gap',
      seq,
      expected: String(next),
      found: String(seq),
      zh: `条目不连续：应为第 ${next} 条，却是第 ${seq} 条`,
      en: `entries are not consecutive: expected ${next}, found ${seq}`,
    });
  }
  const leaf = parsedLeaf(entry.leafText);
  if (leaf === undefined) {
    faults.push({
      code: 'log.leaf-form',
      seq,
      expected: 'canonical JSON',
      found: entry.leafText.slice(0, 80),
      zh: `第 ${seq} 条不是规范 JSON，已被改动`,
      en: `entry ${seq} is not canonical JSON: it was changed`,
    });
  } else if (leaf.seq !== seq) {
    faults.push({
      code: 'log.leaf-place',
      seq,
      expected: String(seq),
      found: String(leaf.seq),
      zh: `第 ${seq} 条的内容写着第 ${leaf.seq} 条：条目被调换`,
      en: `entry ${seq} says that it is ${leaf.seq}: entries were swapped`,
    });
  }
  return faults;
}

function parsedLeaf(text: string): { readonly [key: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return canonicalJson(value as Json) === text ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // text that is no JSON has no canonical form either
  }
}

/** Walks the stored nodes beside the computed ones; both come in the order of their making. */
function nodeReader(source: Iterable<StoredNode> | AsyncIterable<StoredNode>) {
  const iterator = asyncIterator(source);
  let pending: StoredNode | undefined;
  let ended = false;
  const peek = async () => {
    if (pending !== undefined || ended) return pending;
    const step = await iterator.next();
    if (step.done === true) ended = true;
    else pending = step.value;
    return pending;
  };
  return {
    async compare(computed: StoredNode): Promise<LogFinding[]> {
      const faults: LogFinding[] = [];
      let stored = await peek();
      while (stored !== undefined && madeBefore(stored, computed)) {
        faults.push(nodeFault(stored, undefined, stored.hash));
        pending = undefined;
        stored = await peek();
      }
      if (stored?.level !== computed.level || stored.index !== computed.index) {
        return [...faults, nodeFault(computed, computed.hash, undefined)];
      }
      pending = undefined;
      if (sameHash(stored.hash, computed.hash)) return faults;
      return [...faults, nodeFault(computed, computed.hash, stored.hash)];
    },
    async leftOver(): Promise<LogFinding[]> {
      const stored = await peek();
      return stored === undefined ? [] : [nodeFault(stored, undefined, stored.hash)];
    },
  };
}

function asyncIterator<Value>(source: Iterable<Value> | AsyncIterable<Value>) {
  async function* walk() {
    yield* source;
  }
  return walk();
}

/** Nodes come by the leaf that completes them, then by rising level. */
function madeBefore(one: StoredNode, other: StoredNode): boolean {
  const last = (node: StoredNode) => (node.index + 1) * 2 ** node.level;
  return last(one) < last(other) || (last(one) === last(other) && one.level < other.level);
}

function nodeFault(
  at: { readonly level: number; readonly index: number },
  computed: Uint8Array | undefined,
  stored: Uint8Array | undefined,
): LogFinding {
  const first = at.index * 2 ** at.level;
  const last = first + 2 ** at.level - 1;
  const range = first === last ? `${first}` : `${first}–${last}`;
  const seq = at.level === 0 ? { seq: at.index } : {};
  return {
    code: 'log.node',
    ...seq,
    expected: stored === undefined ? 'a stored node' : Buffer.from(stored).toString('hex'),
    found: computed === undefined ? 'no such entries' : Buffer.from(computed).toString('hex'),
    zh: `第 ${range} 条与存档时的哈希不符：其中有条目或哈希被改动`,
    en: `entries ${range} do not fit the hash stored when they were made (level ${at.level})`,
  };
}

function rootFault(checkpoint: Checkpoint, root: Uint8Array): LogFinding | undefined {
  if (sameHash(checkpoint.root, root)) return undefined;
  return {
    code: 'log.root',
    expected: Buffer.from(checkpoint.root).toString('base64'),
    found: Buffer.from(root).toString('base64'),
    zh: `前 ${checkpoint.size} 条与当时签名的检查点不符：有条目被改动，或日志分叉`,
    en: `the first ${checkpoint.size} entries do not fit their signed checkpoint: changed or forked`,
  };
}

function headFault(
  head: { readonly size: number; readonly root: Uint8Array },
  size: number,
  frontier: Frontier,
): LogFinding[] {
  const root = rootOf(size, frontier);
  if (sameHash(head.root, root)) return [];
  return [
    {
      code: 'log.head',
      expected: Buffer.from(head.root).toString('base64'),
      found: Buffer.from(root).toString('base64'),
      zh: `日志末端 (${size} 条) 与条目算出的根不符：日志分叉或被改动`,
      en: `the head kept at ${size} entries is not their root: forked or changed`,
    },
  ];
}

function cutFaults(
  checkpoints: readonly Checkpoint[],
  evidence: LogEvidence,
  size: number,
): LogFinding[] {
  const promised = [...checkpoints.map((one) => one.size), evidence.head?.size ?? 0];
  const longest = promised.reduce((most, one) => Math.max(most, one), 0);
  const faults: LogFinding[] = [];
  if (longest > size) {
    faults.push({
      code: 'log.cut',
      seq: size,
      expected: String(longest),
      found: String(size),
      zh: `日志尾部被截断：应有 ${longest} 条，只有 ${size} 条`,
      en: `the tail is cut: ${longest} entries were promised, ${size} are there`,
    });
  }
  if (evidence.head !== undefined && size > evidence.head.size) {
    faults.push({
      code: 'log.head',
      expected: String(evidence.head.size),
      found: String(size),
      zh: `日志末端记为 ${evidence.head.size} 条，实有 ${size} 条`,
      en: `the head says ${evidence.head.size} entries, ${size} are there`,
    });
  }
  return faults;
}
