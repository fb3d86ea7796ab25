import type { ErrorCode } from '../../../core/app-error.ts';
import type { FormState } from '../page/form.ts';
import { fieldId, InChinese, ProblemWords } from './form-field.tsx';
import { uiWords } from './words.ts';

const titles = {
  invalid: 'summaryInvalid',
  unauthenticated: 'summaryUnauthenticated',
  forbidden: 'summaryForbidden',
  'not-found': 'summaryNotFound',
  conflict: 'summaryConflict',
  'stale-version': 'summaryStale',
  held: 'summaryHeld',
  'not-due': 'summaryNotDue',
  sealed: 'summarySealed',
  limit: 'summaryLimit',
  unavailable: 'summaryUnavailable',
  tampered: 'summaryTampered',
  usage: 'summaryUsage',
} as const satisfies Record<ErrorCode, string>;

/** What an error of this code is called in a heading. */
export function titleOfError(code: ErrorCode, lang: 'zh' | 'en'): string {
  return uiWords(lang)(titles[code]);
}

interface SummaryProps {
  readonly form: FormState;
  /** Whether the focus belongs in the form's own field all the same, as where codes are scanned. */
  readonly stays?: boolean | undefined;
}

/**
 * Everything that is wrong with a form, first in `<main>`: it takes the focus and leads to the
 * fields with the same words that stand there. Nothing, where nothing is wrong.
 */
export function ErrorSummary({ form, stays }: SummaryProps) {
  if (form.error === null && form.problems.length === 0) return null;
  const { lang } = form.page;
  const t = uiWords(lang);
  return (
    <div class="summary" role="alert" tabindex={-1} data-focus={stays !== true || undefined}>
      <h2 class="summary-title">
        {t('error')}
        {titleOfError(form.error?.code ?? 'invalid', lang)}
      </h2>
      {form.error === null ? null : (
        <p>
          <InChinese lang={lang}>{form.error.message}</InChinese>
        </p>
      )}
      {form.problems.length === 0 ? null : (
        <ul>
          {form.problems.map((problem) => (
            <li>
              <a href={`#${fieldId(problem.field)}`}>
                <ProblemWords problem={problem} lang={lang} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
