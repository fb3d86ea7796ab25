import type { SiteDocument } from '../../catalogue/model.ts';
import type { PosterPrint } from '../../walls/queries/prints.ts';
import { placesOf } from '../../walls/rules.ts';
import { paths } from '../kit/page/paths.ts';
import type { Lang } from '../kit/page/words.ts';
import { placeTitle } from '../policies/titles.tsx';
import { evidenceWords } from './evidence-words.ts';

interface EvidenceProps {
  readonly lang: Lang;
  readonly document: SiteDocument;
  readonly print: Pick<PosterPrint, 'id' | 'site' | 'place'>;
  /** Where the reader stands; at first, where the sheet belongs. */
  readonly place: string;
  /** The form's name, by which it is filed once. */
  readonly formKey: string;
}

/** What may be said of a sheet, by one press. */
export const verdicts = ['replaced', 'good', 'damaged', 'missing'] as const;

/**
 * A photo and a verdict: one tap opens the camera, one sends what was found, and one more changes the
 * place where it was found.
 */
export function EvidenceForm({ lang, document, print, place, formKey }: EvidenceProps) {
  const say = evidenceWords(lang);
  return (
    <form
      method="post"
      action={paths.sheetEvidence(print.id)}
      enctype="multipart/form-data"
      class="evidence"
    >
      <input type="hidden" name="_key" value={formKey} />
      <h2>{say('heading')}</h2>
      <p class="field-hint">{say('lead')}</p>
      <div class="evidence-part">
        <label class="field-label" for="evidence-place">
          {say('stand')}
        </label>
        <select class="input select" id="evidence-place" name="place">
          {placesOf(document, print.site).map(({ code }) => (
            <option value={code} selected={code === place}>
              {placeTitle({ document, lang }, code)}
            </option>
          ))}
        </select>
      </div>
      <div class="evidence-part">
        <label class="field-label" for="evidence-photo">
          {say('photo')}
        </label>
        <p class="field-hint" id="evidence-photo-hint">
          {say('photoHint')}
        </p>
        <input
          class="input file evidence-photo"
          id="evidence-photo"
          type="file"
          name="photo"
          accept="image/jpeg,image/png"
          capture="environment"
          aria-describedby="evidence-photo-hint"
          data-island="photo"
        />
        <p class="field-hint" data-photo-state aria-live="polite" />
      </div>
      <div class="evidence-verdicts">
        {verdicts.map((verdict) => (
          <button
            type="submit"
            name="found"
            value={verdict}
            class={`evidence-verdict evidence-${verdict}`}
          >
            <strong>{say(verdict)}</strong>
            <span>{say(`${verdict}Hint`)}</span>
          </button>
        ))}
      </div>
    </form>
  );
}
