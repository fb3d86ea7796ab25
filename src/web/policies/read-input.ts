import type { z } from 'zod';
import { AppError } from '../../core/app-error.ts';
import { problemsOf } from '../kit/issues.ts';

/** A form's fields as a command's input. Errors: `invalid`, with each field's own sentence. */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  fields: Readonly<Record<string, unknown>>,
): z.infer<Schema> {
  const read = schema.safeParse(fields);
  if (read.success) return read.data;
  throw new AppError('invalid', '有几处要改。', { problems: problemsOf(read.error.issues) });
}
