import { crc32, deflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** The colour of a point: red, green and blue, each of 0 to 255. */
export type Colour = readonly [number, number, number];

/**
 * A photo for the story: a pale ceiling with a brown stain of water. Shape: a PNG of true colour.
 */
export function stainPhoto(): Buffer {
  return pngOf({ width: 480, height: 320 }, colourAt);
}

/**
 * A picture drawn point by point.
 *
 * Source: PNG (ISO/IEC 15948) §5.3, §11.2.
 */
export function pngOf(
  { width, height }: { readonly width: number; readonly height: number },
  colourOf: (x: number, y: number) => Colour,
): Buffer {
  const lines = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) lines.set(colourOf(x, y), y * (1 + width * 3) + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(lines)), chunk('IEND')];
  return Buffer.concat([signature, ...chunks]);
}

/** The ceiling darkens towards the corner; the stain has the dark rim that drying water leaves. */
function colourAt(x: number, y: number): Colour {
  const [dx, dy] = [(x - 270) / 150, (y - 150) / 95];
  const angle = Math.atan2(dy, dx);
  const edge = 1 + 0.12 * Math.sin(angle * 3) + 0.07 * Math.cos(angle * 7);
  const depth = Math.hypot(dx, dy) / edge;
  const light = 236 - (x + y) / 24 + ((x * 7 + y * 13) % 5);
  const rim = Math.exp(-(((depth - 0.95) / 0.07) ** 2));
  const wet = depth < 1 ? 0.25 : 0;
  const stain = Math.min(1, rim * 0.6 + wet);
  return [light - stain * 60, light - stain * 95, light - 6 - stain * 140].map((value) =>
    Math.max(0, Math.min(255, Math.round(value))),
  ) as unknown as Colour;
}

function chunk(name: string, body: Buffer = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
