import { setTimeout as pause } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { countHouseholds } from '../../archives/queries/households.ts';
import { documentList, householdList } from '../../archives/rules/lists.ts';
import { getCategory } from '../../catalogue/catalogue.ts';
import { AppError, type FieldProblem } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { csvText } from '../../registers/csv-text.ts';
import { dispositionOf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { answerForm, type FormState, formRoute, onceOfForm } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { leadOn, respond } from '../kit/page/respond.ts';
import { type Typed, typedDefaults } from '../kit/page/typed.ts';
import { statusOf } from '../kit/problem.ts';
import { BatchPage } from './batch-page.tsx';
import { type Batch, getBatch, keepBatch, listBatches, type UploadedFile } from './batches.ts';
import { kindFrom, kindOfName } from './kinds.ts';
import { readUpload, type UploadForm } from './read-upload.ts';
import { checkBatch, fileBatch, type Running } from './run-import.ts';
import { UploadPage } from './upload-page.tsx';
import { importWords } from './words.ts';

/** How long a yes waits for the filing to end before it shows its progress. Units: milliseconds. */
const patience = 1_500;

/** Importing: files in, a dry run to read, a yes, and what came of it. */
export function importRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const running = new Map<string, Running>();
  formRoute(routes, home, '/imports', {
    show: (context, form) => {
      demandImport(context);
      return uploadPage(home, form);
    },
    // The form itself goes to the address that takes files; whoever loses it comes back here.
    submit: async () => ({ to: paths.imports() }),
  });
  routes.get('/imports/check', (context) => context.redirect(paths.imports(), 303));
  routes.post('/imports/check', (context) => takeUpload(home, context));
  routes.get('/imports/empty/:code', (context) => emptyTable(context));
  batchRoutes(routes, home, running);
  return routes;
}

function batchRoutes(routes: Hono<WebEnv>, home: Home, running: Map<string, Running>): void {
  routes.get('/imports/batches/:id', async (context) => {
    const batch = batchOf(home, context);
    return respond(context, batchPage(home, { form: atFirst(context), batch, running }));
  });
  routes.post('/imports/batches/:id', (context) =>
    answerForm(context, {
      submit: async (typed) => {
        onceOfForm(context, typed);
        const batch = batchOf(home, context);
        await startFiling(home, context.get('page').who, { batch, running });
        return { to: paths.importBatch(batch.id) };
      },
      show: (form) => batchPage(home, { form, batch: batchOf(home, context), running }),
    }),
  );
  routes.get('/imports/batches/:id/rejected/:file', async (context) => {
    const batch = batchOf(home, context);
    const at = Number.parseInt(context.req.param('file'), 10);
    const { files } = await checkBatch(home, context.get('page').who, batch);
    const csv = files[at]?.report?.rejectedCsv;
    if (csv === undefined) throw new AppError('not-found', '这个文件没有退回的行。');
    const name = (batch.files[at]?.name ?? '').replace(/\.[^.]*$/, '');
    context.header('content-disposition', dispositionOf(`${name}-退回.csv`));
    return context.body(csv, 200, { 'content-type': 'text/csv; charset=utf-8' });
  });
}

function demandImport(context: Context<WebEnv>): void {
  const { who, site } = context.get('page');
  demand(who, 'import.run', { site });
}

function batchOf(home: Home, context: Context<WebEnv>): Batch {
  demandImport(context);
  return getBatch(home, context.req.param('id') ?? '', context.get('page').personId);
}

async function uploadPage(home: Home, form: FormState) {
  const batches = listBatches(home, form.page.personId);
  return <UploadPage {...{ form, batches }} hasHouseholds={await hasHouseholds(home, form)} />;
}

async function hasHouseholds({ store }: Home, { page }: FormState): Promise<boolean> {
  return (await countHouseholds(store.read, page.site)) > 0;
}

async function batchPage(
  home: Home,
  of: { form: FormState; batch: Batch; running: ReadonlyMap<string, Running> },
) {
  const { form, batch, running } = of;
  const now = running.get(batch.id);
  // While it is being filed, a second look at the files would only slow it down.
  const checked =
    now !== undefined && !now.isOver
      ? { batch, files: [], next: [] }
      : await checkBatch(home, form.page.who, batch);
  return (
    <BatchPage
      form={form}
      checked={checked}
      running={now}
      hasHouseholds={await hasHouseholds(home, form)}
    />
  );
}

/** Files what is next; goes on alone where that takes long. A second yes meanwhile does nothing. */
async function startFiling(
  home: Home,
  who: Requester,
  { batch, running }: { batch: Batch; running: Map<string, Running> },
): Promise<void> {
  const before = running.get(batch.id);
  if (before !== undefined && !before.isOver) return;
  const none = { file: '', done: 0, total: 0, error: undefined };
  running.set(batch.id, { ...none, isOver: false });
  const work = async () => {
    try {
      const { next: places } = await checkBatch(home, who, batch);
      await fileBatch(home, who, { batch, places }, (progress) => {
        running.set(batch.id, { ...progress, error: undefined, isOver: false });
      });
      running.delete(batch.id);
    } catch (error) {
      running.set(batch.id, { ...none, error, isOver: true });
    }
  };
  await Promise.race([work(), pause(patience, undefined, { ref: false })]);
}

async function takeUpload(home: Home, context: Context<WebEnv>): Promise<Response> {
  demandImport(context);
  const page = context.get('page');
  let typed: Typed = typedDefaults({});
  try {
    const upload = await readUpload(context);
    ({ typed } = upload);
    onceOfForm(context, typed);
    const files = uploaded(home, upload, importWords(page.lang));
    const { personId, site } = page;
    const batch = keepBatch(home, { personId, site, files });
    return leadOn(context, paths.importBatch(batch.id));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { problems } = error;
    const form = { ...atFirst(context), values: typed, problems, error };
    return respond(context, uploadPage(home, form), statusOf(error.code));
  }
}

/** The files that came, each with what it is. Errors: `invalid` (none, or one that tells nothing). */
function uploaded(
  { catalogue }: Pick<Home, 'catalogue'>,
  { typed, files }: UploadForm,
  say: ReturnType<typeof importWords>,
): UploadedFile[] {
  const { document } = catalogue;
  const problems: FieldProblem[] = [];
  if (files.length === 0) {
    problems.push({ field: 'file', rule: 'required', message: say('noFile') });
  }
  const chosen = kindFrom(document, typed.get('kind'));
  const known = files.flatMap((file) => {
    if (!/\.(csv|xlsx?)$/i.test(file.name)) {
      const message = say('notTable', { file: file.name });
      problems.push({ field: 'file', rule: 'type', message });
      return [];
    }
    const kind = kindOfName(document, file.name) ?? chosen;
    if (files.length === 1 && chosen !== undefined) return [{ ...file, kind: chosen }];
    if (kind !== undefined) return [{ ...file, kind }];
    const message = say('unknownKind', { file: file.name });
    problems.push({ field: 'kind', rule: 'known', message });
    return [];
  });
  if (problems.length === 0) return known;
  throw new AppError('invalid', say('tooBroken'), { problems });
}

/** A table with nothing but its heads, as a list or a register is imported. */
function emptyTable(context: Context<WebEnv>): Response {
  demandImport(context);
  const code = context.req.param('code') ?? '';
  const list =
    code === 'households'
      ? householdList
      : code === 'documents'
        ? documentList
        : getCategory(context.get('page').document, code);
  const name =
    list === householdList || list === documentList ? list.title : `${list.code}-${list.title}`;
  context.header('content-disposition', dispositionOf(`${name}.csv`));
  const text = csvText([list.fields.map((field) => field.name)]);
  return context.body(text, 200, { 'content-type': 'text/csv; charset=utf-8' });
}

function atFirst(context: Context<WebEnv>): FormState {
  const page = context.get('page');
  const values = typedDefaults({});
  return { page, values, problems: [], error: null, key: page.newKey(), isDraft: false };
}
