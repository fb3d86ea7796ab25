import * as zlib from 'node:zlib';

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value % 2 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

// Node 20 before 20.15 has no zlib.crc32, and this code must run there too.
const native: unknown = Reflect.get(zlib, 'crc32');

/** CRC-32 of `bytes`, continuing from `start`. Source: APPNOTE.TXT 4.4.7. */
export function crc32Of(bytes: Uint8Array, start = 0): number {
  if (typeof native === 'function') return Number(native(bytes, start));
  return crc32ByTable(bytes, start);
}

/** The same by a table, for a Node without `zlib.crc32`. */
export function crc32ByTable(bytes: Uint8Array, start = 0): number {
  let value = ~start;
  for (const byte of bytes) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}
