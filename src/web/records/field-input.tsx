import type { Child } from 'hono/jsx';
import type { Category, Field } from '../../catalogue/model.ts';
import type { FormState } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { AreaField } from '../kit/ui/form-area.tsx';
import { RoomField } from '../kit/ui/form-room.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { fieldWords } from './field-words.ts';
import { headIn } from './titles.ts';

interface FieldInputProps {
  readonly form: FormState;
  readonly category: Pick<Category, 'print'>;
  readonly field: Field;
  readonly autofocus?: boolean | undefined;
  /** What is known of the room that stands in the field. */
  readonly roomCard?: Child;
}

/** The control for one column of a register, by its type; its name is the column's head. */
export function FieldInput(props: FieldInputProps) {
  const { form, field, category, autofocus } = props;
  const { lang } = form.page;
  const common = {
    form,
    name: field.name,
    label: headIn(lang, field),
    required: field.required,
    hint: hintOf(field, form.page),
  };
  const wide = category.print.wide.includes(field.name);
  switch (field.type) {
    case 'room':
      return (
        <RoomField
          {...{ ...common, hint: undefined, autofocus }}
          lookup="/rooms"
          card={props.roomCard}
        />
      );
    case 'long-text':
      return <AreaField {...{ ...common, autofocus }} />;
    case 'yes-no':
      return (
        <SelectField {...common} options={yesNo(form.page)} empty={fieldWords(lang)('noAnswer')} />
      );
    case 'choice':
      return <TextField {...{ ...common, wide, autofocus }} list={field.choices ?? []} />;
    case 'integer':
    case 'decimal':
      return (
        <TextField
          {...{ ...common, autofocus, unit: field.unit }}
          inputmode={field.type === 'integer' ? 'numeric' : 'decimal'}
        />
      );
    case 'minute':
      return <TextField {...{ ...common, wide, autofocus }} now />;
    case 'phone':
      return <TextField {...{ ...common, autofocus }} type="tel" />;
    default:
      return <TextField {...{ ...common, wide, autofocus }} />;
  }
}

function yesNo({ lang }: Page) {
  const say = fieldWords(lang);
  return [
    { value: '是', title: say('yes') },
    { value: '否', title: say('no') },
  ];
}

/** The longest list of choices that is spelt out beside its field. Units: characters. */
const longestChoices = 24;

function hintOf(field: Field, page: Page): string | undefined {
  const say = fieldWords(page.lang);
  const month = page.today.slice(0, 7).replace('-', '');
  switch (field.type) {
    case 'choice': {
      const choices = (field.choices ?? []).join('、');
      return choices === '' || choices.length > longestChoices
        ? undefined
        : say('choices', { choices });
    }
    case 'minute':
      return say('minute', { day: page.today });
    case 'date':
      return say('date', { day: page.today });
    case 'order-number':
      return say('orderNumber', { month });
    case 'record-number':
      return say('recordNumber', { month });
    case 'integer':
    case 'decimal':
      return rangeOf(field, page);
    default:
      return undefined;
  }
}

function rangeOf({ min, max }: Field, { lang }: Page): string | undefined {
  const say = fieldWords(lang);
  if (max !== undefined) return say('range', { min: min ?? 0, max });
  return min === undefined || min === 0 ? undefined : say('atLeast', { min });
}
