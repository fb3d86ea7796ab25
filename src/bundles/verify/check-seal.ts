import { createHash } from 'node:crypto';
import { type Tags, tagValue } from '../bagit/tags.ts';
import type { BagTree } from '../bagit/tree.ts';
import { readWhole } from '../bagit/tree.ts';
import { checkLeaf, type ProvedTree } from './check-leaf.ts';
import { type Finding, fault, note } from './finding.ts';
import { isObject, proofText } from './lines.ts';

/** What the month's seal says about this bag and its sisters. */
export interface SealReport {
  readonly seq: number;
  readonly at: string;
  readonly month: string;
  /** 0 for the month itself, 1 for its first supplement. */
  readonly supplement: number;
  /** The classes of which the month has bags, such as `y5`. */
  readonly classes: readonly string[];
  /** The class of this bag: the one whose manifests it has, or else the one in its name. */
  readonly ownClass: string | undefined;
  /** The name under which it was written, such as `2026-10-y5` or `B-2026-10-s1-y10`. */
  readonly name: string;
}

const sealedName = 'proof/sealed.json';
const sealedTagNames = ['README.txt', 'bag-info.txt', 'verify.mjs'];

/** Compares payload manifests, tag files and name with what the `month.sealed` entry states. */
export async function checkSeal(
  tree: BagTree,
  proved: ProvedTree | undefined,
  info: Tags,
  report: (finding: Finding) => void,
): Promise<SealReport | undefined> {
  const text = await proofText(tree, sealedName, report);
  if (text === undefined) return undefined;
  const where = ['封卷条目', 'the sealing entry'] as const;
  const leaf = checkLeaf(text.replace(/\n$/, ''), proved, { path: sealedName, where }, report);
  if (leaf === undefined) return undefined;
  if (leaf.kind !== 'month.sealed') {
    const words = ['不是封卷条目', 'not an entry that seals a month'] as const;
    report(
      fault('proof.not-a-seal', sealedName, words, { expected: 'month.sealed', found: leaf.kind }),
    );
  }
  const bags = isObject(leaf.facts.bags) ? leaf.facts.bags : {};
  const month = typeof leaf.facts.month === 'string' ? leaf.facts.month : '';
  const supplement = typeof leaf.facts.supplement === 'number' ? leaf.facts.supplement : 0;
  const actual = await manifestDigests(tree);
  const ownClass = classOf(tree.base, bags, actual);
  const sealed = ownClass === undefined ? undefined : bags[ownClass];
  // The identifier is sealed too, so that one who changes both is named by it.
  const name = tagValue(info, 'External-Identifier') ?? `${month}-${ownClass}`;
  if (ownClass === undefined || !isObject(sealed)) {
    const words = ['封卷条目里没有这个包', 'the month was not sealed with this bag'] as const;
    const expected = Object.keys(bags).sort().join(', ');
    report(fault('proof.not-sealed', tree.base, words, { expected, found: tree.base }));
  } else {
    checkName(tree, name, report);
    for (const algorithm of ['sha256', 'sha512'] as const) {
      compareSealed(algorithm, sealed[algorithm], actual[algorithm], report);
    }
    await checkTags(tree, sealed.tags, report);
  }
  const { seq, at } = leaf;
  return { seq, at, month, supplement, classes: Object.keys(bags).sort(), ownClass, name };
}

/** The class whose sealed manifests the bag has, whatever its name says; or the one in its name. */
function classOf(
  base: string,
  bags: { readonly [key: string]: unknown },
  actual: { readonly sha256: string | undefined; readonly sha512: string | undefined },
): string | undefined {
  const own = Object.entries(bags).find(([, sealed]) => {
    return isObject(sealed) && sealed.sha256 === actual.sha256 && sealed.sha512 === actual.sha512;
  });
  if (own !== undefined) return own[0];
  const fitting = Object.keys(bags).filter((name) => base.endsWith(`-${name}`));
  return fitting.sort((one, other) => other.length - one.length)[0];
}

/** A folder may be renamed by its reader; inside a ZIP the name is part of what was written. */
function checkName(tree: BagTree, expected: string, report: (finding: Finding) => void): void {
  if (tree.base === expected) return;
  const compared = { expected, found: tree.base };
  if (tree.packed) {
    const words = ['包内的文件夹改过名', 'the folder inside was renamed'] as const;
    report(fault('proof.renamed', tree.base, words, compared));
  } else {
    const words = ['文件夹改过名', 'the folder has been renamed'] as const;
    report(note('proof.renamed', tree.base, words, compared));
  }
}

/** Tag files that do not prove themselves: the seal states their digests, each under its name. */
async function checkTags(
  tree: BagTree,
  sealed: unknown,
  report: (finding: Finding) => void,
): Promise<void> {
  const tags = isObject(sealed) ? sealed : {};
  for (const name of sealedTagNames) {
    const expected = tags[name];
    const found = await topFileDigest(tree, name, 'sha256');
    if (typeof expected === 'string' && expected === found) continue;
    const words = [
      '与封卷时记入日志的不符：封卷后被改',
      'not what was sealed: changed since',
    ] as const;
    const compared = { expected: String(expected), found: found ?? 'no such file' };
    report(fault('proof.sealed-tag', name, words, compared));
  }
}

function compareSealed(
  algorithm: 'sha256' | 'sha512',
  expected: unknown,
  found: string | undefined,
  report: (finding: Finding) => void,
): void {
  if (typeof expected === 'string' && expected === found) return;
  const words = [
    '清单与封卷时记入日志的不符：封卷后有文件被改、增或删',
    'not the manifest that was sealed: files were changed, added or removed since',
  ] as const;
  const compared = { expected: String(expected), found: found ?? 'no such file' };
  report(fault('proof.sealed-manifest', `manifest-${algorithm}.txt`, words, compared));
}

async function manifestDigests(tree: BagTree) {
  return {
    sha256: await topFileDigest(tree, 'manifest-sha256.txt', 'sha256'),
    sha512: await topFileDigest(tree, 'manifest-sha512.txt', 'sha512'),
  };
}

async function topFileDigest(
  tree: BagTree,
  name: string,
  algorithm: 'sha256' | 'sha512',
): Promise<string | undefined> {
  const file = tree.files.get(name);
  if (file === undefined) return undefined;
  try {
    return createHash(algorithm)
      .update(await readWhole(file))
      .digest('hex');
  } catch {
    return undefined; // the format's own check names the trouble
  }
}
