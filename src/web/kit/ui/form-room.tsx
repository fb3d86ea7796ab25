import type { Child } from 'hono/jsx';
import { controlOf, FieldFrame, type FieldProps, fieldId } from './form-field.tsx';
import { uiWords } from './words.ts';

interface RoomFieldProps extends FieldProps {
  readonly card?: Child;
  readonly lookup?: string | undefined;
  readonly autofocus?: boolean | undefined;
}

/**
 * The room number, the first field of every form; under it the line of its household.
 *
 * Without script it is a plain field and `card` is what the server already knows; with script the
 * island asks `lookup` and puts the answer into the same place.
 */
export function RoomField(props: RoomFieldProps) {
  const { form, name, card, lookup } = props;
  const cardId = `${fieldId(name)}-card`;
  const field = { ...props, hint: props.hint ?? uiWords(form.page.lang)('roomHint') };
  return (
    <FieldFrame field={field} wide={true}>
      <div class="room">
        <input
          {...controlOf(field, cardId)}
          class="input input-room number"
          type="text"
          value={form.values.get(name)}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          data-island="room"
          data-lookup={lookup}
          data-card={cardId}
          data-autofocus={props.autofocus === true || undefined}
        />
        <div class="room-card" id={cardId} aria-live="polite">
          {card}
        </div>
      </div>
    </FieldFrame>
  );
}
