import { localMinuteOf } from '../../core/month.ts';
import type { PostingView } from '../../walls/model.ts';
import type { Page } from '../kit/page/page.ts';
import { photoWords } from './photo-words.ts';

/** What a photo says of itself. */
type PhotoFacts = Pick<PostingView, 'photo' | 'photoUsedBefore' | 'photoTakenAt' | 'cameraApart'>;

/** What is out of the way with a photo, in words. */
export function photoFaults(
  { lang, document }: Pick<Page, 'lang' | 'document'>,
  { photoUsedBefore, photoTakenAt, cameraApart }: PhotoFacts,
): string[] {
  const say = photoWords(lang);
  return [
    ...(photoUsedBefore ? [say('usedBefore')] : []),
    ...(cameraApart && photoTakenAt !== null
      ? [say('cameraApart', { at: localMinuteOf(photoTakenAt, document.timeZone) })]
      : []),
  ];
}
