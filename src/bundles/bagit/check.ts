import { collisionKey } from '../container/names.ts';
import { type Finding, fault, messageOf, note } from '../verify/finding.ts';
import { checkFetch } from './fetch.ts';
import { checkFixity } from './fixity.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import {
  type Declaration,
  parseDeclaration,
  parseTags,
  type Tags,
  tagText,
  tagValue,
} from './tags.ts';
import { type BagTree, readWhole } from './tree.ts';

/** What checking a bag by its format has found. */
export interface BagItReport {
  readonly version: string;
  readonly info: Tags;
  readonly manifests: readonly Manifest[];
  readonly payloadFiles: number;
  readonly payloadBytes: number;
  readonly findings: readonly Finding[];
}

/**
 * Checks a bag of any maker: complete (everything listed is there, everything there is listed) and
 * valid (every digest fits). Lists all findings; never throws on bad evidence.
 *
 * Source: RFC 8493 §3.
 */
export async function checkBag(tree: BagTree): Promise<BagItReport> {
  const findings: Finding[] = [];
  const report = (finding: Finding) => void findings.push(finding);
  const declaration = await readDeclaration(tree, report);
  const manifests = await readManifests(tree, declaration, report);
  const payload = [...tree.files.values()].filter((file) => file.name.startsWith('data/'));
  const payloadBytes = payload.reduce((sum, file) => sum + file.sizeBytes, 0);
  if (!tree.folders.has('data')) {
    report(fault('bagit.no-data', 'data/', ['缺少 data 文件夹', 'there is no data folder']));
  }
  const info = await readInfo(tree, declaration, report);
  const oxum = `${payloadBytes}.${payload.length}`;
  const claimed = tagValue(info, 'Payload-Oxum');
  if (claimed !== undefined && claimed !== oxum) {
    const words = ['文件总字节数或个数不符', 'Payload-Oxum does not fit the payload'] as const;
    report(fault('bagit.oxum', 'bag-info.txt', words, { expected: claimed, found: oxum }));
  }
  const listed = matchedNames(tree, manifests, report);
  await checkFetch(tree, listed, declaration, report);
  checkComplete(tree, listed, declaration, report);
  await checkFixity(tree, listed, report);
  return {
    version: declaration.version,
    info,
    manifests: listed,
    payloadFiles: payload.length,
    payloadBytes,
    findings,
  };
}

async function readDeclaration(
  tree: BagTree,
  report: (finding: Finding) => void,
): Promise<Declaration> {
  const bytes = await bytesOf(tree, 'bagit.txt', report);
  if (bytes !== undefined) return parseDeclaration(bytes, report);
  if (!tree.files.has('bagit.txt')) {
    const words = ['缺少 bagit.txt，不是 BagIt 包', 'no bagit.txt: this is no bag'] as const;
    report(fault('bagit.no-declaration', 'bagit.txt', words));
  }
  return { version: '1.0', encoding: 'UTF-8' };
}

async function readManifests(
  tree: BagTree,
  declaration: Declaration,
  report: (finding: Finding) => void,
): Promise<Manifest[]> {
  const manifests: Manifest[] = [];
  const names = [...tree.files.keys()].filter((name) => /^(tag)?manifest-[^/]+\.txt$/.test(name));
  for (const file of names.sort()) {
    const text = await tagFileText(tree, file, declaration, report);
    if (text === undefined) continue;
    const manifest = parseManifest({ file, text, version: declaration.version }, report);
    if (manifest !== undefined) manifests.push(manifest);
  }
  if (!manifests.some((manifest) => manifest.kind === 'payload')) {
    const words = ['没有可核对的清单', 'there is no payload manifest to check by'] as const;
    report(fault('bagit.no-manifest', 'manifest-<algorithm>.txt', words));
  }
  return manifests;
}

async function readInfo(
  tree: BagTree,
  declaration: Declaration,
  report: (finding: Finding) => void,
): Promise<Tags> {
  const text = await tagFileText(tree, 'bag-info.txt', declaration, report);
  return text === undefined ? [] : parseTags('bag-info.txt', text, report);
}

/** Follows names whose Unicode form alone differs between manifest and file. Source: §6.1.2. */
function matchedNames(
  tree: BagTree,
  manifests: readonly Manifest[],
  report: (finding: Finding) => void,
): Manifest[] {
  const byForm = new Map<string, string>();
  for (const name of tree.files.keys()) byForm.set(name.normalize('NFC'), name);
  return manifests.map((manifest) => {
    const digests = new Map<string, string>();
    const keys = new Map<string, string>();
    for (const [path, digest] of manifest.digests) {
      const other = tree.files.has(path) ? undefined : byForm.get(path.normalize('NFC'));
      if (other !== undefined) {
        const words = [
          '清单与文件名的 Unicode 写法不同',
          'Unicode form differs in the manifest',
        ] as const;
        report(note('bagit.unicode-form', other, words, { expected: path, found: other }));
      }
      digests.set(other ?? path, digest);
      const twin = keys.get(collisionKey(path));
      if (twin !== undefined) {
        const words = [
          '有的系统上会与另一文件重名',
          'same name as another on some systems',
        ] as const;
        report(note('bagit.collision', path, words, { found: twin }));
      }
      keys.set(collisionKey(path), path);
    }
    return { ...manifest, digests };
  });
}

function checkComplete(
  tree: BagTree,
  manifests: readonly Manifest[],
  declaration: Declaration,
  report: (finding: Finding) => void,
): void {
  const payloadManifests = manifests.filter((manifest) => manifest.kind === 'payload');
  for (const manifest of manifests) checkListed(tree, manifest, report);
  for (const name of [...tree.files.keys()].sort()) {
    if (!name.startsWith('data/') || payloadManifests.length === 0) continue;
    const without = payloadManifests.filter((manifest) => !manifest.digests.has(name));
    // Before 1.0 one manifest was enough.
    const enough = declaration.version !== '1.0' && without.length < payloadManifests.length;
    if (without.length === 0 || enough) continue;
    const files = without.map((manifest) => manifest.file).join(', ');
    const words = [`多出的文件：${files} 没有列它`, `extra file: not listed in ${files}`] as const;
    report(fault('bagit.extra', name, words));
  }
  const tagManifests = manifests.filter((manifest) => manifest.kind === 'tag');
  for (const manifest of tagManifests) {
    for (const { file } of payloadManifests) {
      if (manifest.digests.has(file)) continue;
      const words = [`${manifest.file} 没有列它`, `not listed in ${manifest.file}`] as const;
      report(
        (declaration.version === '1.0' ? fault : note)('bagit.unlisted-manifest', file, words),
      );
    }
  }
}

function checkListed(tree: BagTree, manifest: Manifest, report: (finding: Finding) => void): void {
  for (const path of manifest.digests.keys()) {
    const inData = path.startsWith('data/');
    if (inData !== (manifest.kind === 'payload') || /^tagmanifest-[^/]+\.txt$/.test(path)) {
      const words = [`不该列在 ${manifest.file} 里`, `has no place in ${manifest.file}`] as const;
      report(fault('bagit.misplaced', path, words));
    }
    if (tree.files.has(path)) continue;
    const words = [
      `缺少文件（列在 ${manifest.file}）`,
      `missing (listed in ${manifest.file})`,
    ] as const;
    report(fault('bagit.missing', path, words));
  }
}

async function tagFileText(
  tree: BagTree,
  name: string,
  declaration: Declaration,
  report: (finding: Finding) => void,
): Promise<string | undefined> {
  const bytes = await bytesOf(tree, name, report);
  return bytes === undefined ? undefined : tagText(name, bytes, declaration, report);
}

async function bytesOf(
  tree: BagTree,
  name: string,
  report: (finding: Finding) => void,
): Promise<Buffer | undefined> {
  const file = tree.files.get(name);
  if (file === undefined) return undefined;
  try {
    return await readWhole(file);
  } catch (error) {
    const words = [`无法读取：${messageOf(error)}`, `cannot be read: ${messageOf(error)}`] as const;
    report(fault('bagit.unreadable', name, words));
    return undefined;
  }
}
