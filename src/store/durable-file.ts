import { closeSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a whole file so that a crash leaves either the old one or the new one: a temporary file,
 * fsync, rename, and fsync of the folder.
 */
export function writeDurably(path: string, bytes: Uint8Array | string, mode = 0o644): void {
  const temporary = `${path}.writing`;
  const file = openSync(temporary, 'w', mode);
  try {
    const buffer = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    for (let written = 0; written < buffer.length; ) {
      written += writeSync(file, buffer, written);
    }
    fsyncSync(file);
  } catch (error) {
    closeSync(file);
    unlinkSync(temporary);
    throw error;
  }
  closeSync(file);
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** Makes the names in a folder durable. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
