import type { Context, Hono } from 'hono';
import { dropDraft, findDraft, takeDraft } from '../../../access/drafts.ts';
import { AppError, type FieldProblem } from '../../../core/app-error.ts';
import type { Home } from '../../../home/open.ts';
import type { Once } from '../../../ledger/transact.ts';
import type { WebEnv } from '../env.ts';
import { statusOf } from '../problem.ts';
import { isFormKey } from './form-key.ts';
import type { Page } from './page.ts';
import { formOf } from './read-form.ts';
import { leadOn, respond, type Shown } from './respond.ts';
import { leaveFlash } from './session-cookie.ts';
import { requestOf, type Typed, typedDefaults, typedFrom, typedOf } from './typed.ts';

/** A form as it is shown: with its first values, or with what was typed and what is wrong with it. */
export interface FormState {
  readonly page: Page;
  readonly values: Typed;
  readonly problems: readonly FieldProblem[];
  readonly error: AppError | null;
  readonly key: string;
  /** Whether the values come from a draft that was kept. */
  readonly isDraft: boolean;
}

/** Where a form leads, and what the next page says of it. */
export interface Done {
  readonly to: string;
  readonly flash?: string;
}

/** One form: how it looks, what it starts with, and what it does. */
export interface FormRoute {
  /** The page with the form in it. */
  show(context: Context<WebEnv>, form: FormState): Shown;
  /** What stands in it at first. */
  defaults?(
    context: Context<WebEnv>,
  ):
    | Promise<Record<string, string | readonly string[]>>
    | Record<string, string | readonly string[]>;
  /** Does it. What it throws is shown beside what was typed. */
  submit(context: Context<WebEnv>, typed: Typed, once: Once): Promise<Done>;
  /** The name under which what is typed is kept until it is filed. */
  draft?(context: Context<WebEnv>): string;
}

/**
 * The two halves of a form at one address: a GET shows it, a POST does it and leads on (303). What a
 * POST cannot do is answered by the same form, with all that was typed and what to put right (422,
 * or the status of the refusal).
 */
export function formRoute(routes: Hono<WebEnv>, home: Home, path: string, route: FormRoute): void {
  routes.get(path, async (context) => {
    const page = context.get('page');
    const draft = await draftFor(home, context, route);
    const values =
      draft === undefined ? typedDefaults((await route.defaults?.(context)) ?? {}) : typedOf(draft);
    const form = { values, problems: [], error: null, isDraft: draft !== undefined };
    return respond(context, route.show(context, { page, key: page.newKey(), ...form }));
  });
  routes.post(path, (context) =>
    answerForm(context, {
      submit: (typed, once) => submitAndForget(home, context, { route, typed, once }),
      show: (form) => route.show(context, form),
    }),
  );
}

/** Runs a submitted form, and shows it again where it is refused. */
export async function answerForm(
  context: Context<WebEnv>,
  steps: {
    submit: (typed: Typed, once: Once) => Promise<Done>;
    show: (form: FormState) => Shown;
  },
): Promise<Response> {
  const page = context.get('page');
  const typed = typedFrom(await formOf(context));
  try {
    const done = await steps.submit(typed, onceOfForm(context, typed));
    if (done.flash !== undefined) leaveFlash(context, done.flash);
    return leadOn(context, done.to);
  } catch (refusal) {
    if (!(refusal instanceof AppError)) throw refusal;
    const error = toldPlainly(refusal);
    const { problems } = error;
    const form = { page, values: typed, problems, error, key: page.newKey(), isDraft: false };
    return respond(context, steps.show(form), statusOf(error.code));
  }
}

/**
 * A form that was sent, changed after “Back” and sent again is told so in words without a header's
 * name. It is shown with a fresh key, so that it can be sent once more.
 */
function toldPlainly(error: AppError): AppError {
  if (!error.problems.some(({ field, rule }) => field === 'idempotency-key' && rule === 'reused')) {
    return error;
  }
  const words =
    '这张表已经提交过一次，内容和这次不同，这次没有办理。' +
    '要照现在的内容另办一次，请核对后再提交；只想改上次的，请到上次提交的那一页去改。';
  return new AppError('conflict', words, { cause: error });
}

/** The form's key as the name of its write. Errors: `forbidden`, for a form that we did not make. */
export function onceOfForm(context: Context<WebEnv>, typed: Typed): Once {
  const key = typed.get('_key');
  if (!isFormKey(context.get('token'), key)) {
    throw new AppError('forbidden', '这张表是在另一次登录时打开的，请核对后再提交一次。');
  }
  return { key, request: requestOf(context.req.path, typed) };
}

async function submitAndForget(
  home: Home,
  context: Context<WebEnv>,
  { route, typed, once }: { route: FormRoute; typed: Typed; once: Once },
): Promise<Done> {
  const done = await route.submit(context, typed, once);
  const form = route.draft?.(context);
  if (form !== undefined) {
    await dropDraft(home, { personId: context.get('page').personId, form });
  }
  return done;
}

/** What was typed before: left by a sign-in that had ended, or kept while typing. */
async function draftFor(home: Home, context: Context<WebEnv>, route: FormRoute) {
  const { personId } = context.get('page');
  const left = context.req.query('draft');
  if (left !== undefined && left !== 'none') return takeDraft(home, left, personId);
  const form = route.draft?.(context);
  if (form === undefined || left === 'none') return undefined;
  return findDraft(home, { personId, form });
}
