import type { Question } from '../../training/model/inputs.ts';
import type { MaterialView } from '../../training/model/views.ts';
import { letterOf } from '../../training/rules/paper.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import type { Lang } from '../kit/page/words.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { AreaField } from '../kit/ui/form-area.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { FileField } from '../kit/ui/form-file.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { PolicyText } from '../policies/policy-text.tsx';
import { minuteAt } from '../policies/titles.tsx';
import { trainingCrumb } from './crumbs.ts';
import { partTitle } from './titles.tsx';
import { trainingWords } from './words.ts';

interface MaterialProps {
  readonly page: Page;
  readonly kind: 'plan' | 'notes';
  readonly material: MaterialView | null;
  /** Where it is written, for who may. */
  readonly write: string | undefined;
}

/** A plan or lesson notes: the words, the file, who wrote it. */
export function MaterialPanel({ page, kind, material, write }: MaterialProps) {
  const say = trainingWords(page.lang);
  return (
    <Panel
      title={partTitle(page.lang, kind)}
      id={kind}
      actions={
        write === undefined ? null : (
          <ButtonLink href={write}>{say(material === null ? 'write' : 'rewrite')}</ButtonLink>
        )
      }
    >
      {material === null ? (
        <p class="quiet">{say('none')}</p>
      ) : (
        <>
          <MaterialBody page={page} material={material} kind={kind} />
          <p class="quiet">
            <InChinese lang={page.lang}>
              {say('by', { name: material.writtenBy, at: minuteAt(page, material.writtenAt) })}
            </InChinese>
          </p>
        </>
      )}
    </Panel>
  );
}

interface BodyProps {
  readonly page: Page;
  readonly kind: 'plan' | 'notes';
  readonly material: MaterialView;
}

/** What a plan or lesson notes say. */
export function MaterialBody({ page, material, kind }: BodyProps) {
  const { text, file, id } = material;
  const { document } = page;
  return (
    <>
      {text === '' ? null : <PolicyText text={text} title="" document={document} prefix={kind} />}
      {file === null ? null : (
        <p>
          <a href={paths.trainingFile(id)} lang="zh-CN">
            {file.name}
          </a>{' '}
          <span class="quiet unbroken">{`${Math.ceil(file.sizeBytes / 1024)} KB`}</span>
        </p>
      )}
    </>
  );
}

interface QuestionsProps {
  readonly lang: Lang;
  readonly questions: readonly Question[];
  /** Whether the right ones are marked. */
  readonly answers?: boolean;
}

/** Questions in order. */
export function Questions({ lang, questions, answers }: QuestionsProps) {
  const say = trainingWords(lang);
  return (
    <ol class="exam-questions">
      {questions.map(({ text, points, options, right }) => (
        <li>
          <p>
            <span lang="zh-CN">{text}</span>{' '}
            <span class="quiet unbroken">
              {points} {say('points')}
            </span>
          </p>
          {options.length === 0 ? (
            answers ? (
              <p class="quiet">{say('short')}</p>
            ) : (
              <p class="exam-blank" />
            )
          ) : (
            <ul class="exam-options">
              {options.map((option, index) => (
                <li>
                  <span class="unbroken">{letterOf(index)}.</span>{' '}
                  <span lang="zh-CN">{option}</span>
                  {answers && right.includes(index) ? <strong> ✔ {say('right')}</strong> : null}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

interface WriteProps {
  readonly form: FormState;
  readonly kind: 'plan' | 'notes';
  readonly title: string;
  readonly action: string;
  readonly back: string;
  /** Whether it is for one session alone. */
  readonly isOwn: boolean;
}

/** Writes a plan or lesson notes, by words or a file. */
export function WriteMaterialPage({ form, kind, title, action, back, isOwn }: WriteProps) {
  const { page } = form;
  const say = trainingWords(page.lang);
  return (
    <Frame
      page={page}
      form={form}
      title={say(`writeTitle_${kind}`)}
      current="policies"
      crumbs={[trainingCrumb(page), { title, href: back }]}
    >
      <p>{say(isOwn ? 'writeLeadOwn' : 'writeLead')}</p>
      <PageForm form={form} action={action} enctype="multipart/form-data">
        <AreaField
          form={form}
          name="text"
          label={say('text')}
          hint={say(kind === 'plan' ? 'planHint' : 'notesHint')}
          rows={14}
          autofocus
        />
        <FileField form={form} name="file" label={say('file')} hint={say('fileHint')} />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('save')}
          </Button>
          <a href={back}>{say('back')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}
