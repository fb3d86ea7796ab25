import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cameraTime } from '../../src/walls/camera-time.ts';

const zone = 'Asia/Shanghai';

/** The notes of a photo that a camera took, as `sharp` reads them. */
async function notes(camera: Record<string, string>): Promise<Buffer> {
  const photo = sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } }).jpeg();
  const bytes = await photo.withExif({ IFD0: { Make: 'Kamera' }, IFD2: camera }).toBuffer();
  const { exif } = await sharp(bytes).metadata();
  if (exif === undefined) throw new Error('the photo has no notes');
  return exif;
}

/** The same notes in the other order of bytes: one directory with one entry, which leads to another. */
function bigEndian(words: string): Uint8Array {
  const text = Buffer.from(`${words}\0`, 'latin1');
  const bytes = Buffer.alloc(44 + text.length);
  bytes.write('MM', 0, 'latin1');
  bytes.writeUInt16BE(42, 2);
  bytes.writeUInt32BE(8, 4);
  bytes.writeUInt16BE(1, 8);
  bytes.writeUInt16BE(0x8769, 10);
  bytes.writeUInt32BE(26, 18);
  bytes.writeUInt16BE(1, 26);
  bytes.writeUInt16BE(0x9003, 28);
  bytes.writeUInt16BE(2, 30);
  bytes.writeUInt32BE(text.length, 32);
  bytes.writeUInt32BE(44, 36);
  text.copy(bytes, 44);
  return bytes;
}

describe('the time of a camera', () => {
  it('is that of the site’s clocks, unless the notes name an offset', async () => {
    const taken = { DateTimeOriginal: '2026:11:03 09:58:07' };
    expect(cameraTime(await notes(taken), zone)).toBe('2026-11-03T01:58:07.000Z');
    const abroad = { ...taken, OffsetTimeOriginal: '+00:00' };
    expect(cameraTime(await notes(abroad), zone)).toBe('2026-11-03T09:58:07.000Z');
    expect(cameraTime(bigEndian('2026:11:03 09:58:07'), zone)).toBe('2026-11-03T01:58:07.000Z');
  });

  it('is not known where the notes do not say, or say what cannot be', async () => {
    expect(cameraTime(undefined, zone)).toBeNull();
    expect(cameraTime(await notes({ UserComment: 'x' }), zone)).toBeNull();
    for (const words of ['0000:00:00 00:00:00', '2026:13:40 25:61:61', '    :  :     :  :  ', '']) {
      expect(cameraTime(bigEndian(words), zone), words).toBeNull();
    }
  });

  it('is never guessed from notes that are cut off or changed', async () => {
    const whole = await notes({ DateTimeOriginal: '2026:11:03 09:58:07' });
    for (let length = 0; length < whole.length; length += 1) {
      const told = cameraTime(whole.subarray(0, length), zone);
      expect([null, '2026-11-03T01:58:07.000Z']).toContain(told);
    }
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Buffer.from(whole);
      changed[at] = 0xff;
      expect(() => cameraTime(changed, zone)).not.toThrow();
    }
  });
});
