import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '../core/app-error.ts';
import type { Digest } from '../core/digest.ts';
import type { Entropy } from '../core/ids.ts';
import { syncFolder } from './durable-file.ts';
import type { Keyring } from './keyring.ts';

const nonceBytes = 12;
const tagBytes = 16;
/** The largest file accepted. Units: bytes (200 MB). */
export const maximumFileBytes = 200 * 1024 * 1024;

/** A file as stored: `address` is the digest of the sealed bytes, `sha256` of the original ones. */
export interface StoredFile {
  readonly address: Digest;
  readonly sha256: Digest;
  readonly sizeBytes: number;
}

/** Files of a home, sealed under data keys, each named by the digest of its stored bytes. */
export interface Files {
  /** Streams a file to disk, fsynced before this resolves. Errors: `limit` over 200 MB. */
  put(keyName: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredFile>;
  /** The original bytes of a stored file. Errors: `not-found`; the stream fails on a changed byte. */
  read(keyName: string, address: Digest): Promise<Readable>;
  has(address: Digest): boolean;
}

/** Opens the file store in `folder`. */
export function openFiles(folder: string, keyring: Keyring, entropy: Entropy): Files {
  const incoming = join(folder, 'incoming');
  mkdirSync(incoming, { recursive: true });
  return {
    async put(keyName, bytes) {
      const temporary = join(incoming, entropy.bytes(12).toString('hex'));
      try {
        const stored = await sealTo(temporary, keyring, keyName, bytes);
        const path = pathOf(folder, stored.address);
        mkdirSync(join(path, '..'), { recursive: true });
        await rename(temporary, path);
        syncFolder(join(path, '..'));
        return stored;
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    async read(keyName, address) {
      const path = pathOf(folder, address);
      if (!existsSync(path)) throw new AppError('not-found', `文件 ${address} 不在文件库中。`);
      return Readable.from(unseal(path, keyring, keyName));
    },
    has: (address) => existsSync(pathOf(folder, address)),
  };
}

async function sealTo(
  path: string,
  keyring: Keyring,
  keyName: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<StoredFile> {
  const { nonce, cipher } = keyring.sealingStream(keyName, 'file');
  const plainHash = createHash('sha256');
  const sealedHash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(path, 'wx', 0o600);
  const write = async (chunk: Uint8Array) => {
    sealedHash.update(chunk);
    await file.writeFile(chunk);
  };
  try {
    await write(nonce);
    for await (const chunk of bytes) {
      sizeBytes += chunk.length;
      if (sizeBytes > maximumFileBytes) throw new AppError('limit', '文件超过 200 MB，未保存。');
      plainHash.update(chunk);
      await write(cipher.update(chunk));
    }
    await write(Buffer.concat([cipher.final(), cipher.getAuthTag()]));
    await file.sync();
  } finally {
    await file.close();
  }
  return {
    address: `sha256:${sealedHash.digest('hex')}`,
    sha256: `sha256:${plainHash.digest('hex')}`,
    sizeBytes,
  };
}

async function* unseal(path: string, keyring: Keyring, keyName: string): AsyncGenerator<Buffer> {
  const { size } = await stat(path);
  const file = await open(path, 'r');
  const nonce = Buffer.alloc(nonceBytes);
  const tag = Buffer.alloc(tagBytes);
  try {
    await file.read(nonce, 0, nonceBytes, 0);
    await file.read(tag, 0, tagBytes, size - tagBytes);
  } finally {
    await file.close();
  }
  const decipher = keyring.unsealingStream(keyName, 'file', nonce, tag);
  if (size > nonceBytes + tagBytes) {
    const range = { start: nonceBytes, end: size - tagBytes - 1 };
    for await (const chunk of createReadStream(path, range)) yield decipher.update(chunk);
  }
  try {
    yield decipher.final();
  } catch (cause) {
    throw new AppError('tampered', '文件内容与保存时不一致。', { cause });
  }
}

function pathOf(folder: string, address: Digest): string {
  const hex = address.replace(/^sha256:/, '');
  return join(folder, hex.slice(0, 2), hex.slice(2));
}
