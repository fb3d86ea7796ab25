import { formatManifest, type Manifest } from '../bagit/manifest.ts';
import { declarationText, type Tags, tagValue } from '../bagit/tags.ts';
import { type BagTree, readWhole } from '../bagit/tree.ts';
import { type Finding, fault } from './finding.ts';

const requiredNames = [
  'README.txt',
  'bag-info.txt',
  'bagit.txt',
  'manifest-sha256.txt',
  'manifest-sha512.txt',
  'proof/checkpoint.txt',
  'proof/entries.jsonl',
  'proof/key.txt',
  'proof/sealed.json',
  'tagmanifest-sha256.txt',
  'tagmanifest-sha512.txt',
  'verify.mjs',
];

/**
 * Whether a bag claims to be ours: any part of our proof, our verifier or our name in it.
 *
 * One part is enough, so that taking the others away does not turn a bag of ours into a stranger's.
 */
export function claimsToBeOurs(tree: BagTree, info: Tags): boolean {
  if (tagValue(info, 'Bag-Software-Agent')?.startsWith('Anjuan') === true) return true;
  const names = [...tree.files.keys()];
  return names.some((name) => name.startsWith('proof/') || name === 'verify.mjs');
}

/**
 * Checks what we ask of our own bags beyond the format: every part is there and nothing beside the
 * parts, every file is listed under both algorithms, and the lists are in their one spelling, so
 * that no byte is free.
 */
export async function checkForm(tree: BagTree, manifests: readonly Manifest[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const name of requiredNames.filter((name) => !tree.files.has(name))) {
    findings.push(fault('form.missing', name, ['缺少', 'missing from a bag of ours']));
  }
  const tagManifests = manifests.filter((manifest) => manifest.kind === 'tag');
  for (const name of tree.files.keys()) {
    if (name.startsWith('data/')) continue;
    if (!requiredNames.includes(name)) {
      const words = [
        '多出的文件：本系统的包里没有它',
        'extra file: no part of a bag of ours',
      ] as const;
      findings.push(fault('form.extra', name, words));
      continue;
    }
    if (name.startsWith('tagmanifest-')) continue;
    const without = ['tagmanifest-sha256.txt', 'tagmanifest-sha512.txt'].filter((file) => {
      return !tagManifests.find((manifest) => manifest.file === file)?.digests.has(name);
    });
    if (without.length === 0) continue;
    const files = without.join(', ');
    const words = [`多出的文件：${files} 没有列它`, `extra file: not listed in ${files}`] as const;
    findings.push(fault('form.extra', name, words));
  }
  for (const manifest of manifests) findings.push(...(await spellingFaults(tree, manifest)));
  const declaration = await quietText(tree, 'bagit.txt');
  if (declaration !== undefined && declaration !== declarationText) {
    const words = ['写法不是规定的写法', 'not in its one spelling'] as const;
    const compared = { expected: declarationText, found: declaration.slice(0, 200) };
    findings.push(fault('form.spelling', 'bagit.txt', words, compared));
  }
  return findings;
}

async function spellingFaults(tree: BagTree, manifest: Manifest): Promise<Finding[]> {
  const text = await quietText(tree, manifest.file);
  if (text === undefined) return [];
  const lines = [...manifest.digests].map(([path, digest]) => ({ path, digest }));
  const canonical = formatManifest(lines);
  if (text === canonical) return [];
  const [expected, found] = [canonical.split('\n'), text.split('\n')];
  const at = expected.findIndex((line, index) => line !== found[index]);
  const line = at < 0 ? expected.length : at + 1;
  const words = [
    `第 ${line} 行的写法不是规定的写法`,
    `line ${line} is not in its one spelling`,
  ] as const;
  const compared = { expected: expected[line - 1] ?? '', found: found[line - 1] ?? '' };
  return [fault('form.spelling', manifest.file, words, compared)];
}

async function quietText(tree: BagTree, name: string): Promise<string | undefined> {
  try {
    const file = tree.files.get(name);
    return file === undefined ? undefined : (await readWhole(file)).toString();
  } catch {
    return undefined; // the format's own check names what cannot be read
  }
}
