import type { Context } from 'hono';
import { saveDraft } from '../../../access/drafts.ts';
import type { Home } from '../../../home/open.ts';
import type { WebEnv } from '../env.ts';
import { formOf } from './read-form.ts';
import { keptFields, typedFrom } from './typed.ts';

/**
 * Keeps what somebody typed whose sign-in had ended, until they sign in again. Resolves to the
 * draft's id, or undefined where there was nothing to keep.
 *
 * Who they are is not known, so whoever holds the id gets it, once.
 */
export async function leaveTyped(
  home: Home,
  context: Context<WebEnv>,
): Promise<string | undefined> {
  const type = context.req.header('content-type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) return undefined;
  const fields = keptFields(typedFrom(await formOf(context)));
  if (fields.length === 0) return undefined;
  return saveDraft(home, { personId: null, form: context.req.path }, fields);
}
