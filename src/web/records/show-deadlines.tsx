import type { Category } from '../../catalogue/model.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { Deadline } from '../../deadlines/model.ts';
import { warningOf } from '../../deadlines/rules.ts';
import type { Page } from '../kit/page/page.ts';
import { Countdown } from '../kit/ui/countdown.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { headOf } from './show-changes.tsx';
import { showWords } from './show-words.ts';
import { titleIn } from './titles.ts';

interface DeadlineLinesProps {
  readonly page: Page;
  readonly category: Category;
  readonly deadlines: readonly Deadline[];
}

/** The promised times of one record, running or ended. */
export function DeadlineLines({ page, category, deadlines }: DeadlineLinesProps) {
  return (
    <ul class="plain-list promise-list">
      {deadlines.map((deadline) => (
        <li>
          <p class="promise-head">
            <strong>{titleOf(page, category, deadline)}</strong>{' '}
            <StateOf page={page} deadline={deadline} label={titleOf(page, category, deadline)} />
          </p>
          <p class="quiet">{wordsOf(page, category, deadline)}</p>
        </li>
      ))}
    </ul>
  );
}

function titleOf({ lang }: Page, { deadlines = [] }: Category, { rule, ruleTitle }: Deadline) {
  const known = deadlines
    .flatMap((one) => (one.prompt === undefined ? [one] : [one, one.prompt]))
    .find(({ code }) => code === rule);
  return known === undefined ? ruleTitle : titleIn(lang, known);
}

function StateOf(props: { page: Page; deadline: Deadline; label: string }) {
  const { page, deadline, label } = props;
  const { state, prompt, dueAt } = deadline;
  const say = showWords(page.lang);
  if (state === 'met') return <Tag tone="good">{say('met')}</Tag>;
  if (state === 'late') return <Tag tone="bad">{say('lateState')}</Tag>;
  if (prompt && state === 'warned') return null;
  const { now, lang } = page;
  return <Countdown {...{ dueAt, now, lang, label }} warnMs={warningOf(deadline)} />;
}

function wordsOf(page: Page, category: Category, deadline: Deadline): string {
  const say = showWords(page.lang);
  const { timeZone } = page.document;
  const { doneAt, dueAt, prompt, endsWith, source } = deadline;
  const field = headOf(page, category, endsWith);
  const at = localMinuteOf(dueAt, timeZone);
  const words =
    doneAt !== null
      ? say('doneAt', { at: localMinuteOf(doneAt, timeZone) })
      : prompt
        ? say('promptAt', { at })
        : say('due', { at, field });
  return `${words} · ${source}`;
}
