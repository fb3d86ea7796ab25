import { timingSafeEqual } from 'node:crypto';
import type { Entropy } from '../core/ids.ts';
import type { Keyring } from '../store/keyring.ts';

/** Digits and capitals that are not taken for each other when read off a wall (Crockford's 32). */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const idLength = 8;
const macLength = 12;

/** The id of a new print: eight letters, which people can read off the sheet. */
export function newPrintId(entropy: Entropy): string {
  return [...entropy.bytes(idLength)].map((byte) => letters[byte % letters.length]).join('');
}

/** A print's id as people read it: `K7QM-2H9T`. */
export function humanCode(id: string): string {
  return `${id.slice(0, 4)}-${id.slice(4)}`;
}

/** An id as somebody typed it, or undefined: case, blanks, hyphens and look-alikes do not matter. */
export function typedPrintId(typed: string): string | undefined {
  const id = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return id.length === idLength && [...id].every((one) => letters.includes(one)) ? id : undefined;
}

/**
 * What a sheet's QR code carries: its id and a truncated MAC, so that no code can be made up.
 *
 * Shape: 8 + 12 letters, 40 and 60 bits.
 */
export function tokenOf(keyring: Pick<Keyring, 'blind'>, id: string): string {
  const mac = BigInt(`0x${keyring.blind(`poster:${id}`)}`);
  const tail = Array.from({ length: macLength }, (_, index) => {
    return letters[Number((mac >> BigInt(5 * index)) & 31n)];
  });
  return id + tail.join('');
}

/** The id of the print whose code this is; undefined for any code that we have not made. */
export function printIdOf(keyring: Pick<Keyring, 'blind'>, token: string): string | undefined {
  const id = typedPrintId(token.slice(0, idLength));
  if (id === undefined || token.length !== idLength + macLength) return undefined;
  const right = Buffer.from(tokenOf(keyring, id));
  const given = Buffer.from(token);
  return given.length === right.length && timingSafeEqual(given, right) ? id : undefined;
}

/** Names by which a machine calls itself, which lead nowhere from another one. */
const ownNames = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])$/i;

/** Why no sheet can be printed at this public address, or undefined where it can. */
export function whyNoPoster(publicUrl: string): string | undefined {
  const where = '请管理员在“开始使用”里填手机打得开的网址（publicUrl）';
  if (publicUrl.trim() === '') {
    return `还没有填本系统的网址，印出来的二维码扫不开。${where}。`;
  }
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return `“${publicUrl}”不是网址，二维码扫不开。${where}。`;
  }
  if (ownNames.test(url.hostname)) {
    return `网址 ${publicUrl} 只有本机打得开，手机扫不开。${where}。`;
  }
  return undefined;
}

/** The address in a sheet's QR code. */
export function sheetAddress(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/p/${token}`;
}
