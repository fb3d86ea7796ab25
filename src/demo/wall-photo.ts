import { type Colour, pngOf } from './photo.ts';

const size = { width: 480, height: 320 } as const;

/** Where the sheets hang on the drawn wall, which are lines of text on white. Units: points. */
const sheets = [24, 138, 252, 366].map((left) => ({
  left,
  top: 70,
  right: left + 90,
  bottom: 197,
}));

/**
 * A photo for the story: four sheets on a wall, in the light of one hour; of one the corner is torn off
 * where `torn` names it. Shape: a PNG of true colour.
 */
export function wallPhoto(light: number, torn?: number): Buffer {
  return pngOf(size, (x, y) => {
    const shade = light - y / 16;
    const at = sheets.findIndex(
      ({ left, top, right, bottom }) => x >= left && x < right && y >= top && y < bottom,
    );
    const sheet = sheets[at];
    if (sheet === undefined) return colour(shade, shade - 6, shade - 20);
    const [dx, dy] = [x - sheet.left, y - sheet.top];
    if (at === torn && dx > 52 && dy > 78 - (dx - 52) / 2)
      return colour(shade, shade - 6, shade - 20);
    const isCode = dx > 64 && dx < 84 && dy > 6 && dy < 26;
    const isLine = dy > 34 && dy % 9 < 3 && dx > 8 && dx < 82;
    const isTitle = dy > 8 && dy < 18 && dx > 8 && dx < 52;
    const isInk =
      isTitle || isLine || (isCode && (Math.floor(dx / 3) + Math.floor(dy / 3)) % 2 === 0);
    return isInk ? colour(60, 58, 56) : colour(250, 249, 246);
  });
}

/** A plan for the story: a room with its door, and the wall on which sheets hang marked in red. */
export function placePlan(): Buffer {
  return pngOf(size, (x, y) => {
    const isRoom = x > 60 && x < 420 && y > 40 && y < 280;
    const isInner = x > 68 && x < 412 && y > 48 && y < 272;
    const isDoor = x > 200 && x < 270 && y >= 272;
    const isMarked = x > 68 && x < 82 && y > 90 && y < 230;
    if (isMarked) return colour(179, 38, 30);
    if (isRoom && !isInner && !isDoor) return colour(60, 58, 56);
    const isDesk = x > 250 && x < 380 && y > 110 && y < 160;
    return isDesk ? colour(205, 195, 175) : colour(250, 247, 240);
  });
}

function colour(...parts: [number, number, number]): Colour {
  const [red, green, blue] = parts.map((part) => Math.max(0, Math.min(255, Math.round(part))));
  return [red ?? 0, green ?? 0, blue ?? 0];
}
