import { nameProblem } from '../container/names.ts';
import { type Finding, fault, messageOf } from '../verify/finding.ts';
import { decodePath, linesOf, type Manifest } from './manifest.ts';
import { type Declaration, tagText } from './tags.ts';
import { type BagTree, readWhole } from './tree.ts';

/**
 * Checks `fetch.txt`: a file that it lists must be in the manifests, and is named while it has not
 * been fetched. Nothing is ever fetched here. Source: RFC 8493 §2.2.3.
 */
export async function checkFetch(
  tree: BagTree,
  manifests: readonly Manifest[],
  declaration: Declaration,
  report: (finding: Finding) => void,
): Promise<void> {
  const file = tree.files.get('fetch.txt');
  if (file === undefined) return;
  let bytes: Buffer;
  try {
    bytes = await readWhole(file);
  } catch (error) {
    const words = [`无法读取：${messageOf(error)}`, `cannot be read: ${messageOf(error)}`] as const;
    return report(fault('bagit.unreadable', 'fetch.txt', words));
  }
  const text = tagText('fetch.txt', bytes, declaration, report) ?? '';
  for (const [index, line] of linesOf(text).entries()) {
    const match = /^(\S+)[ \t]+(\d+|-)[ \t]+(.+)$/s.exec(line);
    if (match === null) {
      const words = [`第 ${index + 1} 行格式不对`, `line ${index + 1} is malformed`] as const;
      report(fault('bagit.fetch-line', 'fetch.txt', words, { found: line.slice(0, 200) }));
      continue;
    }
    const path = decodePath(match[3] ?? '', declaration.version);
    checkFetched(tree, manifests, path, match[2] ?? '-', report);
  }
}

function checkFetched(
  tree: BagTree,
  manifests: readonly Manifest[],
  path: string,
  length: string,
  report: (finding: Finding) => void,
): void {
  const problem = nameProblem(path);
  if (problem !== undefined) {
    const words = [`路径不安全：${problem[0]}`, `unsafe path: ${problem[1]}`] as const;
    report(fault('bagit.unsafe-path', 'fetch.txt', words, { found: path }));
  }
  const payload = manifests.filter((manifest) => manifest.kind === 'payload');
  if (!payload.some((manifest) => manifest.digests.has(path))) {
    const words = ['列在 fetch.txt，清单里却没有', 'listed in fetch.txt, in no manifest'] as const;
    report(fault('bagit.fetch-unlisted', path, words));
  }
  const there = tree.files.get(path);
  if (there === undefined) {
    const words = ['尚未取回（列在 fetch.txt），包不完整', 'not fetched yet: incomplete'] as const;
    report(fault('bagit.fetch-missing', path, words));
  } else if (length !== '-' && Number(length) !== there.sizeBytes) {
    const words = ['大小与 fetch.txt 不符', 'not of the size in fetch.txt'] as const;
    const compared = { expected: length, found: String(there.sizeBytes) };
    report(fault('bagit.fetch-size', path, words, compared));
  }
}
