import type { PolicyLine, VersionLine } from '../../policies/model.ts';
import { placesOf } from '../../walls/rules.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { FileField } from '../kit/ui/form-file.tsx';
import { Fields, FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { placeTitle } from '../policies/titles.tsx';
import { photoWords } from './photo-words.ts';
import { wallWords } from './words.ts';

interface PostProps {
  readonly form: FormState;
  readonly policies: readonly PolicyLine[];
  /** The versions of the policy that is chosen, where one is. */
  readonly versions: readonly VersionLine[] | undefined;
}

/** Registers that a version hangs at a place, with a photo where there is one. */
export function PostPage({ form, policies, versions }: PostProps) {
  const { page } = form;
  const say = wallWords(page.lang);
  const numbers = (versions?.filter(mayHang) ?? upTo(policies)).map(({ version }) => version);
  return (
    <Frame
      page={page}
      form={form}
      title={say('postTitle')}
      current="policies"
      crumbs={[{ title: say('title'), href: paths.walls() }]}
    >
      <p>{say('postLead')}</p>
      <PageForm form={form} action={paths.post()} enctype="multipart/form-data">
        <Fields>
          <SelectField
            form={form}
            name="place"
            label={say('place')}
            empty={say('choosePlace')}
            options={placesOf(page.document, page.site).map(({ code }) => ({
              value: code,
              title: placeTitle(page, code),
            }))}
            required
          />
          <SelectField
            form={form}
            name="code"
            label={say('policy')}
            empty={say('choosePolicy')}
            options={policies.map(({ code, title }) => ({
              value: code,
              title: `${code} ${title}`,
            }))}
            required
          />
          <SelectField
            form={form}
            name="version"
            label={say('version')}
            hint={say('versionHint')}
            empty={say('versionNow')}
            options={numbers.toReversed().map((version) => ({
              value: String(version),
              title: say('nth', { version }),
            }))}
          />
        </Fields>
        <FileField
          form={form}
          name="photo"
          label={say('photo')}
          hint={photoWords(page.lang)('photoHint')}
          accept="image/jpeg,image/png"
          capture="environment"
        />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('save')}
          </Button>
          <a href={paths.walls()}>{say('cancel')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

/** A version that is or will be in force. */
function mayHang({ status }: VersionLine): boolean {
  return status === 'published';
}

/** Every number that a version may have, while no policy is chosen. */
function upTo(policies: readonly PolicyLine[]): { version: number }[] {
  const most = Math.max(1, ...policies.map((line) => line.latest?.version ?? 0));
  return Array.from({ length: most }, (_, index) => ({ version: index + 1 }));
}
