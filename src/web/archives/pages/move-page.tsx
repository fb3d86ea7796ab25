import type { DocumentTypeView, DocumentView, HouseholdView } from '../../../archives/model.ts';
import type { AppError } from '../../../core/app-error.ts';
import type { FormState } from '../../kit/page/form.ts';
import { Frame } from '../../kit/page/frame.tsx';
import type { Page } from '../../kit/page/page.ts';
import { paths } from '../../kit/page/paths.ts';
import { Button, ButtonLink } from '../../kit/ui/button.tsx';
import { Facts } from '../../kit/ui/facts.tsx';
import { AreaField } from '../../kit/ui/form-area.tsx';
import { InChinese } from '../../kit/ui/form-field.tsx';
import { FormActions, PageForm } from '../../kit/ui/form-page.tsx';
import { Masked } from '../../kit/ui/masked.tsx';
import { Notice, Panel } from '../../kit/ui/panel.tsx';
import { paperWords } from '../paper-words.ts';
import { typeIn } from './papers.tsx';

/** A paper that is to be moved, and where to, once that is known. */
export interface Move {
  readonly paper: DocumentView;
  readonly target?: HouseholdView | undefined;
  /** The paper's kind in the archive it leaves, once it has left, and in the one it comes to. */
  readonly from?: DocumentTypeView | undefined;
  readonly into?: DocumentTypeView | undefined;
  /** Why the household named is none. */
  readonly unknown?: AppError | undefined;
}

/** Moving a paper that was filed wrongly: first where to, then what follows, then why. */
export function MovePage({ form, move }: { form: FormState; move: Move }) {
  const { page } = form;
  const say = paperWords(page.lang);
  const { paper, target } = move;
  const isReady = target !== undefined && target.room !== paper.room;
  return (
    <Frame
      page={page}
      title={say('moveTitle', { title: paper.title })}
      current="archives"
      crumbs={[
        { title: say('archives'), href: paths.archives() },
        { title: paper.room, href: paths.archive(paper.room) },
      ]}
      form={form}
    >
      <p>{say('moveNote')}</p>
      {isReady ? <Check form={form} move={move} /> : <Where page={page} move={move} />}
    </Frame>
  );
}

function PaperFacts({ page, paper, to }: { page: Page; paper: DocumentView; to?: HouseholdView }) {
  const say = paperWords(page.lang);
  return (
    <Facts
      pairs={[
        {
          label: say('paper'),
          value: `${paper.type} ${typeIn(page, paper.type)} · ${paper.title} ${paper.datedOn ?? ''}`,
          wide: true,
        },
        { label: say('from'), value: <span class="number">{paper.room}</span> },
        ...(to === undefined
          ? []
          : [
              {
                label: say('target'),
                value: (
                  <>
                    <span class="number">{to.room}</span> <Masked text={to.owner} />
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}

function Where({ page, move }: { page: Page; move: Move }) {
  const say = paperWords(page.lang);
  const { paper, target, unknown } = move;
  return (
    <Panel title={say('paper')}>
      <PaperFacts page={page} paper={paper} />
      {unknown === undefined ? null : (
        <Notice tone="bad" title={say('to')}>
          <p>
            <InChinese lang={page.lang}>{unknown.message}</InChinese>
          </p>
        </Notice>
      )}
      {target === undefined ? null : (
        <Notice tone="bad" title={say('sameRoom', { room: target.room })} />
      )}
      <form method="get" action={paths.movePaper(paper.room, paper.id)} class="form">
        <div class="field">
          <label class="field-label" for="f-to">
            {say('to')}
          </label>
          <p class="field-hint" id="f-to-hint">
            {say('toHint')}
          </p>
          <input
            id="f-to"
            name="to"
            class="input number"
            type="text"
            required
            autocomplete="off"
            aria-describedby="f-to-hint"
            data-autofocus
          />
        </div>
        <FormActions>
          <Button kind="primary">{say('check')}</Button>
          <ButtonLink href={paths.archive(paper.room)}>{say('cancel')}</ButtonLink>
        </FormActions>
      </form>
    </Panel>
  );
}

function Check({ form, move }: { form: FormState; move: Move }) {
  const { page } = form;
  const say = paperWords(page.lang);
  const { paper, target } = move;
  if (target === undefined) return null;
  const action = paths.movePaper(paper.room, paper.id);
  return (
    <Panel title={say('checkTitle')}>
      <PaperFacts page={page} paper={paper} to={target} />
      <ul class="consequences">
        {consequencesOf(page, move, target).map((words) => (
          <li>{words}</li>
        ))}
      </ul>
      <PageForm form={form} action={action}>
        <input type="hidden" name="to" value={target.room} />
        <AreaField
          form={form}
          name="reason"
          label={say('reason')}
          hint={say('reasonHint')}
          required
          rows={2}
          maxlength={1000}
          autofocus
        />
        <FormActions>
          <Button kind="danger" hotkey="Ctrl+Enter">
            {say('move')}
          </Button>
          <ButtonLink href={action}>{say('again')}</ButtonLink>
          <ButtonLink href={paths.archive(paper.room)}>{say('cancel')}</ButtonLink>
        </FormActions>
      </PageForm>
    </Panel>
  );
}

function consequencesOf(page: Page, { paper, from, into }: Move, target: HouseholdView): string[] {
  const say = paperWords(page.lang);
  const { room } = paper;
  const type = typeIn(page, paper.type);
  const left = {
    there: 'keepsOthers',
    elsewhere: 'keepsOthers',
    missing: 'becomesMissing',
    'not-applicable': 'becomesNone',
  } as const;
  return [
    say('leaves', { room }),
    say(left[from?.state ?? 'missing'], { room, type }),
    say('arrives', {
      room: target.room,
      owner: target.owner,
      type,
      count: (into?.papers.length ?? 0) + 1,
    }),
  ];
}
