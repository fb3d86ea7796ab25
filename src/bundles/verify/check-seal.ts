import { createHash } from 'node:crypto';
import type { BagTree } from '../bagit/tree.ts';
import { readWhole } from '../bagit/tree.ts';
import { checkLeaf, type ProvedLeaf, type ProvedTree } from './check-leaf.ts';
import { type Finding, fault, note } from './finding.ts';
import { isObject, proofText } from './lines.ts';

/** What the month's seal says about this bag and its sisters. */
export interface SealReport {
  readonly seq: number;
  readonly at: string;
  readonly month: string;
  /** The classes of which the month has bags, such as `y5`. */
  readonly classes: readonly string[];
  /** The class of this bag, if its folder's name says one of them. */
  readonly ownClass: string | undefined;
}

const sealedName = 'proof/sealed.json';

/** Compares the payload manifests with what the `month.sealed` entry states of them. */
export async function checkSeal(
  tree: BagTree,
  proved: ProvedTree | undefined,
  report: (finding: Finding) => void,
): Promise<SealReport | undefined> {
  const text = await proofText(tree, sealedName, report);
  if (text === undefined) return undefined;
  const where = ['封存条目', 'the sealing entry'] as const;
  const leaf = checkLeaf(text, proved, { path: sealedName, where }, report);
  if (leaf === undefined) return undefined;
  if (leaf.kind !== 'month.sealed') {
    const words = ['不是封存条目', 'not an entry that seals a month'] as const;
    report(
      fault('proof.not-a-seal', sealedName, words, { expected: 'month.sealed', found: leaf.kind }),
    );
  }
  const bags = isObject(leaf.facts.bags) ? leaf.facts.bags : {};
  const month = typeof leaf.facts.month === 'string' ? leaf.facts.month : '';
  const actual = await manifestDigests(tree);
  const ownClass = classOf(tree.base, month, Object.keys(bags));
  const sealed = ownClass === undefined ? undefined : bags[ownClass];
  if (ownClass === undefined || !isObject(sealed)) {
    reportStrange(tree.base, bags, actual, report);
  } else {
    for (const algorithm of ['sha256', 'sha512'] as const) {
      compareSealed(algorithm, sealed[algorithm], actual[algorithm], report);
    }
  }
  return sealReport(leaf, month, Object.keys(bags), ownClass);
}

function sealReport(
  leaf: ProvedLeaf,
  month: string,
  classes: readonly string[],
  ownClass: string | undefined,
): SealReport {
  return { seq: leaf.seq, at: leaf.at, month, classes: [...classes].sort(), ownClass };
}

/** The class in a bag's name: `2026-10-y5` or `B-2026-10-y5`; the longest that fits. */
function classOf(base: string, month: string, classes: readonly string[]): string | undefined {
  if (month === '' || !base.includes(month)) return undefined;
  const fitting = classes.filter((name) => base.endsWith(`-${name}`));
  return fitting.sort((one, other) => other.length - one.length)[0];
}

function compareSealed(
  algorithm: 'sha256' | 'sha512',
  expected: unknown,
  found: string | undefined,
  report: (finding: Finding) => void,
): void {
  if (typeof expected === 'string' && expected === found) return;
  const words = [
    '清单与封存时记入日志的不符：封存后有文件被改、增或删',
    'not the manifest that was sealed: files were changed, added or removed since',
  ] as const;
  const compared = { expected: String(expected), found: found ?? 'no such file' };
  report(fault('proof.sealed-manifest', `manifest-${algorithm}.txt`, words, compared));
}

/** A folder that was renamed is told from a bag that this month never sealed. */
function reportStrange(
  base: string,
  bags: { readonly [key: string]: unknown },
  actual: { readonly sha256: string | undefined; readonly sha512: string | undefined },
  report: (finding: Finding) => void,
): void {
  const own = Object.entries(bags).find(([, sealed]) => {
    return isObject(sealed) && sealed.sha256 === actual.sha256 && sealed.sha512 === actual.sha512;
  });
  const classes = Object.keys(bags).sort().join(', ');
  if (own === undefined) {
    const words = ['封存条目里没有这个包', 'the month was not sealed with this bag'] as const;
    report(fault('proof.not-sealed', base, words, { expected: classes, found: base }));
  } else {
    const words = ['文件夹改过名', 'the folder has been renamed'] as const;
    report(note('proof.renamed', base, words, { expected: `…-${own[0]}`, found: base }));
  }
}

async function manifestDigests(tree: BagTree) {
  const digest = async (algorithm: 'sha256' | 'sha512') => {
    const file = tree.files.get(`manifest-${algorithm}.txt`);
    if (file === undefined) return undefined;
    try {
      return createHash(algorithm)
        .update(await readWhole(file))
        .digest('hex');
    } catch {
      return undefined; // reading it as a manifest names the trouble
    }
  };
  return { sha256: await digest('sha256'), sha512: await digest('sha512') };
}
