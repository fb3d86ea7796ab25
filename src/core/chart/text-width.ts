const narrow = new Set(" .,:;'!|()[]ijlt");
const wide = new Set('mwMW@%');

/** How wide a text runs at a size, on the safe side for any common Chinese face. */
export function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, character) => sum + shareOf(character) * size, 0);
}

function shareOf(character: string): number {
  if (character > '\u007e') return 1;
  if (narrow.has(character)) return 0.36;
  if (wide.has(character)) return 0.92;
  return /[A-Z]/.test(character) ? 0.68 : 0.58;
}

const opening = /[（《〈“‘【「]$/;
const closing = /^[，。、；：？！）》〉”’】」％…—·]/;

/**
 * Cuts a text into lines no wider than `width`, as few as possible and about equally long.
 *
 * Numbers and Latin words stay whole, and no line starts with a closing mark or ends with an
 * opening one, as far as the width lets them.
 */
export function wrap(text: string, width: number, size: number): string[] {
  const pieces = piecesOf(text, width, size);
  const fewest = fill(pieces, width, size);
  for (let tried = width * 0.4; tried < width; tried += size / 2) {
    const lines = fill(pieces, tried, size);
    if (lines.length === fewest.length && lines.every((line) => widthOf(line, size) <= width)) {
      return lines;
    }
  }
  return fewest;
}

function fill(pieces: readonly string[], width: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && widthOf((line + piece).trim(), size) > width) {
      lines.push(line.trim());
      line = '';
    }
    line += piece;
  }
  if (line.trim() !== '') lines.push(line.trim());
  return lines;
}

/** What must not be cut: a run of Latin letters and digits, or a character with its marks. */
function piecesOf(text: string, width: number, size: number): string[] {
  const pieces: string[] = [];
  for (const found of text.matchAll(/[\u0021-\u007e]+ ?|\s|[\s\S]/gu)) {
    const [piece] = found;
    const last = pieces.at(-1);
    const sticks = last !== undefined && (closing.test(piece) || opening.test(last));
    if (sticks && widthOf(last + piece, size) <= width) pieces[pieces.length - 1] = last + piece;
    else if (widthOf(piece, size) <= width) pieces.push(piece);
    else pieces.push(...piece);
  }
  return pieces;
}
