import { AppError } from '../../core/app-error.ts';
import { problemsOf } from '../kit/issues.ts';

/** What the validator found, as the refusal of a form, with the fields at fault. */
export function refusedInput(input: {
  error: { issues: Parameters<typeof problemsOf>[0] };
}): AppError {
  // What is left blank is too short for the validator; people are asked to fill it in.
  const problems = problemsOf(input.error.issues).map((problem) =>
    problem.rule === 'too_small'
      ? { ...problem, rule: 'required', message: '请填写此项' }
      : problem,
  );
  return new AppError('invalid', '有内容填得不对，请按提示改正。', { problems });
}
