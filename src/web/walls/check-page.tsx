import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { FieldWords, fieldId, problemOf } from '../kit/ui/form-field.tsx';
import { FileField } from '../kit/ui/form-file.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { placeTitle, Zh } from '../policies/titles.tsx';
import { crumbsTo } from './evidence-page.tsx';
import { evidenceWords } from './evidence-words.ts';
import { photoWords } from './photo-words.ts';
import { placeWords } from './place-words.ts';
import type { WallRow } from './read-walls.ts';

interface CheckProps {
  readonly form: FormState;
  readonly place: string;
  readonly rows: readonly WallRow[];
}

/** A look at one wall: what was seen of each sheet, and one photo of it all. */
export function CheckPage({ form, place, rows }: CheckProps) {
  const { page } = form;
  const say = placeWords(page.lang);
  const title = say('checkTitle', { place: placeTitle(page, place) });
  return (
    <Frame page={page} form={form} title={title} current="policies" crumbs={crumbsTo(page, place)}>
      <p>{say('checkLead')}</p>
      <PageForm form={form} action={paths.checkWall(place)} enctype="multipart/form-data">
        {rows.map((row) => (
          <LookField form={form} row={row} />
        ))}
        <FileField
          form={form}
          name="photo"
          label={photoWords(page.lang)('photo')}
          hint={photoWords(page.lang)('photoHint')}
          accept="image/jpeg,image/png"
          capture="environment"
        />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('save')}
          </Button>
          <a href={paths.wall(place)}>{say('cancel')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

/** What was seen of one sheet; a title stays Chinese, and so does its legend. */
function LookField({ form, row }: { readonly form: FormState; readonly row: WallRow }) {
  const { lang } = form.page;
  const { code, title, wall } = row;
  const say = placeWords(lang);
  const found = evidenceWords(lang);
  const isPosted = wall?.posted != null;
  const seen = isPosted ? (['good', 'damaged', 'missing'] as const) : (['missing'] as const);
  const name = `found.${code}`;
  const field = { form, name, label: code, hint: isPosted ? undefined : say('notPosted') };
  const chosen = form.values.get(name);
  const isWrong = problemOf(form, name) !== undefined;
  return (
    <fieldset class="field field-wide" id={fieldId(name)} tabindex={isWrong ? -1 : undefined}>
      <legend class="field-label">
        <span class="number">{code}</span> <Zh>{title}</Zh>
      </legend>
      <FieldWords field={field} />
      <div class="ticks">
        {[{ value: '', words: say('notLooked') }]
          .concat(seen.map((value) => ({ value, words: found(value) })))
          .map(({ value, words }, index) => (
            <label class="tick">
              <input
                type="radio"
                id={`${fieldId(name)}-${index}`}
                name={name}
                value={value}
                checked={chosen === value}
              />
              <span class="tick-words">{words}</span>
            </label>
          ))}
      </div>
    </fieldset>
  );
}

/** Uploads a plan or a photo of a wall. */
export function PicturePage({ form, place }: Omit<CheckProps, 'rows'>) {
  const { page } = form;
  const say = placeWords(page.lang);
  const title = say('pictureTitle', { place: placeTitle(page, place) });
  return (
    <Frame page={page} form={form} title={title} current="policies" crumbs={crumbsTo(page, place)}>
      <p>{say('pictureLead')}</p>
      <PageForm form={form} action={paths.picturePlace(place)} enctype="multipart/form-data">
        <SelectField
          form={form}
          name="kind"
          label={say('kind')}
          options={[
            { value: 'photo', title: say('wallPhoto') },
            { value: 'plan', title: say('plan') },
          ]}
        />
        <FileField
          form={form}
          name="photo"
          label={photoWords(page.lang)('photo')}
          hint={photoWords(page.lang)('photoHint')}
          accept="image/jpeg,image/png"
          required
        />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('save')}
          </Button>
          <a href={paths.wall(place)}>{say('cancelPicture')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}
