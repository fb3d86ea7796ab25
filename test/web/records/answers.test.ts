import { describe, expect, it } from 'vitest';
import { answersIn, nearestAnswers } from '../../../src/web/records/answers.ts';

const text = [
  '## 怎样用',
  '一边听一边打关键字。',
  '## 费用',
  '### 问 收费标准在哪里看',
  '答：前台墙张贴了价目。',
  '',
  '### 问 修理要不要钱',
  '答：保修期内归建设单位；',
  '户内按价目收费。',
  '### 其它',
  '不是问答。',
].join('\n');

describe('the compilation of answers', () => {
  it('gives every question with all of its answer, and nothing else', () => {
    expect(answersIn(text)).toEqual([
      { question: '收费标准在哪里看', answer: '前台墙张贴了价目。' },
      { question: '修理要不要钱', answer: '保修期内归建设单位；\n户内按价目收费。' },
    ]);
  });

  it('answers the question that shares most words first', () => {
    const found = nearestAnswers(answersIn(text), '请问修理要收费吗？');
    expect(found.map(({ question }) => question)).toEqual(['修理要不要钱', '收费标准在哪里看']);
  });

  it('answers nothing to nothing, and nothing to what it does not know', () => {
    expect(nearestAnswers(answersIn(text), '。')).toEqual([]);
    expect(nearestAnswers(answersIn(text), '几点关门')).toEqual([]);
  });
});
