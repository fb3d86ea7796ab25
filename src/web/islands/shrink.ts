/** The longest side of a photo that is sent. Units: pixels. */
export const longestSide = 1600;

/** The largest photo that is sent. Units: bytes. */
export const largestPhoto = 400 * 1024;

/** The size of a picture made to fit, never larger than it is. Units: pixels. */
export function fitted(width: number, height: number, side: number): [number, number] {
  const scale = Math.min(1, side / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** What is tried in turn until a photo is small enough: its longest side and its quality. */
export const attempts: readonly (readonly [side: number, quality: number])[] = [
  [longestSide, 0.85],
  [longestSide, 0.7],
  [longestSide, 0.55],
  [1280, 0.6],
  [1024, 0.6],
  [800, 0.5],
];
