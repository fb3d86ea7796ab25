import { AppError } from '../../core/app-error.ts';
import { type Issue, problemsOf } from './issues.ts';

/** What the validator found, as the refusal of a form, with the fields at fault. */
export function refusedInput(input: { error: { issues: readonly Issue[] } }): AppError {
  const problems = problemsOf(input.error.issues);
  return new AppError('invalid', '有内容填得不对，请按提示改正。', { problems });
}
