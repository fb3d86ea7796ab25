import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { VerifierKey } from '../../ledger/checkpoint.ts';
import { checkBag } from '../bagit/check.ts';
import { type BagTree, containerTree, folderTree } from '../bagit/tree.ts';
import { compareWithCanonical } from '../container/canonical.ts';
import { minuteOfDos, zipMinuteOf } from '../container/form.ts';
import { type Container, openContainer } from '../container/read.ts';
import { checkForm, claimsToBeOurs } from './check-form.ts';
import { checkProof, type ProofReport } from './check-proof.ts';
import type { SealReport } from './check-seal.ts';
import { checkSisters } from './check-sisters.ts';
import { type Finding, fault, isGood, messageOf, note } from './finding.ts';
import type { BagReport, Verdict, VerifyReport } from './report.ts';
import { type KeyReport, parseTrustedKey } from './trusted-key.ts';

/** What the reader brings. */
export interface VerifyOptions {
  /** The line of a `key.txt` that came another way, or an Ed25519 public key in PEM. */
  readonly key?: string;
}

/**
 * Checks a bag (ZIP or unpacked folder) or a folder of bags, without server, network or database.
 *
 * Lists all that is wrong; never throws on bad evidence.
 */
export async function verifyBag(
  source: string,
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  const findings: Finding[] = [];
  const bags: BagReport[] = [];
  const trusted = options.key === undefined ? undefined : parseTrustedKey(options.key);
  if (trusted !== undefined && 'fault' in trusted) {
    const words = [`--key：${trusted.fault.zh}`, `--key: ${trusted.fault.en}`] as const;
    findings.push(fault('key.given', '--key', words));
    return finished(bags, findings);
  }
  const key = trusted?.value;
  try {
    const { zips, folders } = await bagsAt(source);
    for (const path of zips) bags.push(await verifyContainer(path, key));
    for (const path of folders) bags.push(await verifyFolder(path, key));
    if (zips.length > 0 && zips[0] !== source) {
      findings.push(...checkSisters(bags, await readdir(source)));
    }
  } catch (error) {
    const words = [`无法读取：${messageOf(error)}`, `cannot be read: ${messageOf(error)}`] as const;
    findings.push(fault('source.unreadable', source, words));
  }
  return finished(bags, findings);
}

function finished(bags: readonly BagReport[], findings: readonly Finding[]): VerifyReport {
  const intact = isGood(findings) && bags.every((bag) => bag.verdict !== 'broken');
  return { format: 'anjuan-verify-1', intact: intact && bags.length > 0, bags, findings };
}

/** Which bags lie at a path: the path itself, or, in a folder of bags, every ZIP. */
async function bagsAt(source: string): Promise<{ zips: string[]; folders: string[] }> {
  if (!(await stat(source)).isDirectory()) return { zips: [source], folders: [] };
  const entries = await readdir(source, { withFileTypes: true });
  const names = entries.map((entry) => entry.name).sort();
  if (names.includes('bagit.txt')) return { zips: [], folders: [source] };
  const zips = names.filter((name) => name.endsWith('.zip')).map((name) => join(source, name));
  if (zips.length > 0) return { zips, folders: [] };
  const inner: string[] = [];
  for (const entry of entries.filter((one) => one.isDirectory())) {
    const below = await readdir(join(source, entry.name));
    if (below.includes('bagit.txt')) inner.push(join(source, entry.name));
  }
  return { zips: [], folders: inner.length > 0 ? inner.sort() : [source] };
}

async function verifyContainer(path: string, key: VerifierKey | undefined): Promise<BagReport> {
  const container = await openContainer(path);
  try {
    const own: Finding[] = [];
    const tree = containerTree(container, (finding) => own.push(finding));
    const checked = await verifyTree(basename(path), tree, key);
    const minute = sealedMinute(checked.proof, container);
    const form = checked.ours ? await compareWithCanonical(container, minute) : [];
    const renamed = renamedFile(basename(path), checked.proof);
    return closed(checked, [...container.findings, ...own, ...form, ...renamed]);
  } finally {
    await container.close();
  }
}

/** A file may be renamed by its reader, who should know that it is no other month’s. */
function renamedFile(name: string, proof: ProofReport | undefined): Finding[] {
  const expected = proof?.seal?.ownClass && `${proof.seal.name}.zip`;
  if (expected === undefined || expected === name) return [];
  const words = ['文件改过名', 'the file has been renamed'] as const;
  return [note('proof.renamed-file', name, words, { expected, found: name })];
}

async function verifyFolder(path: string, key: VerifierKey | undefined): Promise<BagReport> {
  const own: Finding[] = [];
  const base = basename(resolve(path));
  const tree = await folderTree(path, base, (finding) => own.push(finding));
  return closed(await verifyTree(base, tree, key), own);
}

interface CheckedTree {
  readonly name: string;
  readonly ours: boolean;
  readonly format: Awaited<ReturnType<typeof checkBag>>;
  readonly proof: ProofReport | undefined;
  readonly findings: readonly Finding[];
}

async function verifyTree(
  name: string,
  tree: BagTree,
  key: VerifierKey | undefined,
): Promise<CheckedTree> {
  const format = await checkBag(tree);
  const findings = [...format.findings];
  const ours = claimsToBeOurs(tree, format.info);
  if (!ours) {
    // A reader who brings a key asks for its signature; a bag without any proof has none.
    const words = ['包内没有本系统的证明', 'holds no proof of ours'] as const;
    findings.push((key === undefined ? note : fault)('proof.none', name, words));
    return { name, ours, format, proof: undefined, findings };
  }
  findings.push(...(await checkForm(tree, format.manifests)));
  const proof = await checkProof(tree, key, format.info);
  return { name, ours, format, proof, findings: [...findings, ...proof.findings] };
}

function closed(checked: CheckedTree, more: readonly Finding[]): BagReport {
  const { name, ours, format, proof } = checked;
  const findings = [...more, ...checked.findings];
  const { key, checkpoint, seal } = proof ?? {};
  const root = checkpoint && Buffer.from(checkpoint.root).toString('base64');
  return {
    name,
    verdict: verdictOf(isGood(findings), ours, key),
    ...(key && { key }),
    ...(checkpoint && {
      checkpoint: { origin: checkpoint.origin, size: checkpoint.size, root: root ?? '' },
    }),
    ...(seal && { seal: sealJson(seal) }),
    payloadFiles: format.payloadFiles,
    payloadBytes: format.payloadBytes,
    entries: proof?.entries ?? 0,
    records: proof?.records ?? 0,
    contents: proof?.contents ?? 0,
    findings,
  };
}

function sealJson({ ownClass, ...seal }: SealReport): NonNullable<BagReport['seal']> {
  return { ...seal, ...(ownClass !== undefined && { ownClass }) };
}

function verdictOf(good: boolean, ours: boolean, key: KeyReport | undefined): Verdict {
  if (!good) return 'broken';
  if (!ours) return 'not-ours';
  return key?.compared === true ? 'intact' : 'intact-key-unknown';
}

/** Every file carries the minute of the seal; without a seal, what the first file says is used. */
function sealedMinute(proof: ProofReport | undefined, container: Container): string {
  if (proof?.seal !== undefined) return zipMinuteOf(proof.seal.at);
  const [first] = container.files;
  return first === undefined ? '' : minuteOfDos(first.dosDate, first.dosTime);
}
