import { describe, expect, it } from 'vitest';
import { fillIn, wordsOf } from '../../../src/web/islands/words.ts';

describe('the words of scripts', () => {
  it('are in the language of the page', () => {
    expect(wordsOf('zh')('draftSaved', { time: '09:42' })).toBe('草稿已存 09:42');
    expect(wordsOf('en')('draftSaved', { time: '09:42' })).toBe('Draft saved 09:42');
  });

  it('keep a place for which there is no value', () => {
    expect(fillIn('{name} 还剩 {time}', { name: 'BX-1' })).toBe('BX-1 还剩 {time}');
  });
});
