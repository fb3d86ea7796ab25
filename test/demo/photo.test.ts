import sharp from 'sharp';
import { expect, test } from 'vitest';
import { stainPhoto } from '../../src/demo/photo.ts';

test('the story’s photo is a picture that other programs open', async () => {
  const { format, width, height } = await sharp(stainPhoto()).metadata();
  expect({ format, width, height }).toEqual({ format: 'png', width: 480, height: 320 });
  const { channels } = await sharp(stainPhoto()).stats();
  // A stain is there: the picture is not of one colour.
  expect(channels.map(({ stdev }) => stdev > 5)).toEqual([true, true, true]);
});
