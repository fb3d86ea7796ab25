/** A digest as people compare it by eye: its first four and last two letters. */
export function shortDigest(digest: string): string {
  const hex = digest.replace(/^sha256:/, '');
  return hex.length <= 8 ? hex : `${hex.slice(0, 4)}…${hex.slice(-2)}`;
}
