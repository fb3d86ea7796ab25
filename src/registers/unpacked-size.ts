const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const longestComment = 65_557;

/**
 * What a ZIP says its contents weigh when unpacked; undefined if it has no readable directory.
 *
 * Units: bytes. Source: PKWARE APPNOTE 4.3.12 (central directory header), 4.3.16 (its end).
 */
export function unpackedSizeOf(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) return undefined;
  let at = view.getUint32(end + 16, true);
  let total = 0;
  const entries = view.getUint16(end + 10, true);
  for (let entry = 0; entry < entries; entry++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== directoryEntry) return undefined;
    total += view.getUint32(at + 24, true);
    const nameBytes = view.getUint16(at + 28, true);
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return total;
}

function findEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - longestComment);
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) === endOfDirectory) return at;
  }
  return undefined;
}
