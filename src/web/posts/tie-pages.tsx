import type { PolicyLine, PolicyView } from '../../policies/model.ts';
import type { PostLine } from '../../policies/post-views.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { Empty } from '../kit/ui/panel.tsx';
import { policyWords } from '../policies/words.ts';
import { postTitle } from './post-title.ts';
import { postWords } from './words.ts';

function crumbs({ lang }: Page) {
  return [
    { title: policyWords(lang)('title'), href: paths.policies() },
    { title: postWords(lang)('title'), href: paths.posts() },
  ];
}

interface TieProps {
  readonly form: FormState;
  readonly line: PostLine;
  /** Policies that state no post's duties and were not ended. */
  readonly free: readonly PolicyLine[];
}

/** Ties a policy that exists to a post without a duty statement. */
export function TiePage({ form, line, free }: TieProps) {
  const { page } = form;
  const say = postWords(page.lang);
  const { post, statement } = line;
  return (
    <Frame
      page={page}
      form={form}
      title={say('tieTitle', { title: postTitle(page, post) })}
      current="policies"
      crumbs={crumbs(page)}
    >
      {statement !== null ? (
        <Empty title={say('hasOne')}>
          <p>{say('hasOneHelp')}</p>
          <p>
            <a href={paths.policyPost(statement.code)}>{say('change')}</a>
          </p>
        </Empty>
      ) : free.length === 0 ? (
        <Empty title={say('nothingToTie')}>
          <p>{say('nothingToTieHelp')}</p>
          <p>
            <a href={paths.newPolicy({ post })}>{say('writeOne')}</a>
          </p>
        </Empty>
      ) : (
        <PageForm form={form} action={paths.tiePost(post)}>
          <p>{say('tieLead')}</p>
          <SelectField
            form={form}
            name="code"
            label={say('tiePolicy')}
            empty={say('choose')}
            options={free.map(({ code, title }) => ({ value: code, title: `${code} ${title}` }))}
            required
          />
          <FormActions>
            <Button kind="primary" hotkey="Ctrl+Enter">
              {say('tie')}
            </Button>
            <a href={paths.posts()}>{say('cancel')}</a>
          </FormActions>
        </PageForm>
      )}
    </Frame>
  );
}

interface ChangeProps {
  readonly form: FormState;
  readonly policy: Pick<PolicyView, 'code' | 'title'>;
  /** The posts that it may be tied to: those without a statement, and its own. */
  readonly open: readonly PostLine[];
}

/** Says whose duties a policy states. */
export function PolicyPostPage({ form, policy, open }: ChangeProps) {
  const { page } = form;
  const say = postWords(page.lang);
  const { code, title } = policy;
  return (
    <Frame
      page={page}
      form={form}
      title={say('changeTitle', { code, title })}
      current="policies"
      crumbs={crumbs(page)}
    >
      <PageForm form={form} action={paths.policyPost(code)}>
        <p>{say('changeLead')}</p>
        <SelectField
          form={form}
          name="post"
          label={say('whichPost')}
          empty={say('noPost')}
          options={open.map(({ post }) => ({ value: post, title: postTitle(page, post) }))}
        />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('save')}
          </Button>
          <a href={paths.posts()}>{say('cancel')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}
