import type { ArchiveView, DocumentTypeView, DocumentView } from '../../../archives/model.ts';
import { mayAt } from '../../kit/page/menu.ts';
import type { Page } from '../../kit/page/page.ts';
import { paths } from '../../kit/page/paths.ts';
import { Tag, type Tone } from '../../kit/ui/tag.tsx';
import { archiveWords } from '../words.ts';

interface ArchiveProps {
  readonly page: Page;
  readonly archive: ArchiveView;
}

const tones = {
  there: 'good',
  missing: 'bad',
  'not-applicable': 'neutral',
  elsewhere: 'info',
} as const satisfies Record<DocumentTypeView['state'], Tone>;

const states = {
  there: 'there',
  missing: 'lacking',
  'not-applicable': 'not-applicable',
  elsewhere: 'elsewhere',
} as const;

/** What a document type is called in the language of the page. */
export function typeIn(page: Page, order: number): string {
  const type = page.document.documentTypes.find((one) => one.order === order);
  if (type === undefined) return String(order);
  return page.lang === 'zh' ? type.title : type.en;
}

/** What is missing, by name. */
export function MissingTypes({ page, archive }: ArchiveProps) {
  const say = archiveWords(page.lang);
  const { missing, applicable } = archive.completeness;
  if (missing.length === 0) {
    return <p>{say('missingNone', { count: applicable })}</p>;
  }
  return (
    <p class="missing">
      <strong>{say('missingIs')}</strong>
      {missing.map((order, index) => (
        <>
          <span class="missing-one">
            <a href={`#type-${order}`}>
              {order} {typeIn(page, order)}
            </a>
            {index === missing.length - 1 ? '' : page.lang === 'zh' ? '、' : ','}
          </span>{' '}
        </>
      ))}
    </p>
  );
}

/** The document types in their fixed order, each with its state and its papers. */
export function Dossier({ page, archive }: ArchiveProps) {
  return (
    <ol class="dossier">
      {archive.types.map((type) => (
        <li id={`type-${type.order}`} class={`dossier-${type.state}`} value={type.order}>
          <TypeHead page={page} type={type} />
          {type.papers.length === 0 ? null : (
            <ul class="dossier-papers">
              {type.papers.map((paper) => (
                <li>
                  <Paper page={page} paper={paper} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

function TypeHead({ page, type }: { page: Page; type: DocumentTypeView }) {
  const say = archiveWords(page.lang);
  const { order, state, because, papers } = type;
  return (
    <div class="dossier-head">
      <span class="dossier-number number" aria-hidden="true">
        {order}
      </span>
      <span class="dossier-title">{typeIn(page, order)}</span>
      <Tag tone={tones[state]}>{say(states[state])}</Tag>
      {because === null ? null : <span class="quiet">{say(because)}</span>}
      {papers.length > 1 ? (
        <span class="quiet">{say('papersOf', { count: papers.length })}</span>
      ) : null}
    </div>
  );
}

function Paper({ page, paper }: { page: Page; paper: DocumentView }) {
  const say = archiveWords(page.lang);
  const { id, room, type, title, datedOn, pages, custody, shelf } = paper;
  const typeTitle = page.document.documentTypes.find(({ order }) => order === type)?.title;
  const facts = [
    datedOn ?? say('undated'),
    ...(pages === null ? [] : [say('pageCount', { count: pages })]),
    say('custody', { name: custody }),
    shelf === null ? say('noShelf') : say('shelf', { place: shelf }),
  ];
  return (
    <>
      {typeTitle === title ? null : <span class="paper-title">{title}</span>}
      <span class="quiet">{facts.join(' · ')}</span>
      {mayAt(page, 'archive.keep') ? (
        <span class="paper-ways">
          <a href={paths.handOverPaper(room, id)} aria-label={say('handOverPaper', { title })}>
            {say('handOver')}
          </a>
          <a href={paths.movePaper(room, id)} aria-label={say('movePaper', { title })}>
            {say('move')}
          </a>
        </span>
      ) : null}
    </>
  );
}
