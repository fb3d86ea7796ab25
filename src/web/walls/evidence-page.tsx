import type { CheckView, PostingView } from '../../walls/model.ts';
import { humanCode } from '../../walls/poster-code.ts';
import type { PosterPrint } from '../../walls/queries/prints.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { minuteAt, placeTitle, Zh } from '../policies/titles.tsx';
import { EvidenceForm } from './evidence-form.tsx';
import { evidenceWords } from './evidence-words.ts';
import { photoFaults } from './photo-faults.ts';
import { photoWords } from './photo-words.ts';
import { wallWords } from './words.ts';

/** Says what was found of a sheet; this page is met where the one behind the code was refused. */
export function EvidenceFormPage({ form, print }: { form: FormState; print: PosterPrint }) {
  const { page } = form;
  const say = evidenceWords(page.lang);
  return (
    <Frame
      page={page}
      form={form}
      title={say('formTitle', { code: `${print.code} ${humanCode(print.id)}` })}
      current="policies"
      crumbs={crumbsTo(page, print.place)}
    >
      <EvidenceForm
        lang={page.lang}
        document={page.document}
        print={print}
        place={form.values.get('place') || print.place}
        formKey={form.key}
      />
    </Frame>
  );
}

/** The way from the walls to one of them. */
export function crumbsTo(page: Page, place: string) {
  return [
    { title: wallWords(page.lang)('title'), href: paths.walls() },
    { title: placeTitle(page, place), href: paths.wall(place) },
  ];
}

/** What was kept: a posting, or a check. */
export type Evidence =
  | ({ readonly kind: 'posting' } & PostingView)
  | ({ readonly kind: 'check' } & CheckView);

/** Says in large letters what was kept of a sheet, where it belongs, and what is odd about its photo. */
export function EvidencePage({ page, evidence }: { page: Page; evidence: Evidence }) {
  const say = evidenceWords(page.lang);
  const { id, code, place } = evidence;
  const here = placeTitle(page, place);
  const faults = photoFaults(page, evidence);
  return (
    <Frame
      page={page}
      title={say('title', { code })}
      current="policies"
      crumbs={crumbsTo(page, place)}
    >
      <Verdict page={page} evidence={evidence} />
      {faults.length === 0 ? null : (
        <Notice tone="warn" title={say('photoFaults')}>
          {faults.map((fault) => (
            <p>{fault}</p>
          ))}
        </Notice>
      )}
      <Facts pairs={factsOf(page, evidence)} />
      {evidence.photo ? (
        <p>
          <a href={paths.postingPhoto(id)}>
            <img
              class="evidence-shown"
              src={paths.postingPhoto(id)}
              alt={photoWords(page.lang)('alt', { place: here })}
            />
          </a>
        </p>
      ) : (
        <p class="quiet">{say('noPhoto')}</p>
      )}
      <p class="policy-wall-acts screen-only">
        <ButtonLink kind="primary" href={paths.wall(place)}>
          {say('toPlace', { place: here })}
        </ButtonLink>
        {evidence.print === null ? null : (
          <a href={paths.sheetEvidence(evidence.print)}>{say('retry')}</a>
        )}
        <a href={paths.walls()}>{say('toWalls')}</a>
      </p>
    </Frame>
  );
}

function Verdict({ page, evidence }: { page: Page; evidence: Evidence }) {
  const say = evidenceWords(page.lang);
  const place = placeTitle(page, evidence.place);
  if (evidence.kind === 'posting') {
    const { version } = evidence;
    return <p class="evidence-said">{say('savedPosting', { place, version })}</p>;
  }
  const { found, belongs } = evidence;
  if (found !== 'elsewhere' || belongs === null) {
    return <p class="evidence-said">{say('saved', { place, found: say(found) })}</p>;
  }
  const own = placeTitle(page, belongs.place);
  return (
    <Notice tone="bad" title={say('savedElsewhere', { place, belongs: own })}>
      <p class="evidence-belongs">{own}</p>
      <p>{say('elsewhereHelp', { place })}</p>
    </Notice>
  );
}

function factsOf(page: Page, evidence: Evidence) {
  const say = evidenceWords(page.lang);
  const { code, title, place, print } = evidence;
  const [by, at] =
    evidence.kind === 'posting'
      ? [evidence.postedBy, evidence.postedAt]
      : [evidence.checkedBy, evidence.checkedAt];
  return [
    { label: say('policy'), value: <Zh>{`${code} ${title}`}</Zh> },
    { label: say('where'), value: placeTitle(page, place) },
    ...(print === null
      ? []
      : [{ label: say('sheet'), value: <span class="number">{humanCode(print)}</span> }]),
    {
      label: say('by'),
      value: (
        <span>
          <Zh>{by}</Zh> <span class="unbroken">{minuteAt(page, at)}</span>
        </span>
      ),
    },
  ];
}
