import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nameProblem } from '../container/names.ts';
import { type BagFile, type MeasuredFile, measure, readSource } from '../container/source.ts';
import { formatManifest } from './manifest.ts';
import { declarationText, formatTags, type Tags } from './tags.ts';

/** The payload of a bag, read once: what its seal states and what its tag files need. */
export interface MeasuredPayload {
  readonly files: readonly MeasuredFile[];
  readonly manifests: { readonly sha256: string; readonly sha512: string };
  /** Hexadecimal digests of the bytes of the two manifests: what `month.sealed` states. */
  readonly seal: { readonly sha256: string; readonly sha512: string };
  /** Shape: `<bytes>.<files>`. Source: RFC 8493 §2.2.2. */
  readonly oxum: string;
}

/**
 * Reads the payload once and makes its manifests; the digests of these are what gets sealed.
 *
 * Errors: throws on a name that is unsafe, used twice, or outside `data/`.
 */
export async function measurePayload(payload: readonly BagFile[]): Promise<MeasuredPayload> {
  requireNames(payload, (name) => name.startsWith('data/'));
  const files: MeasuredFile[] = [];
  for (const file of payload) files.push({ ...file, measured: await measure(file.source) });
  const sizeBytes = files.reduce((sum, file) => sum + file.measured.sizeBytes, 0);
  const manifests = { sha256: manifestOf(files, 'sha256'), sha512: manifestOf(files, 'sha512') };
  return {
    files,
    manifests,
    seal: {
      sha256: createHash('sha256').update(manifests.sha256).digest('hex'),
      sha512: createHash('sha512').update(manifests.sha512).digest('hex'),
    },
    oxum: `${sizeBytes}.${files.length}`,
  };
}

/**
 * All files of the bag: payload, `bagit.txt`, `bag-info.txt` (Payload-Oxum is added), manifests,
 * the given tag files, tag manifests. Names are relative to the bag's folder.
 */
export async function completeBag(
  payload: MeasuredPayload,
  tags: { readonly info: Tags; readonly files: readonly BagFile[] },
): Promise<MeasuredFile[]> {
  requireNames(tags.files, (name) => !name.startsWith('data/'));
  const own = [
    textFile('bagit.txt', declarationText),
    infoFile(payload, tags.info),
    textFile('manifest-sha256.txt', payload.manifests.sha256),
    textFile('manifest-sha512.txt', payload.manifests.sha512),
  ];
  const tagFiles: MeasuredFile[] = [];
  for (const file of [...own, ...tags.files]) {
    tagFiles.push({ ...file, measured: await measure(file.source) });
  }
  for (const algorithm of ['sha256', 'sha512'] as const) {
    // A tag manifest never lists a tag manifest, so both are made from the same files.
    const listed = tagFiles.filter((file) => !file.name.startsWith('tagmanifest-'));
    const file = textFile(`tagmanifest-${algorithm}.txt`, manifestOf(listed, algorithm));
    tagFiles.push({ ...file, measured: await measure(file.source) });
  }
  const all = [...payload.files, ...tagFiles];
  requireNames(all, () => true);
  return all;
}

/** `bag-info.txt` with the given tags and the payload's size. Source: RFC 8493 §2.2.2. */
export function infoFile(payload: Pick<MeasuredPayload, 'oxum'>, info: Tags): BagFile {
  return textFile('bag-info.txt', formatTags([...info, ['Payload-Oxum', payload.oxum]]));
}

/** The same files one folder deeper, as a container holds them. */
export function inFolder(base: string, files: readonly MeasuredFile[]): MeasuredFile[] {
  return files.map((file) => ({ ...file, name: `${base}/${file.name}` }));
}

/** Writes the files of a bag below `folder`, which need not exist. */
export async function writeBagFolder(folder: string, files: readonly BagFile[]): Promise<void> {
  requireNames(files, () => true);
  await mkdir(join(folder, 'data'), { recursive: true });
  for (const file of files) {
    const path = join(folder, file.name);
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, 'wx');
    try {
      for await (const piece of readSource(file.source)) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

/** A tag file from text. */
export function textFile(name: string, text: string): BagFile {
  return { name, source: { bytes: Buffer.from(text) } };
}

function manifestOf(files: readonly MeasuredFile[], algorithm: 'sha256' | 'sha512'): string {
  return formatManifest(
    files.map((file) => ({ path: file.name, digest: file.measured[algorithm] })),
  );
}

function requireNames(files: readonly BagFile[], fits: (name: string) => boolean): void {
  const names = new Set<string>();
  for (const { name } of files) {
    const problem = nameProblem(name)?.[1];
    if (problem !== undefined) throw new Error(`${name} cannot go into a bag: ${problem}`);
    if (!fits(name)) throw new Error(`${name} is in the wrong part of the bag`);
    if (names.has(name)) throw new Error(`${name} is twice in the bag`);
    if (!name.isWellFormed()) throw new Error(`${name} is no Unicode text`);
    names.add(name);
  }
}
