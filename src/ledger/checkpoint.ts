import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { hashBytes } from './hash.ts';

/** What a signed checkpoint states: of this log, at this size, the root was this. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The public half of a log's key, with the name under which it signs. */
export interface VerifierKey {
  readonly name: string;
  /** The 32 bytes of the Ed25519 public key. */
  readonly publicKey: Uint8Array;
}

/** A private Ed25519 key and the name under which it signs. */
export interface NoteSigner {
  readonly name: string;
  readonly key: KeyObject;
}

/** Why a text is not what it claims to be: the 1-based line, and what is wrong with it. */
export interface TextFault {
  readonly line: number;
  readonly zh: string;
  readonly en: string;
}

/** Either what was read, or why it could not be. */
export type Parsed<Value> = { readonly value: Value } | { readonly fault: TextFault };

const ed25519 = 0x01;
const signatureMark = '— ';
/** DER around a raw Ed25519 public key. Source: RFC 8410 §4. */
const publicKeyHeader = Buffer.from('302a300506032b6570032100', 'hex');

/** The text that is signed: `origin\nsize\nbase64(root)\n`. Source: C2SP tlog-checkpoint. */
export function checkpointBody(checkpoint: Checkpoint): string {
  const root = Buffer.from(checkpoint.root).toString('base64');
  return `${checkpoint.origin}\n${checkpoint.size}\n${root}\n`;
}

/** A checkpoint body in its one spelling, or the line that is wrong. */
export function parseCheckpointBody(body: string): Parsed<Checkpoint> {
  const [origin, size, root, end, ...more] = body.split('\n');
  if (origin === undefined || origin === '') return faultAt(1, '缺少日志名', 'no origin');
  if (size === undefined || !/^(0|[1-9]\d{0,15})$/.test(size)) {
    return faultAt(2, '条目数不是十进制整数', 'the size is no decimal number');
  }
  if (!Number.isSafeInteger(Number(size))) return faultAt(2, '条目数过大', 'the size is too large');
  const bytes = root === undefined ? undefined : exactBase64(root);
  if (bytes?.length !== hashBytes) {
    return faultAt(3, '根哈希不是 32 字节的 base64', 'the root is not base64 of 32 bytes');
  }
  if (end !== '' || more.length > 0) {
    return faultAt(4, '正文应当只有三行', 'the body must have exactly three lines');
  }
  return { value: { origin, size: Number(size), root: bytes } };
}

/**
 * A signed note: the text, an empty line, and `— <name> base64(keyhash4 ‖ signature)`.
 *
 * Errors: throws if the text does not end in a line feed or the key is not Ed25519.
 * Source: C2SP signed-note.
 */
export function signNote(text: string, signer: NoteSigner): string {
  if (!text.endsWith('\n')) throw new Error('a note ends with a line feed');
  const key = { name: signer.name, publicKey: rawPublicKey(signer.key) };
  const signature = sign(null, Buffer.from(text), signer.key);
  const line = Buffer.concat([keyHash(key), signature]).toString('base64');
  return `${text}\n${signatureMark}${signer.name} ${line}\n`;
}

/**
 * The text of a note that `key` has signed.
 *
 * Signatures of other keys beside it are read over, but must be well formed.
 */
export function openNote(note: string, key: VerifierKey): Parsed<string> {
  const cut = note.lastIndexOf('\n\n');
  if (cut < 0) return faultAt(1, '正文与签名之间没有空行', 'no empty line before the signatures');
  if (!note.endsWith('\n'))
    return faultAt(lineCount(note), '末行没有换行', 'no line feed at the end');
  const text = note.slice(0, cut + 1);
  const first = lineCount(text) + 2;
  const lines = note.slice(cut + 2, -1).split('\n');
  let signed = false;
  for (const [index, line] of lines.entries()) {
    const at = first + index;
    const signature = signatureOf(line);
    if (signature === undefined) return faultAt(at, '签名行格式不对', 'malformed signature line');
    const own = signature.name === key.name && keyHash(key).equals(signature.bytes.subarray(0, 4));
    if (!own) continue;
    if (!verify(null, Buffer.from(text), publicKeyObject(key), signature.bytes.subarray(4))) {
      return faultAt(at, '签名与正文不符', 'the signature does not fit the text');
    }
    signed = true;
  }
  if (signed) return { value: text };
  return faultAt(first, '没有这把密钥的签名', `not signed by ${key.name}`);
}

/** A checkpoint, signed. Shape: the note that `openCheckpoint` reads. */
export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): string {
  return signNote(checkpointBody(checkpoint), signer);
}

/** The checkpoint in a note that `key` has signed, or the line that is wrong. */
export function openCheckpoint(note: string, key: VerifierKey): Parsed<Checkpoint> {
  const opened = openNote(note, key);
  return 'fault' in opened ? opened : parseCheckpointBody(opened.value);
}

/** The verifier key as one line of text: `<name>+<hex keyhash>+<base64(0x01 ‖ public key)>`. */
export function formatVerifierKey(key: VerifierKey): string {
  const encoded = Buffer.concat([Buffer.of(ed25519), key.publicKey]).toString('base64');
  return `${key.name}+${keyHash(key).toString('hex')}+${encoded}`;
}

/** A verifier key in its one spelling; one line feed at the end may stand or not. */
export function parseVerifierKey(text: string): Parsed<VerifierKey> {
  const line = text.endsWith('\n') ? text.slice(0, -1) : text;
  const [name, hash, encoded, ...more] = splitKey(line);
  if (name === undefined || !isKeyName(name)) {
    return faultAt(1, '密钥名不合规', 'the key has no proper name');
  }
  const bytes = encoded === undefined ? undefined : exactBase64(encoded);
  if (more.length > 0 || bytes?.length !== hashBytes + 1 || bytes[0] !== ed25519) {
    return faultAt(1, '不是 Ed25519 公钥', 'not an Ed25519 public key');
  }
  const key = { name, publicKey: bytes.subarray(1) };
  if (hash !== keyHash(key).toString('hex')) {
    return faultAt(1, '密钥短码与公钥不符', 'the key hash does not fit the key');
  }
  return { value: key };
}

/** The verifier key of a private or public Ed25519 key object. */
export function verifierKeyOf(name: string, key: KeyObject): VerifierKey {
  return { name, publicKey: rawPublicKey(key) };
}

/**
 * What people compare: SHA-256 of the public key in groups of four hexadecimal digits.
 *
 * Shape: `3f1a 09bc …`, sixteen groups.
 */
export function fingerprintOf(key: VerifierKey): string {
  const hex = createHash('sha256').update(key.publicKey).digest('hex');
  return (hex.match(/.{4}/g) ?? []).join(' ');
}

/** The bytes of base64 in its one spelling (padded, no stray bits), or undefined. */
export function exactBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

function keyHash(key: VerifierKey): Buffer {
  const hash = createHash('sha256').update(`${key.name}\n`).update(Buffer.of(ed25519));
  return hash.update(key.publicKey).digest().subarray(0, 4);
}

function signatureOf(line: string): { name: string; bytes: Buffer } | undefined {
  if (!line.startsWith(signatureMark)) return undefined;
  const [name, encoded, ...more] = line.slice(signatureMark.length).split(' ');
  const bytes = encoded === undefined ? undefined : exactBase64(encoded);
  if (name === undefined || !isKeyName(name) || more.length > 0) return undefined;
  return bytes === undefined || bytes.length < 5 ? undefined : { name, bytes };
}

/** Base64 may hold `+`, a name may not: so only the first two count. */
function splitKey(line: string): string[] {
  const first = line.indexOf('+');
  const second = line.indexOf('+', first + 1);
  if (first < 0 || second < 0) return [];
  return [line.slice(0, first), line.slice(first + 1, second), line.slice(second + 1)];
}

function isKeyName(name: string): boolean {
  return name !== '' && !/[\s+]/u.test(name);
}

function rawPublicKey(key: KeyObject): Uint8Array {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(publicKeyHeader.length);
}

function publicKeyObject(key: VerifierKey): KeyObject {
  const der = Buffer.concat([publicKeyHeader, key.publicKey]);
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}

function lineCount(text: string): number {
  return text.split('\n').length - 1;
}

function faultAt(line: number, zh: string, en: string): { fault: TextFault } {
  return { fault: { line, zh: `第 ${line} 行：${zh}`, en: `line ${line}: ${en}` } };
}
