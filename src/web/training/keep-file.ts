import { plainFileName } from '../../core/file-name.ts';
import type { Home } from '../../home/open.ts';
import { mediaTypeOf, sampleBytes } from '../../records/commands/file-type.ts';
import { type MaterialFile, trainingKey } from '../../training/rows.ts';
import { readWhole, type Upload } from '../kit/upload.ts';

/** The largest file of a plan or of lesson notes. Units: bytes (20 MB). */
export const largestMaterial = 20 * 1024 * 1024;

const longestName = 200;

/**
 * Stores a file before anything names it, its type told by its content.
 *
 * Errors: `limit` (over 20 MB), `invalid` (a kind not accepted, or not what its name says).
 */
export async function keepMaterialFile(
  home: Pick<Home, 'files'>,
  upload: Pick<Upload, 'name' | 'bytes'>,
): Promise<MaterialFile> {
  const name = plainFileName(upload.name).slice(-longestName);
  const bytes = await readWhole({ ...upload, sha256: () => '' }, largestMaterial);
  const mediaType = await mediaTypeOf(name, bytes.subarray(0, sampleBytes));
  const file = await home.files.put(trainingKey, once(bytes));
  return { file, name, mediaType };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
