import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { exifOf, withExif } from '../../../src/web/islands/exif.ts';
import { attempts, fitted } from '../../../src/web/islands/shrink.ts';

const taken = '2026:11:23 09:42:10';

async function photo(orientation: number): Promise<Uint8Array> {
  return sharp({ create: { width: 40, height: 20, channels: 3, background: '#b3261e' } })
    .withExif({ IFD0: { DateTime: taken }, IFD2: { DateTimeOriginal: taken } })
    .withMetadata({ orientation })
    .jpeg()
    .toBuffer();
}

async function plain(): Promise<Uint8Array> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
}

describe('a photo drawn anew', () => {
  it('fits the longest side, and is never made larger', () => {
    expect(fitted(4000, 3000, 1600)).toEqual([1600, 1200]);
    expect(fitted(3000, 4000, 1600)).toEqual([1200, 1600]);
    expect(fitted(800, 600, 1600)).toEqual([800, 600]);
    expect(fitted(10_000, 2, 1600)).toEqual([1600, 1]);
  });

  it('is tried smaller and smaller', () => {
    const sizes = attempts.map(([side, quality]) => side * side * quality);
    expect(sizes).toEqual([...sizes].sort((left, right) => right - left));
  });

  it('keeps the time it was taken at', async () => {
    const exif = exifOf(await photo(1));
    expect(exif).toBeDefined();
    const drawn = withExif(await plain(), exif ?? new Uint8Array());
    const told = await sharp(drawn).metadata();
    expect(Buffer.from(told.exif ?? []).includes(taken)).toBe(true);
    expect([told.width, told.height]).toEqual([8, 8]);
  });

  it('stands upright: the turn of the original is not done twice', async () => {
    const turned = await photo(6);
    expect((await sharp(turned).metadata()).orientation).toBe(6);
    const drawn = withExif(await plain(), exifOf(turned) ?? new Uint8Array());
    expect((await sharp(drawn).metadata()).orientation).toBe(1);
  });

  it('gains no notes where there were none, or where they are broken', async () => {
    expect(exifOf(await plain())).toBeUndefined();
    expect(exifOf(new Uint8Array())).toBeUndefined();
    expect(exifOf(new TextEncoder().encode('%PDF-1.7 not a photo'))).toBeUndefined();
    const whole = await photo(6);
    for (let length = 0; length < whole.length; length += 7)
      expect(() => exifOf(whole.slice(0, length))).not.toThrow();
  });

  it('survives notes that point outside themselves', async () => {
    const broken = Uint8Array.from(await photo(6));
    const at = Buffer.from(broken).indexOf('Exif') + 6;
    broken.fill(0xff, at + 4, at + 8);
    expect(() => exifOf(broken)).not.toThrow();
  });
});
