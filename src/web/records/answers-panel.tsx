import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { InChinese } from '../kit/ui/form-field.tsx';
import { inquiries, type StandardAnswer } from './answers.ts';
import { newWords } from './new-words.ts';

/** Beside an inquiry: what is answered to such a question, renewed while one types. */
export function AnswersPanel(props: { page: Page; found: readonly StandardAnswer[] }) {
  const { page, found } = props;
  const say = newWords(page.lang);
  const field = `#f-${inquiries.field}`;
  return (
    <section class="answers" aria-label={say('answers')}>
      <p class="answers-head">
        <strong>{say('answers')}</strong>{' '}
        <a href={paths.policy(inquiries.policy)}>{say('answersAll')}</a>
      </p>
      <div
        id="answers"
        aria-live="polite"
        hx-get={paths.answers()}
        hx-trigger={`input delay:400ms from:${field}`}
        hx-include={field}
        hx-swap="innerHTML"
      >
        <Answers page={page} found={found} />
      </div>
    </section>
  );
}

/** The answers alone, or what to do where there is none. */
export function Answers(props: { page: Page; found: readonly StandardAnswer[] }) {
  const { page, found } = props;
  if (found.length === 0) return <p class="quiet">{newWords(page.lang)('answersNone')}</p>;
  return (
    <dl>
      {found.map(({ question, answer }) => (
        <>
          <dt>
            <InChinese lang={page.lang}>{question}</InChinese>
          </dt>
          <dd>
            <InChinese lang={page.lang}>{answer}</InChinese>
          </dd>
        </>
      ))}
    </dl>
  );
}
