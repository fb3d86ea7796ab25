import type { Blocker } from '../../bundles/model.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Empty } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { monthWords } from './words.ts';

/** What is in sight at once; the rest unfolds. */
const inSight = 12;
/** And the most that one page names. */
const most = 400;

type Code = Blocker['code'];
const codes: readonly string[] = [
  'day-unsigned',
  'order-not-returned',
  'order-number-missing',
  'access-request-open',
  'matter-unanswered',
] satisfies Code[];

/** What stands in the way of sealing, each thing a link to where it is put right. */
export function Blockers(props: { page: Page; month: string; blockers: readonly Blocker[] }) {
  const { page, month, blockers } = props;
  const say = monthWords(page.lang);
  if (blockers.length === 0) {
    return (
      <Empty title={say('blockersNone')}>
        <p>{say('blockersNoneHelp')}</p>
      </Empty>
    );
  }
  return (
    <>
      <p class="quiet">{say('blockersHelp')}</p>
      {blockers.map((blocker) => (
        <section class="blocker">
          <h3>
            <Tag tone="warn">{blockerTitle(page, blocker)}</Tag>{' '}
            <span class="count">{blocker.subjects.length}</span>
          </h3>
          <Subjects page={page} month={month} code={blocker.code} subjects={blocker.subjects} />
        </section>
      ))}
    </>
  );
}

/** What a kind of blocker is called; one that this page does not know keeps its own title. */
export function blockerTitle(page: Page, { code, title }: { code: string; title: string }): string {
  return codes.includes(code) ? monthWords(page.lang)(code as Code) : title;
}

/** Days, numbers or rooms, as links; the rest unfolds. */
export function Subjects(props: {
  page: Page;
  month: string;
  code: string;
  subjects: readonly string[];
}) {
  const { page, month, code, subjects } = props;
  const say = monthWords(page.lang);
  const link = (subject: string) => {
    const { words, href } = subjectLink(page, { month, code, subject });
    return <li>{href === undefined ? words : <a href={href}>{words}</a>}</li>;
  };
  const rest = subjects.slice(inSight);
  return (
    <>
      <ul class="subjects">{subjects.slice(0, inSight).map(link)}</ul>
      {rest.length === 0 ? null : (
        <details class="subjects-rest">
          <summary>{say('more', { count: rest.length })}</summary>
          <ul class="subjects">
            {rest.slice(0, most).map(link)}
            {rest.length > most ? <li>{say('more', { count: rest.length - most })}</li> : null}
          </ul>
        </details>
      )}
    </>
  );
}

function subjectLink(
  page: Page,
  { month, code, subject }: { month: string; code: string; subject: string },
): { words: string; href?: string } {
  const say = monthWords(page.lang);
  if (code === 'day-unsigned') return { words: subject.slice(5), href: paths.day(subject) };
  if (code === 'matter-unanswered') return { words: subject, href: paths.record(subject) };
  if (code === 'order-not-returned') return { words: subject, href: paths.order(subject) };
  if (code === 'order-number-missing') {
    const [, first, last, count] = /^(\S+) 至 (\S+?)（(\d+) 个）$/.exec(subject) ?? [];
    const words =
      first === undefined || last === undefined
        ? subject
        : say('gap', { first, last, count: Number(count) });
    return { words, href: paths.orders({ month }) };
  }
  const [, room, id] = /^(.+)（(\S+)）$/.exec(subject) ?? [];
  return room === undefined || id === undefined
    ? { words: subject }
    : { words: room, href: paths.accessRequest(id) };
}
