import { localMinuteOf } from '../../core/month.ts';
import type { RecordLine } from '../../records/model.ts';
import { visitCode } from '../../records/queries/unvisited.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import type { Initials } from '../records/choose.ts';
import { ChooseForm, RegisterLinks } from '../records/choose-page.tsx';
import { visitLink } from '../records/show-actions.tsx';
import { findCategory, titleIn } from '../records/titles.ts';
import { Clocks } from './clocks.tsx';
import { type DeskNow, handoverCode } from './read-desk.ts';
import { deskWords } from './words.ts';

/** The registers of the quick bar, each under its key. */
const quick = [
  { code: '01', word: 'repair', key: 'Alt+1' },
  { code: '03', word: 'inquiry', key: 'Alt+2' },
  { code: '04', word: 'complaint', key: 'Alt+3' },
  { code: '28', word: 'visitor', key: 'Alt+4' },
  { code: '23', word: 'exit', key: 'Alt+5' },
] as const;

/** The first screen of whoever files: what to file, what runs out, what today brought. */
export function DeskPage(props: { page: Page; now: DeskNow; initials: Initials }) {
  const { page, now, initials } = props;
  const say = deskWords(page.lang);
  return (
    <Frame page={page} title={say('title')} current="desk">
      {mayAt(page, 'record.file') ? <QuickBar page={page} initials={initials} /> : null}
      <div hx-get={paths.desk()} hx-trigger="every 20s" hx-swap="none" />
      <div id="desk-now">
        <DeskParts page={page} now={now} />
      </div>
    </Frame>
  );
}

function QuickBar({ page, initials }: { page: Page; initials: Initials }) {
  const say = deskWords(page.lang);
  const { categories } = page.document;
  const known = quick.flatMap((one) => {
    const category = categories.find(({ code }) => code === one.code);
    return category === undefined ? [] : [{ ...one, category }];
  });
  const [first] = known;
  return (
    <nav class="quick" aria-label={say('quick')}>
      <div class="quick-keys">
        {first === undefined ? null : (
          <ButtonLink kind="primary" hotkey="F2" href={paths.newRecord(first.category.prefix)}>
            {say('newRepair')}
          </ButtonLink>
        )}
        {known.map(({ category, word, key }) => (
          <ButtonLink
            hotkey={key}
            href={paths.newRecord(category.prefix)}
            title={titleIn(page.lang, category)}
          >
            {say(word)}
          </ButtonLink>
        ))}
      </div>
      <details class="quick-more">
        <summary>{say('more', { count: categories.length })}</summary>
        <RegisterLinks page={page} categories={categories} />
      </details>
      <ChooseForm page={page} initials={initials} />
    </nav>
  );
}

/**
 * The desk's answer to its own renewal, at its own address: who must sign in again comes back to the
 * desk, and an answer that is none of the desk's is put nowhere.
 */
export function DeskRenewed({ page, now }: { page: Page; now: DeskNow }) {
  return (
    <hx-partial hx-target="#desk-now" hx-swap="innerMorph">
      <DeskParts page={page} now={now} />
    </hx-partial>
  );
}

/** The parts of the desk that renew themselves. */
function DeskParts({ page, now }: { page: Page; now: DeskNow }) {
  const say = deskWords(page.lang);
  const time = localMinuteOf(page.now, page.document.timeZone).slice(11);
  return (
    <div class="desk">
      <div class="desk-main">
        <Panel
          title={say('clocks')}
          id="clocks"
          actions={
            <>
              <span class="quiet">{say('renewed', { time })}</span>
              <a href={paths.deadlines()}>{say('clocksAll')}</a>
            </>
          }
        >
          <Clocks page={page} list={now.clocks} most={20} />
        </Panel>
        <Unvisited page={page} lines={now.unvisited} />
      </div>
      <div class="desk-side">
        <Today page={page} now={now} />
        <Handover page={page} now={now} />
        <Mine page={page} now={now} />
        <ToLearn page={page} now={now} />
      </div>
    </div>
  );
}

/** The quick bar's word for a register, where it has one. */
function shortTitle(page: Page, category: string): string | undefined {
  const known = quick.find(({ code }) => code === category);
  return known && deskWords(page.lang)(known.word);
}

const mostDays = 5;

function Today({ page, now }: { page: Page; now: DeskNow }) {
  const say = deskWords(page.lang);
  const { unsigned, counts } = now;
  return (
    <Panel
      title={say('today', { day: page.today })}
      id="today"
      actions={<a href={paths.day(page.today)}>{say('reviewToday')}</a>}
    >
      <ul class="figures">
        {counts.map(({ category, title, total, open }) => {
          const own = findCategory(page.document, category);
          return (
            <li>
              <a href={paths.records({ category: own?.prefix, from: page.today })}>
                <span class="figure">{total}</span>
                {shortTitle(page, category) ?? (own ? titleIn(page.lang, own) : title)}
              </a>
              {open > 0 ? <span class="quiet"> {say('todayOpen', { count: open })}</span> : null}
            </li>
          );
        })}
      </ul>
      {unsigned.length === 0 ? (
        <p class="quiet">{say('unsignedNone')}</p>
      ) : (
        <Notice tone="bad" title={say('unsigned', { count: unsigned.length })}>
          <p>{say('unsignedHelp')}</p>
          <p class="day-links">
            {unsigned.slice(0, mostDays).map((day) => (
              <a href={paths.day(day)}>{day}</a>
            ))}
            {unsigned.length > mostDays ? <a href={paths.days()}>…</a> : null}
          </p>
        </Notice>
      )}
    </Panel>
  );
}

function Handover({ page, now }: { page: Page; now: DeskNow }) {
  const category = findCategory(page.document, handoverCode);
  if (category === undefined) return null;
  const say = deskWords(page.lang);
  const { handover } = now;
  const field = (name: string) => String(handover?.fields[name] ?? '');
  const unfinished = field('未完事项');
  return (
    <Panel
      title={say('handover')}
      id="handover"
      actions={
        mayAt(page, 'record.file') ? (
          <ButtonLink href={paths.newRecord(category.prefix)}>{say('handoverWrite')}</ButtonLink>
        ) : undefined
      }
    >
      {handover === undefined ? (
        <p class="quiet">{say('handoverNone')}</p>
      ) : (
        <>
          <p>
            <RecordNumber number={handover.number} href={paths.record(handover.number)} />{' '}
            {say('handoverLast', {
              time: localMinuteOf(handover.occurredAt, page.document.timeZone),
              shift: field('班次'),
              from: field('交班人'),
              to: field('接班人'),
            })}
          </p>
          {unfinished === '' ? null : (
            <>
              <h3>{say('unfinished')}</h3>
              <p class="as-typed">{unfinished}</p>
            </>
          )}
        </>
      )}
    </Panel>
  );
}

function Mine({ page, now }: { page: Page; now: DeskNow }) {
  const say = deskWords(page.lang);
  const all = paths.records({ person: page.who.name, status: 'open' });
  return (
    <Panel title={say('mine')} id="mine" actions={<a href={all}>{say('mineAll')}</a>}>
      {now.mine.length === 0 ? (
        <p class="quiet">{say('mineNone')}</p>
      ) : (
        <ul class="mine">
          {now.mine.map((line) => (
            <li data-row-link={paths.record(line.number)}>
              <RecordNumber number={line.number} href={paths.record(line.number)} /> {line.title}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** That there is something to learn, where there is. */
function ToLearn({ page, now: { learning } }: { page: Page; now: DeskNow }) {
  if (learning === undefined) return null;
  const say = deskWords(page.lang);
  const { owed, behind } = learning;
  return (
    <Notice tone={behind > 0 ? 'bad' : 'info'} title={say('toLearn', { count: owed })}>
      {behind > 0 ? <p>{say('learnLate', { count: behind })}</p> : null}
      <ButtonLink href={paths.learning()}>{say('goLearn')}</ButtonLink>
    </Notice>
  );
}

const mostVisits = 10;

/** Closed matters without a return visit, each with the form that begins one. */
function Unvisited({ page, lines }: { page: Page; lines: readonly RecordLine[] }) {
  const category = findCategory(page.document, visitCode);
  if (category === undefined) return null;
  const say = deskWords(page.lang);
  const rest = lines.length - mostVisits;
  return (
    <Panel title={say('unvisited', { count: lines.length })} id="unvisited">
      {lines.length === 0 ? (
        <p class="quiet">{say('unvisitedNone')}</p>
      ) : (
        <ToVisit page={page} lines={lines.slice(0, mostVisits)} />
      )}
      {rest > 0 ? (
        <details>
          <summary>{say('unvisitedMore', { count: rest })}</summary>
          <ToVisit page={page} lines={lines.slice(mostVisits)} />
        </details>
      ) : null}
    </Panel>
  );
}

function ToVisit({ page, lines }: { page: Page; lines: readonly RecordLine[] }) {
  return (
    <ul class="mine">
      {lines.map((line) => {
        const visit = visitLink(page, { ...line, code: line.category, site: page.site });
        return (
          <li data-row-link={paths.record(line.number)}>
            <RecordNumber number={line.number} href={paths.record(line.number)} /> {line.title}{' '}
            {visit === undefined ? null : <a href={visit}>{deskWords(page.lang)('visit')}</a>}
          </li>
        );
      })}
    </ul>
  );
}
