import type { DocumentView } from '../../../archives/model.ts';
import type { FormState } from '../../kit/page/form.ts';
import { Frame } from '../../kit/page/frame.tsx';
import { paths } from '../../kit/page/paths.ts';
import { Button, ButtonLink } from '../../kit/ui/button.tsx';
import { Fields, FormActions, PageForm } from '../../kit/ui/form-page.tsx';
import { TextField } from '../../kit/ui/form-text.tsx';
import { paperWords } from '../paper-words.ts';

/** Handing a paper to another keeper, or putting it on another shelf. */
export function HandOverPage({ form, paper }: { form: FormState; paper: DocumentView }) {
  const { page } = form;
  const say = paperWords(page.lang);
  return (
    <Frame
      page={page}
      title={say('handOverTitle', { title: paper.title })}
      current="archives"
      crumbs={[
        { title: say('archives'), href: paths.archives() },
        { title: paper.room, href: paths.archive(paper.room) },
      ]}
      form={form}
    >
      <p>{say('handOverNote')}</p>
      <PageForm form={form} action={paths.handOverPaper(paper.room, paper.id)}>
        <Fields>
          <TextField
            form={form}
            name="custody"
            label={say('custody')}
            hint={say('custodyHint')}
            list={page.document.departments}
            maxlength={60}
            required
            autofocus
          />
          <TextField
            form={form}
            name="shelf"
            label={say('shelf')}
            hint={say('shelfHint')}
            maxlength={60}
          />
        </Fields>
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('handOver')}
          </Button>
          <ButtonLink href={paths.archive(paper.room)}>{say('cancel')}</ButtonLink>
        </FormActions>
      </PageForm>
    </Frame>
  );
}
