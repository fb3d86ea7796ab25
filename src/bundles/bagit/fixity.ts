import { createHash } from 'node:crypto';
import { type Finding, fault, messageOf } from '../verify/finding.ts';
import type { Manifest } from './manifest.ts';
import type { BagTree, TreeFile } from './tree.ts';

/** Compares each listed file with each manifest that lists it, reading it once. */
export async function checkFixity(
  tree: BagTree,
  manifests: readonly Manifest[],
  report: (finding: Finding) => void,
): Promise<void> {
  const listed = new Set(manifests.flatMap((manifest) => [...manifest.digests.keys()]));
  for (const name of [...listed].sort()) {
    const file = tree.files.get(name);
    if (file === undefined) continue;
    const due = manifests.filter((manifest) => manifest.digests.has(name));
    const digests = await digestsOf(file, due, report);
    for (const manifest of due) {
      const expected = manifest.digests.get(name);
      const found = digests?.get(manifest.algorithm);
      if (expected === undefined || found === undefined || expected === found) continue;
      const words = [
        `内容已改变（${manifest.file} 的 ${manifest.algorithm} 不符）`,
        `the bytes have changed (${manifest.algorithm} in ${manifest.file})`,
      ] as const;
      report(fault('bagit.digest', name, words, { expected, found }));
    }
  }
}

async function digestsOf(
  file: TreeFile,
  manifests: readonly Manifest[],
  report: (finding: Finding) => void,
): Promise<Map<string, string> | undefined> {
  const algorithms = new Set(manifests.map((manifest) => manifest.algorithm));
  try {
    const hashes = [...algorithms].map((name) => ({ name, hash: createHash(name) }));
    for await (const piece of file.read()) for (const { hash } of hashes) hash.update(piece);
    return new Map(hashes.map(({ name, hash }) => [name, hash.digest('hex')]));
  } catch (error) {
    const words = [`无法读取：${messageOf(error)}`, `cannot be read: ${messageOf(error)}`] as const;
    report(fault('bagit.unreadable', file.name, words));
    return undefined;
  }
}
