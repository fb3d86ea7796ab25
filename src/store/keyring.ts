import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../core/app-error.ts';
import type { Entropy } from '../core/ids.ts';
import { writeDurably } from './durable-file.ts';

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** The keys that every home has, beside its data keys. */
export const ownKeys = ['master.key', 'index.key', 'log.pem'] as const;

/**
 * The keys of a home, in `keys/` (mode 0600), never in the database.
 *
 * Content lies under a data key for each site, month and retention class; each data key is a file
 * wrapped by the master key, so that removing that one file reaches every copy of the data.
 */
export class Keyring {
  readonly #folder: string;
  readonly #entropy: Entropy;
  readonly #master: Buffer;
  readonly #index: Buffer;
  readonly #dataKeys = new Map<string, Buffer>();
  /** Signs checkpoints. */
  readonly signingKey: KeyObject;

  private constructor(folder: string, entropy: Entropy) {
    this.#folder = folder;
    this.#entropy = entropy;
    this.#master = readFileSync(join(folder, 'master.key'));
    this.#index = readFileSync(join(folder, 'index.key'));
    this.signingKey = createPrivateKey(readFileSync(join(folder, 'log.pem')));
  }

  /** Whether the folder already holds a keyring, whole or in part. */
  static isPresent(folder: string): boolean {
    return existsSync(folder) && readdirSync(folder).length > 0;
  }

  /** Makes the keys of a new home. */
  static create(folder: string, entropy: Entropy): Keyring {
    mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('ed25519');
    writeDurably(
      join(folder, 'log.pem'),
      privateKey.export({ type: 'pkcs8', format: 'pem' }),
      0o600,
    );
    writeDurably(join(folder, 'index.key'), entropy.bytes(keyBytes), 0o600);
    writeDurably(join(folder, 'master.key'), entropy.bytes(keyBytes), 0o600);
    return new Keyring(folder, entropy);
  }

  /** Opens the keys of a home. Errors: `unavailable`, naming the file that is missing or damaged. */
  static open(folder: string, entropy: Entropy): Keyring {
    for (const name of ownKeys) {
      if (existsSync(join(folder, name))) continue;
      throw new AppError(
        'unavailable',
        `缺少密钥文件 ${join(folder, name)}。请从密钥备份恢复后再启动；没有它数据无法读取。`,
      );
    }
    try {
      return new Keyring(folder, entropy);
    } catch (cause) {
      throw new AppError('unavailable', `密钥文件夹 ${folder} 中有损坏的文件，请从密钥备份恢复。`, {
        cause,
      });
    }
  }

  /** The public half of the signing key, raw. Shape: 32 bytes. */
  publicKey(): Uint8Array {
    const spki = createPublicKey(this.signingKey).export({ type: 'spki', format: 'der' });
    return spki.subarray(spki.length - keyBytes);
  }

  /** Seals bytes under a data key. Shape: nonce (12) ‖ ciphertext ‖ tag (16), AES-256-GCM. */
  seal(name: string, subject: string, plain: Uint8Array): Uint8Array {
    return this.#encrypt(this.#dataKey(name, 'make'), subject, plain);
  }

  /** Opens what `seal` made. Errors: `tampered` if a byte differs, `not-found` if the key is gone. */
  unseal(name: string, subject: string, sealed: Uint8Array): Buffer {
    return decrypt(this.#dataKey(name, 'find'), subject, sealed);
  }

  /** A stream cipher pair for files too large for memory, with the same shape as `seal`. */
  sealingStream(name: string, subject: string) {
    const nonce = this.#entropy.bytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#dataKey(name, 'make'), nonce);
    cipher.setAAD(Buffer.from(subject));
    return { nonce, cipher };
  }

  /** The deciphering half of `sealingStream`. */
  unsealingStream(name: string, subject: string, nonce: Uint8Array, tag: Uint8Array) {
    const decipher = createDecipheriv('aes-256-gcm', this.#dataKey(name, 'find'), nonce);
    decipher.setAAD(Buffer.from(subject));
    decipher.setAuthTag(tag);
    return decipher;
  }

  /** A keyed hash by which a personal value can be matched exactly and not guessed. */
  blind(value: string): string {
    return createHmac('sha256', this.#index).update(value).digest('hex');
  }

  #dataKey(name: string, wish: 'make' | 'find'): Buffer {
    const known = this.#dataKeys.get(name);
    if (known !== undefined) return known;
    const path = join(this.#folder, 'data', `${name}.key`);
    if (!existsSync(path)) {
      if (wish === 'find')
        throw new AppError('not-found', `数据密钥 ${name} 已不存在，内容不可恢复。`);
      const fresh = this.#entropy.bytes(keyBytes);
      writeDurably(path, this.#encrypt(this.#master, name, fresh), 0o600);
      this.#dataKeys.set(name, fresh);
      return fresh;
    }
    const key = decrypt(this.#master, name, readFileSync(path));
    this.#dataKeys.set(name, key);
    return key;
  }

  #encrypt(key: Buffer, subject: string, plain: Uint8Array): Uint8Array {
    const nonce = this.#entropy.bytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(Buffer.from(subject));
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }
}

function decrypt(key: Buffer, subject: string, sealed: Uint8Array): Buffer {
  const end = sealed.length - tagBytes;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(subject));
  decipher.setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, end)), decipher.final()]);
  } catch (cause) {
    throw new AppError('tampered', `${subject} 的密文与密钥不符，内容可能被改动。`, { cause });
  }
}
