import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { crc32Of } from './crc32.ts';

/** Where the bytes of a file come from: small ones from memory, large ones from a path. */
export type FileSource = { readonly path: string } | { readonly bytes: Uint8Array };

/** A file on its way into a bag: its name inside the bag (`data/…`, `/` between folders). */
export interface BagFile {
  readonly name: string;
  readonly source: FileSource;
}

/** What one pass over a file tells. Digests are lower-case hexadecimal. */
export interface Measured {
  readonly sizeBytes: number;
  readonly crc32: number;
  readonly sha256: string;
  readonly sha512: string;
}

/** A file together with what is known about its bytes. */
export interface MeasuredFile extends BagFile {
  readonly measured: Measured;
}

/** The bytes of a source, piece by piece. */
export async function* readSource(source: FileSource): AsyncGenerator<Uint8Array> {
  if ('bytes' in source) yield source.bytes;
  else yield* createReadStream(source.path, { highWaterMark: 1 << 20 });
}

/** Reads a source once for its size, CRC-32 and digests. */
export async function measure(source: FileSource): Promise<Measured> {
  const [sha256, sha512] = [createHash('sha256'), createHash('sha512')];
  let [sizeBytes, crc32] = [0, 0];
  for await (const piece of readSource(source)) {
    sizeBytes += piece.length;
    crc32 = crc32Of(piece, crc32);
    sha256.update(piece);
    sha512.update(piece);
  }
  return { sizeBytes, crc32, sha256: sha256.digest('hex'), sha512: sha512.digest('hex') };
}
