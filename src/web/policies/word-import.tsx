import type { FormState } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { problemOf } from '../kit/ui/form-field.tsx';
import { FileField } from '../kit/ui/form-file.tsx';
import { TickField } from '../kit/ui/form-tick.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { lossWords } from './loss-words.ts';
import { Zh } from './titles.tsx';
import type { ReadSource } from './word-source.ts';
import { wordWords } from './word-words.ts';

interface WordImportProps {
  readonly form: FormState;
  readonly code: string;
  /** The Word file from which the text was read. */
  readonly taken: ReadSource | undefined;
}

/** Chooses a Word file whose text comes into the editor, and tells what of it was left out. */
export function WordImport({ form, code, taken }: WordImportProps) {
  const say = wordWords(form.page.lang);
  const isOpen = problemOf(form, 'file') !== undefined;
  return (
    <>
      {taken === undefined ? null : <Taken form={form} taken={taken} />}
      <details class="policy-word" open={isOpen}>
        <summary>{say('title')}</summary>
        <p class="quiet">{say('lead')}</p>
        <FileField form={form} name="file" label={say('file')} hint={say('hint')} accept=".docx" />
        <Button formaction={paths.importWord(code)} formenctype="multipart/form-data">
          {say('read')}
        </Button>
      </details>
    </>
  );
}

/** What was read, what of it was left out, and whether the file stays with the version. */
function Taken({ form, taken }: Pick<WordImportProps, 'form'> & { readonly taken: ReadSource }) {
  const { lang } = form.page;
  const say = wordWords(lang);
  const { name, losses } = taken;
  return (
    <Notice tone={losses.length === 0 ? 'good' : 'warn'} title={say('taken')}>
      <p>
        <Zh>{name}</Zh> · {losses.length === 0 ? say('nothingLost') : say('lost')}
      </p>
      {losses.length === 0 ? null : (
        <ul>
          {losses.map(({ what, count }) => (
            <li>{lossWords(lang)(what, { count })}</li>
          ))}
        </ul>
      )}
      <TickField form={form} name="source" label={say('keep')} value={form.values.get('source')} />
    </Notice>
  );
}
