/** The last part of a path, without control characters and signs that are not seen; may be empty. */
export function plainFileName(path: string): string {
  const last = path.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  return last.replace(/\p{Cc}|\p{Cf}/gu, '').trim();
}
