import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { ChoiceField } from '../kit/ui/form-choice.tsx';
import { FileField } from '../kit/ui/form-file.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { placeTitle } from '../policies/titles.tsx';
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
  const found = evidenceWords(page.lang);
  const title = say('checkTitle', { place: placeTitle(page, place) });
  return (
    <Frame page={page} form={form} title={title} current="policies" crumbs={crumbsTo(page, place)}>
      <p>{say('checkLead')}</p>
      <PageForm form={form} action={paths.checkWall(place)} enctype="multipart/form-data">
        {rows.map(({ code, title: name, wall }) => {
          const isPosted = wall?.posted != null;
          const seen = isPosted
            ? (['good', 'damaged', 'missing'] as const)
            : (['missing'] as const);
          return (
            <ChoiceField
              form={form}
              name={`found.${code}`}
              label={`${code} ${name}`}
              hint={isPosted ? undefined : say('notPosted')}
              options={[
                { value: '', title: say('notLooked') },
                ...seen.map((value) => ({ value, title: found(value) })),
              ]}
            />
          );
        })}
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
