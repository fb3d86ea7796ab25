import type { Field } from '../../catalogue/model.ts';
import { maskName, maskPhone } from '../../records/rules/masking.ts';
import type { HouseholdFields, HouseholdView } from '../model.ts';
import { householdList } from './lists.ts';

/** A personal column to those who have not asked; the others hide even whether something is known. */
function maskValue(field: Field, value: string): string {
  if (field.name === '业主姓名') return maskName(value);
  return field.name === '联系电话' && value !== '' ? maskPhone(value) : '***';
}

/** Every column of a household in the order of the list, masked where it is personal. */
export function maskHousehold(fields: HouseholdFields): HouseholdView['fields'] {
  return householdList.fields
    .filter(({ name }) => name !== '房号')
    .map((field) => {
      const value = String(fields[field.name] ?? '');
      const masked = field.personal === true;
      return { column: field.name, value: masked ? maskValue(field, value) : value, masked };
    });
}
