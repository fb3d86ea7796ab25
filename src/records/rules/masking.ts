import type { Category, Field } from '../../catalogue/model.ts';
import type { Fields, FieldValue } from './fields.ts';

const hidden = '****';

/** A name with only its first character: 张**. */
export function maskName(name: string): string {
  const [first] = name.trim();
  return first === undefined ? '' : `${first}**`;
}

/** A telephone number with its first three and last four digits: 138****6621. */
export function maskPhone(phone: string): string {
  const text = phone.trim();
  if (text.length >= 11) return `${text.slice(0, 3)}${hidden}${text.slice(-4)}`;
  return text === '' ? '' : `${hidden}${text.length >= 7 ? text.slice(-2) : ''}`;
}

/** An identity number with its first three and last two characters. */
export function maskIdNumber(number: string): string {
  const text = number.trim();
  if (text === '') return '';
  return text.length >= 12 ? `${text.slice(0, 3)}${hidden}${text.slice(-2)}` : hidden;
}

/** A number plate with its place and last two characters: 京A·***21. */
export function maskPlate(plate: string): string {
  const text = plate.trim();
  if (text === '') return '';
  return text.length >= 7 ? `${text.slice(0, 3)}***${text.slice(-2)}` : hidden;
}

/** The fields as they may be shown to whom personal ones are hidden. */
export function maskFields(category: Pick<Category, 'fields'>, fields: Readonly<Fields>): Fields {
  const masked: Fields = { ...fields };
  for (const field of category.fields) {
    const value = field.personal === true ? fields[field.name] : undefined;
    if (value !== undefined) masked[field.name] = maskValue(field, value);
  }
  return masked;
}

/** One value as it may be shown to whom personal ones are hidden. */
export function maskValue(
  field: Pick<Field, 'type' | 'shape' | 'personal'> | undefined,
  value: FieldValue,
): FieldValue {
  if (field?.personal !== true) return value;
  const text = String(value);
  if (field.type === 'phone') return maskPhone(text);
  if (field.shape === 'plate') return maskPlate(text);
  // Papers of all kinds have numbers; a name beside one is hidden like a name.
  if (field.shape === 'identity' || /^[\w() -]*\d{4}[\w() -]*$/.test(text))
    return maskIdNumber(text);
  return maskName(text);
}

/** The personal fields that a record fills. */
export function personalFieldsOf(
  category: Pick<Category, 'fields'>,
  fields: Readonly<Fields>,
): string[] {
  return category.fields
    .filter(({ name, personal }) => personal === true && fields[name] !== undefined)
    .map(({ name }) => name);
}
