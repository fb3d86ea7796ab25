import type { FieldProblem } from '../../../core/app-error.ts';

/** What each kind of fault asks for, in English; the room's own sentence stands beside it. */
const english: Readonly<Record<string, string>> = {
  required: 'Please fill this in.',
  type: 'This is not of the right kind.',
  known: 'There is no such choice.',
  unknown: 'There is no such field.',
  characters: 'This holds characters that cannot be read.',
  room: 'There is no such room.',
  range: 'This is outside the range.',
  shape: 'This is not written as it should be.',
  masked: 'Masked text cannot be filed.',
  length: 'This is too long or too short.',
  future: 'This lies in the future.',
  conflict: 'This conflicts with what is there.',
  already: 'This is there already.',
  'time-order': 'The times are not in order.',
  stale: 'Somebody changed this meanwhile.',
  signature: 'The second signature is not valid.',
  duplicate: 'This stands here twice.',
  date: 'There is no such day.',
  'before-handover': 'This lies before the house was handed over.',
  file: 'This file cannot be taken.',
  too_small: 'This is too short or too small.',
  too_big: 'This is too long or too large.',
  invalid_type: 'This is not of the right kind.',
  invalid_value: 'There is no such choice.',
  invalid_format: 'This is not written as it should be.',
};

/** A fault in English, or undefined for a rule that no page has met. */
export function englishOf({ rule }: Pick<FieldProblem, 'rule'>): string | undefined {
  return english[rule];
}
