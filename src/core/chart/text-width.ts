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

// One line more weighs more than any raggedness, and a cut inside a phrase as much as three
// characters of it.
const cost = { line: 10_000, cut: 9 };

/**
 * Cuts a text into lines no wider than `width`: as few as possible, rather after a mark than
 * between two characters, and about equally long.
 *
 * Numbers and Latin words stay whole, and no line starts with a closing mark or ends with an
 * opening one, as far as the width lets them.
 */
export function wrap(text: string, width: number, size: number): string[] {
  const pieces = piecesOf(text, width, size);
  /** For each number of pieces: the best lines that hold just these. */
  const best: { sum: number; lines: readonly string[] }[] = [{ sum: 0, lines: [] }];
  for (let end = 1; end <= pieces.length; end += 1) {
    let found = { sum: Number.POSITIVE_INFINITY, lines: [] as readonly string[] };
    for (let start = end - 1; start >= 0; start -= 1) {
      const line = pieces.slice(start, end).join('').trim();
      const slack = (width - widthOf(line, size)) / size;
      if (slack < 0 && start < end - 1) break;
      const before = best[start] ?? found;
      const isCut = end < pieces.length && !/[，。、；：？！）》]\s*$/.test(line);
      const sum = before.sum + cost.line + slack ** 2 + (isCut ? cost.cut : 0);
      if (sum < found.sum) found = { sum, lines: [...before.lines, line] };
    }
    best.push(found);
  }
  return (best.at(-1)?.lines ?? []).filter((line) => line !== '');
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
