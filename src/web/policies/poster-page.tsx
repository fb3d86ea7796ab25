import type { PolicyView } from '../../policies/model.ts';
import { posterSizes } from '../../walls/model.ts';
import { humanCode, whyNoPoster } from '../../walls/poster-code.ts';
import type { PosterPrint } from '../../walls/queries/prints.ts';
import { placesOf } from '../../walls/rules.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { ChoiceField } from '../kit/ui/form-choice.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { Fields, FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { smallestPaper } from '../walls/press-posters.ts';
import { posterWords } from './poster-words.ts';
import { placeTitle } from './titles.tsx';
import { crumbsOf } from './version-page.tsx';

interface PosterProps {
  readonly form: FormState;
  readonly policy: PolicyView;
  /** The sheet that has just been made, with the code it carries. */
  readonly made: { readonly print: PosterPrint; readonly token: string } | undefined;
  /** Whether the price list may be printed alone. */
  readonly hasPrices: boolean;
}

/** Makes a sheet for one place; while no phone could open its address, it says so. */
export function PosterPage({ form, policy, made, hasPrices }: PosterProps) {
  const { page } = form;
  const say = posterWords(page.lang);
  const { code, title } = policy;
  const refusal = whyNoPoster(page.document.publicUrl);
  const versions = policy.versions.filter(
    ({ status, inForceUntil }) => status === 'published' && inForceUntil === null,
  );
  return (
    <Frame
      page={page}
      form={form}
      title={say('title', { title: `${code} ${title}` })}
      current="policies"
      crumbs={crumbsOf(page, policy)}
    >
      {made === undefined ? null : <Made form={form} {...made} />}
      <p>{say('lead')}</p>
      {refusal === undefined ? null : (
        <Notice tone="bad" title={say('cannot')}>
          <p>
            <InChinese lang={page.lang}>{refusal}</InChinese>
          </p>
          {mayAt(page, 'catalogue.edit') ? (
            <p>
              <a href={paths.setUpSite()}>{say('setAddress')}</a>
            </p>
          ) : null}
        </Notice>
      )}
      {versions.length === 0 ? <Notice tone="warn" title={say('nothing')} /> : null}
      <PageForm form={form} action={paths.posterForm(code)}>
        <Fields>
          <PlaceField form={form} policy={policy} />
          <SelectField
            form={form}
            name="version"
            label={say('version')}
            options={versions.toReversed().map(({ version, inForceFrom }) => ({
              value: String(version),
              title: say('versionNow', { version, from: inForceFrom ?? '' }),
            }))}
          />
        </Fields>
        <PaperFields form={form} hasPrices={hasPrices} />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('print')}
          </Button>
          <a href={paths.policy(code)}>{say('cancel')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

/** The paper, and what of the text stands on it. */
function PaperFields({ form, hasPrices }: Pick<PosterProps, 'form' | 'hasPrices'>) {
  const say = posterWords(form.page.lang);
  return (
    <>
      <ChoiceField
        form={form}
        name="size"
        label={say('size')}
        hint={say('sizeHint')}
        options={[
          { value: smallestPaper, title: say('smallest') },
          ...posterSizes.map((size) => ({ value: size, title: size.toUpperCase() })),
        ]}
        required
      />
      {hasPrices ? (
        <SelectField
          form={form}
          name="part"
          label={say('part')}
          options={[
            { value: 'whole', title: say('whole') },
            { value: 'prices', title: say('prices') },
          ]}
        />
      ) : null}
    </>
  );
}

function PlaceField({ form, policy }: Pick<PosterProps, 'form' | 'policy'>) {
  const { page } = form;
  const say = posterWords(page.lang);
  const places = placesOf(page.document, page.site).map(({ code }) => ({
    value: code,
    title: placeTitle(page, code),
    group: say(policy.places.includes(code) ? 'due' : 'other'),
  }));
  return (
    <SelectField
      form={form}
      name="place"
      label={say('place')}
      empty={say('choosePlace')}
      options={places.toSorted(
        (one, other) => Number(one.group !== say('due')) - Number(other.group !== say('due')),
      )}
      required
    />
  );
}

function Made(props: { form: FormState; print: PosterPrint; token: string }) {
  const { page } = props.form;
  const { id, place, code, version, size } = props.print;
  const say = posterWords(page.lang);
  return (
    <Panel title={say('ready', { code: humanCode(id) })} tone="good">
      <p>
        {say('readyLead', { place: placeTitle(page, place), version, size: size.toUpperCase() })}
      </p>
      <p class="policy-wall-acts">
        <ButtonLink kind="primary" href={paths.poster(code, { print: id })}>
          {say('open')}
        </ButtonLink>
        <ButtonLink href={paths.post({ place, code, version })}>{say('post')}</ButtonLink>
        <a href={paths.sheet(props.token)}>{say('see')}</a>
      </p>
    </Panel>
  );
}
