import { defineWords } from '../kit/page/words.ts';

/** The words of photos of walls. */
export const photoWords = defineWords('wall-photos', {
  zh: {
    photo: '照片',
    photoHint: 'JPEG 或 PNG，可直接拍照。不超过 20 MB。',
    notPhoto: '只收能打开的 JPEG 或 PNG 照片。',
    usedBefore: '同一张照片以前用过：请重拍一张。',
    cameraApart: '相机时刻 {{at}} 与登记时刻相差 24 小时以上。',
    alt: '{{place}}的照片',
    seePhoto: '看照片',
  },
  en: {
    photo: 'Photo',
    photoHint: 'JPEG or PNG, straight from the camera, up to 20 MB.',
    notPhoto: 'Only JPEG and PNG photos that can be opened are taken.',
    usedBefore: 'The same photo was used before: please take a new one.',
    cameraApart:
      'The camera says {{at}}, more than 24 hours from the time at which it was registered.',
    alt: 'Photo of {{place}}',
    seePhoto: 'See the photo',
  },
});
