import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { demand } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { writeVersion } from '../../policies/commands/write-version.ts';
import { compareTexts } from '../../policies/compare/compare.ts';
import { WriteVersion } from '../../policies/model.ts';
import { getPolicy, getVersion } from '../../policies/queries/policies.ts';
import { demandInHouse } from '../../policies/rules.ts';
import { maximumWordBytes } from '../../policies/word/import-word.ts';
import type { WebEnv } from '../kit/env.ts';
import { type FormState, formRoute, onceOfForm } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { formOf } from '../kit/page/read-form.ts';
import { respond } from '../kit/page/respond.ts';
import { typedFrom, typedOf } from '../kit/page/typed.ts';
import { statusOf } from '../kit/problem.ts';
import { Clauses } from './clauses.tsx';
import { PolicyText } from './policy-text.tsx';
import { readInput } from './read-input.ts';
import { versionWords } from './version-words.ts';
import { sourceOfTicket, takeWord, wordSourceOf } from './word-source.ts';
import { draftOf, WritePage } from './write-page.tsx';

/** Writing the next version of a policy, with a preview while it is written. */
export function writeRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const path = '/policies/:code/write';
  formRoute(routes, home, path, {
    draft: (context) => draftOf(codeIn(context)),
    defaults: (context) => startOf(home, context.get('page'), codeIn(context)),
    show: (context, form) => show(home, codeIn(context), form, false),
    async submit(context, typed, once) {
      const { who, lang } = context.get('page');
      const code = codeIn(context);
      const base = typed.get('base');
      await refuseSameText(home, context.get('page'), { code, text: typed.text('text') });
      const version = await writeVersion(
        home,
        who,
        readInput(WriteVersion, {
          code,
          text: typed.text('text'),
          reason: typed.get('reason'),
          ...(/^\d{1,6}$/.test(base) ? { base: Number(base) } : {}),
        }),
        once,
        wordSourceOf(home, { who, code }, typed.get('source')),
      );
      const flash = versionWords(lang)('saved', { version });
      return { to: paths.policyVersion(code, version), flash };
    },
  });
  routes.use('/policies/:code/import-word', limitWord);
  routes.get('/policies/:code/import-word', (context) =>
    context.redirect(paths.writePolicy(codeIn(context)), 303),
  );
  routes.post('/policies/:code/import-word', (context) => showImported(home, context));
  // Who had to sign in again while writing comes back to the form, with what was typed.
  routes.get('/policies/:code/preview', (context) => {
    const { search } = new URL(context.req.url);
    return context.redirect(`${paths.writePolicy(codeIn(context))}${search}`, 303);
  });
  routes.post('/policies/:code/preview', async (context) => {
    const page = context.get('page');
    const code = codeIn(context);
    const typed = typedFrom(await context.req.formData());
    onceOfForm(context, typed);
    if (context.req.header('hx-request') === undefined) {
      const form = { page, values: typed, problems: [], error: null, isDraft: false };
      return respond(context, show(home, code, { ...form, key: page.newKey() }, true));
    }
    const policy = await getPolicy(home, page.who, code);
    const text = typed.text('text');
    const against = await comparable(home, page, policy);
    return context.html(
      <>
        <hx-partial hx-target="#preview" hx-swap="innerHTML">
          <PolicyText text={text} title={policy.title} document={page.document} prefix="p" />
        </hx-partial>
        {against === undefined ? null : (
          <hx-partial hx-target="#difference" hx-swap="innerHTML">
            <Clauses clauses={compareTexts(against.text, text)} lang={page.lang} />
          </hx-partial>
        )}
      </>,
    );
  });
  return routes;
}

/** A form is taken apart in memory, so it ends here before it fills it. */
const limitWord = bodyLimit({
  maxSize: maximumWordBytes + 1024 * 1024,
  onError: () => {
    throw new AppError('limit', 'Word 文件超过 20 MB；正文没有改动，请回到上一页。');
  },
});

/** The form with the text of a Word file in it; nothing is written yet, and nothing typed is lost. */
async function showImported(home: Home, context: Context<WebEnv>): Promise<Response> {
  const page = context.get('page');
  const code = codeIn(context);
  demandInHouse(page.who, 'policy.write', page.document);
  const sent = await formOf(context);
  const typed = typedFrom(sent);
  onceOfForm(context, typed);
  const form = { page, problems: [], error: null, isDraft: false, key: page.newKey() };
  try {
    const file = sent.get('file');
    if (!(file instanceof File) || file.size === 0) throw noWord();
    const upload = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
    const { text, ticket } = await takeWord(home, { who: page.who, code }, upload);
    const others = typed.fields.filter(([name]) => name !== 'text' && name !== 'source');
    const values = typedOf([...others, ['text', text], ['source', ticket]]);
    return respond(context, show(home, code, { ...form, values }, true));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { problems } = error;
    const refused = { ...form, values: typed, problems, error };
    return respond(context, show(home, code, refused, false), statusOf(error.code));
  }
}

function noWord(): AppError {
  const message = '请先选一个 .docx 文件';
  return new AppError('invalid', '没有收到 Word 文件。', {
    problems: [{ field: 'file', rule: 'required', message }],
  });
}

function codeIn(context: Context<WebEnv>): string {
  return context.req.param('code') ?? '';
}

/** What a new version starts from: the newest text. */
async function startOf(home: Home, page: Page, code: string): Promise<Record<string, string>> {
  const { versions } = await getPolicy(home, page.who, code);
  const latest = versions.at(-1);
  if (latest === undefined) return { base: '0' };
  const { version } = latest;
  const { text } = await getVersion(home, page.who, { code, version });
  return { base: String(version), text };
}

/** Refuses a version that says what the newest says: it could never be taken out again. */
async function refuseSameText(home: Home, page: Page, of: { code: string; text: string }) {
  const { code } = of;
  const latest = (await getPolicy(home, page.who, code)).versions.at(-1);
  // After its last day the same text may well come into force once more.
  if (latest === undefined || latest.inForceUntil !== null) return;
  const { text } = await getVersion(home, page.who, { code, version: latest.version });
  if (plain(text) !== plain(of.text)) return;
  const message = versionWords(page.lang)('unchanged', { version: latest.version });
  throw new AppError('invalid', message, {
    problems: [{ field: 'text', rule: 'changed', message: versionWords(page.lang)('changeFirst') }],
  });
}

function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

type Comparable = Pick<Awaited<ReturnType<typeof getPolicy>>, 'code' | 'inForce' | 'versions'>;

/** What a new version is compared with: the one in force, else the newest. */
async function comparable(home: Home, page: Page, { code, inForce, versions }: Comparable) {
  const version = inForce?.version ?? versions.at(-1)?.version;
  return version === undefined ? undefined : getVersion(home, page.who, { code, version });
}

async function show(home: Home, code: string, form: FormState, isPreview: boolean) {
  const { page } = form;
  demand(page.who, 'policy.write', { site: page.site });
  const policy = await getPolicy(home, page.who, code);
  const latest = policy.versions.at(-1)?.version;
  const isStale = form.error instanceof AppError && form.error.code === 'stale-version';
  const meanwhile =
    isStale && latest !== undefined
      ? await getVersion(home, page.who, { code, version: latest })
      : undefined;
  const against = await comparable(home, page, policy);
  const ticket = form.values.get('source');
  const taken = sourceOfTicket(home, { who: page.who, code: policy.code }, ticket);
  return <WritePage {...{ form, policy, against, meanwhile, isPreview, taken }} />;
}
