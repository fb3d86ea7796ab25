import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/app-error.ts';
import type { FormState } from '../../../src/web/kit/page/form.ts';
import type { Page } from '../../../src/web/kit/page/page.ts';
import { typedDefaults } from '../../../src/web/kit/page/typed.ts';
import { AreaField } from '../../../src/web/kit/ui/form-area.tsx';
import { ChoiceField, TicksField } from '../../../src/web/kit/ui/form-choice.tsx';
import { ErrorSummary } from '../../../src/web/kit/ui/form-summary.tsx';
import { TextField } from '../../../src/web/kit/ui/form-text.tsx';

const problem = { field: 'room', rule: 'room', message: '没有 3-2-5011，是不是 3-2-501？' };

/** A form as it comes back after it was refused. */
function refused(lang: 'zh' | 'en', typed: Record<string, string | readonly string[]>): FormState {
  const error = new AppError('invalid', '登记没有保存。', { problems: [problem] });
  const page = { lang } as Page;
  return {
    page,
    key: 'key',
    isDraft: false,
    values: typedDefaults(typed),
    problems: [problem],
    error,
  };
}

const clean = (typed: Record<string, string>): FormState => ({
  ...refused('zh', typed),
  problems: [],
  error: null,
});

describe('a field of a form', () => {
  it('shows what was typed, and the sentence that says what is wrong with it', () => {
    const field = { form: refused('zh', { room: '3-2-5011' }), name: 'room', label: '房号' };
    const html = String(TextField({ ...field, hint: '例如 3-2-501' }));
    expect(html).toContain('value="3-2-5011"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('aria-describedby="f-room-hint f-room-problem"');
    expect(html).toContain('id="f-room-problem"');
    expect(html).toContain(problem.message);
  });

  it('says nothing of a problem where there is none', () => {
    const html = String(
      TextField({ form: clean({ room: '3-2-501' }), name: 'room', label: '房号' }),
    );
    expect(html).not.toContain('aria-invalid');
    expect(html).not.toContain('aria-describedby');
  });

  it('never shows a password again', () => {
    const form = clean({ password: 'open sesame' });
    const html = String(TextField({ form, name: 'password', label: '密码', type: 'password' }));
    expect(html).not.toContain('sesame');
  });

  it('keeps the line breaks and the signs of what was typed', () => {
    const form = clean({ matter: '第一行\n第二行 <b>' });
    const html = String(AreaField({ form, name: 'matter', label: '事由' }));
    expect(html).toContain('第一行\n第二行 &lt;b&gt;</textarea>');
  });

  it('keeps what was chosen and what was ticked', () => {
    const form = refused('zh', { urgency: 'urgent', see: ['phone', 'all'] });
    const options = ['normal', 'urgent'].map((value) => ({ value, title: value }));
    const chosen = String(ChoiceField({ form, name: 'urgency', label: '紧急', options }));
    expect(chosen.match(/checked=""/g)).toHaveLength(1);
    expect(chosen).toMatch(/value="urgent" checked=""/);
    const all = ['phone', 'id', 'all'].map((value) => ({ value, title: value }));
    const ticked = String(TicksField({ form, name: 'see', label: '看哪几项', options: all }));
    expect(ticked.match(/checked=""/g)).toHaveLength(2);
  });
});

describe('the error summary', () => {
  it('leads to the field at fault with the words that stand there', () => {
    const html = String(ErrorSummary({ form: refused('zh', { room: '' }) }));
    expect(html).toContain('错误：有内容需要改');
    expect(html).toContain('登记没有保存。');
    expect(html).toMatch(/<a href="#f-room"><span>没有 3-2-5011，是不是 3-2-501？<\/span><\/a>/);
  });

  it('is titled in English, with the Chinese sentence marked as Chinese', () => {
    const html = String(ErrorSummary({ form: refused('en', { room: '' }) }));
    expect(html).toContain('Error: Some answers need changing');
    expect(html).toContain('<span lang="zh-CN">登记没有保存。</span>');
  });

  it('is not there where nothing is wrong', () => {
    expect(ErrorSummary({ form: clean({}) })).toBeNull();
  });
});
