import {
  type Checkpoint,
  fingerprintOf,
  openCheckpoint,
  type VerifierKey,
} from '../../ledger/checkpoint.ts';
import type { Tags } from '../bagit/tags.ts';
import type { BagTree } from '../bagit/tree.ts';
import { checkLeaf, type ProvedLeaf } from './check-leaf.ts';
import { checkRecords } from './check-records.ts';
import { checkSeal, type SealReport } from './check-seal.ts';
import { type Finding, fault, messageOf } from './finding.ts';
import { linesIn, proofText } from './lines.ts';
import { chosenKey, type KeyReport } from './trusted-key.ts';

/** What the proof inside a bag of ours says, and what does not fit it. */
export interface ProofReport {
  readonly key: KeyReport | undefined;
  readonly checkpoint: Checkpoint | undefined;
  readonly seal: SealReport | undefined;
  /** Entries of the bag that were looked up in the signed log. */
  readonly entries: number;
  readonly records: number;
  readonly contents: number;
  readonly findings: readonly Finding[];
}

const entriesName = 'proof/entries.jsonl';

/**
 * Checks a bag's proof: signature → checkpoint → seal of the manifests, and every own entry →
 * every record's content. Lists all findings; never throws on bad evidence.
 */
export async function checkProof(
  tree: BagTree,
  trusted: VerifierKey | undefined,
  info: Tags,
): Promise<ProofReport> {
  const findings: Finding[] = [];
  const report = (finding: Finding) => void findings.push(finding);
  const chosen = chosenKey(await proofText(tree, 'proof/key.txt', report), trusted, report);
  const checkpoint = await readCheckpoint(tree, chosen?.key, report);
  const seal = await checkSeal(tree, checkpoint, info, report);
  const leaves = await readEntries(tree, checkpoint, report);
  const { records, contents } = await checkRecords(tree, leaves, report);
  return {
    key: chosen && {
      name: chosen.key.name,
      fingerprint: fingerprintOf(chosen.key),
      compared: chosen.compared,
    },
    checkpoint,
    seal,
    entries: leaves.size,
    records,
    contents,
    findings,
  };
}

async function readCheckpoint(
  tree: BagTree,
  key: VerifierKey | undefined,
  report: (finding: Finding) => void,
): Promise<Checkpoint | undefined> {
  const path = 'proof/checkpoint.txt';
  const note = await proofText(tree, path, report);
  if (note === undefined || key === undefined) return undefined;
  // A key in PEM brings no name; then the log's own name is the one under which it signs.
  const named = key.name === '' ? { ...key, name: note.split('\n', 1)[0] ?? '' } : key;
  const opened = openCheckpoint(note, named);
  if ('value' in opened) {
    checkSignatures(note, report);
    return opened.value;
  }
  const words = [
    `检查点不可信：${opened.fault.zh}`,
    `no valid checkpoint: ${opened.fault.en}`,
  ] as const;
  report(fault('proof.checkpoint', path, words, { expected: fingerprintOf(key) }));
  return undefined;
}

/** A bag's checkpoint bears one signature: beside it anybody could write what they like. */
function checkSignatures(note: string, report: (finding: Finding) => void): void {
  const found = note.slice(note.lastIndexOf('\n\n') + 2, -1).split('\n').length;
  if (found === 1) return;
  const words = ['检查点有多余的签名行', 'the checkpoint has more than one signature'] as const;
  const compared = { expected: '1', found: String(found) };
  report(fault('proof.signatures', 'proof/checkpoint.txt', words, compared));
}

async function readEntries(
  tree: BagTree,
  checkpoint: Checkpoint | undefined,
  report: (finding: Finding) => void,
): Promise<Map<number, ProvedLeaf>> {
  const leaves = new Map<number, ProvedLeaf>();
  const file = tree.files.get(entriesName);
  if (file === undefined) return leaves;
  try {
    for await (const { number, text } of linesIn(file)) {
      const where = [`第 ${number} 行`, `line ${number}`] as const;
      const leaf = checkLeaf(text, checkpoint, { path: entriesName, where }, report);
      if (leaf === undefined) continue;
      if (leaves.has(leaf.seq)) {
        const words = [`第 ${leaf.seq} 条出现两次`, `entry ${leaf.seq} is there twice`] as const;
        report(fault('proof.entry-twice', entriesName, words));
      }
      leaves.set(leaf.seq, leaf);
    }
  } catch (error) {
    const words = [`无法读取：${messageOf(error)}`, `cannot be read: ${messageOf(error)}`] as const;
    report(fault('proof.unreadable', entriesName, words));
  }
  return leaves;
}
