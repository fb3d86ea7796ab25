import type { Json } from '../../core/canonical-json.ts';
import { saltBytes, saltedDigest } from '../../core/digest.ts';
import type { BagTree, TreeFile } from '../bagit/tree.ts';
import type { ProvedLeaf } from './check-leaf.ts';
import { type Finding, fault, messageOf } from './finding.ts';
import { isObject, jsonObject, linesIn } from './lines.ts';

/** What the registers of a bag have been compared with. */
export interface RecordsReport {
  readonly records: number;
  readonly contents: number;
}

/** Content that says which entry proves it. */
interface Claim {
  readonly value: unknown;
  /** `filing`, `corrections`, `proved`, or `seq` for one that only names its entry. */
  readonly key: string;
  /** The number of the record it stands in. */
  readonly number: string | undefined;
  readonly path: string;
  readonly line: number;
}

const registerName = 'data/records.jsonl';
const filedKind = 'record.filed';

/**
 * Compares every proved content in `data/*.jsonl` with the entry that it names, and sees to it
 * that no filed record is left out.
 */
export async function checkRecords(
  tree: BagTree,
  leaves: ReadonlyMap<number, ProvedLeaf>,
  report: (finding: Finding) => void,
): Promise<RecordsReport> {
  const filed = new Map<number, string>();
  let [records, contents] = [0, 0];
  const registers = [...tree.files.values()].filter((file) => /^data\/.*\.jsonl$/s.test(file.name));
  for (const file of registers) {
    const counted = await checkRegister(file, leaves, filed, report);
    if (file.name === registerName) records = counted.lines;
    contents += counted.contents;
  }
  for (const leaf of leaves.values()) {
    if (leaf.kind !== filedKind || filed.has(leaf.seq)) continue;
    const words = [
      `日志第 ${leaf.seq} 条登记的 ${leaf.subject} 不在包内：记录被隐去`,
      `${leaf.subject}, filed as entry ${leaf.seq}, is not in the bag: a record is hidden`,
    ] as const;
    report(fault('proof.record-hidden', registerName, words, { expected: leaf.subject }));
  }
  return { records, contents };
}

async function checkRegister(
  file: TreeFile,
  leaves: ReadonlyMap<number, ProvedLeaf>,
  filed: Map<number, string>,
  report: (finding: Finding) => void,
): Promise<{ lines: number; contents: number }> {
  let [lines, contents] = [0, 0];
  try {
    for await (const { number: line, text } of linesIn(file)) {
      lines += 1;
      const record = jsonObject(text);
      if (record === undefined) {
        const words = [`第 ${line} 行不是 JSON 对象`, `line ${line} is no JSON object`] as const;
        report(fault('data.line', file.name, words, { found: text.slice(0, 80) }));
        continue;
      }
      if (file.name === registerName && !isObject(record.filing)) {
        const words = [`第 ${line} 行的记录没有登记证明`, `line ${line} has no filing`] as const;
        const found = typeof record.number === 'string' ? record.number : text.slice(0, 80);
        report(fault('proof.record-unproved', file.name, words, { found }));
      }
      const claims: Claim[] = [];
      collectClaims(record, { path: file.name, line, number: undefined }, claims);
      for (const claim of claims) {
        if (claim.key === 'seq') checkMention(claim, leaves, report);
        else checkClaim(claim, leaves, filed, report);
      }
      contents += claims.filter((claim) => claim.key !== 'seq').length;
    }
  } catch (error) {
    const words = [`无法读取：${messageOf(error)}`, `cannot be read: ${messageOf(error)}`] as const;
    report(fault('data.unreadable', file.name, words));
  }
  return { lines, contents };
}

/** Looks everywhere but inside content and field values, which are people's own words. */
function collectClaims(
  value: unknown,
  place: Pick<Claim, 'path' | 'line' | 'number'>,
  claims: Claim[],
): void {
  if (Array.isArray(value)) {
    for (const member of value) collectClaims(member, place, claims);
    return;
  }
  if (!isObject(value)) return;
  const number = typeof value.number === 'string' ? value.number : place.number;
  const inside = { ...place, number };
  if (typeof value.seq === 'number') claims.push({ ...inside, key: 'seq', value });
  for (const [key, member] of Object.entries(value)) {
    if (key === 'fields' || key === 'content') continue;
    if (key === 'filing' && member !== null) {
      claims.push({ ...inside, key, value: member });
    } else if ((key === 'corrections' || key === 'proved') && Array.isArray(member)) {
      for (const one of member) claims.push({ ...inside, key, value: one });
    } else {
      collectClaims(member, inside, claims);
    }
  }
}

/** What names an entry without content: the entry is there and says the same of itself. */
function checkMention(
  claim: Claim,
  leaves: ReadonlyMap<number, ProvedLeaf>,
  report: (finding: Finding) => void,
): void {
  const said = isObject(claim.value) ? claim.value : {};
  const leaf = leaves.get(Number(said.seq));
  const line = [`第 ${claim.line} 行`, `line ${claim.line}`] as const;
  if (leaf === undefined) {
    const words = [
      `${line[0]}：包内没有第 ${said.seq} 条`,
      `${line[1]}: the bag has no entry ${said.seq}`,
    ] as const;
    report(fault('proof.no-entry', claim.path, words, { expected: String(said.seq) }));
    return;
  }
  for (const key of ['kind', 'subject', 'at', 'facts'] as const) {
    // Only a line of a log repeats its entry, and then names what the entry is about.
    if (said[key] === undefined || said.subject === undefined) continue;
    const [expected, found] = [leaf[key], said[key]].map((one) => JSON.stringify(one));
    if (expected === found) continue;
    const words = [
      `${line[0]}：${key} 与日志不符`,
      `${line[1]}: ${key} does not fit the log`,
    ] as const;
    report(fault('proof.mention', claim.path, words, { expected, found }));
  }
}

function checkClaim(
  claim: Claim,
  leaves: ReadonlyMap<number, ProvedLeaf>,
  filed: Map<number, string>,
  report: (finding: Finding) => void,
): void {
  const name = `${claim.number ?? ''} ${claim.key}`.trim();
  const say = (code: string, zh: string, en: string, expected?: string, found?: string) => {
    const words = [
      `第 ${claim.line} 行 ${name}：${zh}`,
      `line ${claim.line}, ${name}: ${en}`,
    ] as const;
    report(fault(code, claim.path, words, { expected, found }));
  };
  const { seq, salt, content } = isObject(claim.value) ? claim.value : {};
  const saltForm = new RegExp(`^[0-9a-f]{${saltBytes * 2}}$`);
  const formed = typeof seq === 'number' && typeof salt === 'string' && saltForm.test(salt);
  if (!formed || !isObject(content)) {
    say('proof.content-form', '证明格式不对', 'malformed', '{"seq","salt","content"}');
    return;
  }
  const leaf = leaves.get(seq);
  if (leaf === undefined) {
    say('proof.no-entry', `包内没有第 ${seq} 条`, `the bag has no entry ${seq}`, String(seq));
    return;
  }
  const digest = claimedDigest(salt, content as Json);
  if (digest === undefined || digest !== leaf.digest) {
    say('proof.content', '内容与日志不符', 'does not fit the log', leaf.digest ?? 'none', digest);
  }
  const ofRecord = leaf.kind.startsWith('record.') && claim.number !== undefined;
  if (ofRecord && leaf.subject !== claim.number) {
    say('proof.subject', '属于另一条记录', 'is of another record', leaf.subject, claim.number);
  }
  if (claim.path === registerName && claim.key === 'filing' && leaf.kind !== filedKind) {
    say('proof.kind', '不是登记条目', 'is no filing', filedKind, leaf.kind);
  }
  if (leaf.kind !== filedKind || claim.key !== 'filing') return;
  const other = filed.get(seq);
  if (other !== undefined && claim.path === registerName) {
    say('proof.record-twice', '同一登记出现两次', 'the same filing twice', other);
  }
  if (claim.path === registerName) filed.set(seq, `line ${claim.line}`);
}

/** Content without a canonical form (a lone surrogate, endless nesting) has no digest at all. */
function claimedDigest(salt: string, content: Json): string | undefined {
  try {
    return saltedDigest(Buffer.from(salt, 'hex'), content);
  } catch {
    return undefined; // then it fits no entry
  }
}
