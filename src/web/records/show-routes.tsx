import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import sharp from 'sharp';
import { openContact } from '../../archives/commands/look.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { attachFile } from '../../records/commands/attach-file.ts';
import { getRecord } from '../../records/queries/get-record.ts';
import { proveRecord } from '../../records/queries/prove-record.ts';
import { type AttachmentRead, readAttachment } from '../../records/queries/read-attachment.ts';
import { dispositionOf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { onceOfForm } from '../kit/page/form.ts';
import { isFormKey } from '../kit/page/form-key.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { leaveFlash } from '../kit/page/session-cookie.ts';
import { typedFrom } from '../kit/page/typed.ts';
import { statusOf } from '../kit/problem.ts';
import { uploadOf } from '../kit/upload.ts';
import { AttachPage } from './attach-page.tsx';
import { ContactPage } from './contact-page.tsx';
import { correctRecordRoutes } from './correct-routes.tsx';
import { codeOf, PrintPage } from './print-page.tsx';
import { ProofPage } from './proof-page.tsx';
import { readShown } from './read-show.ts';
import { isPicture } from './show-attachments.tsx';
import { ShowPage } from './show-page.tsx';
import { showWords } from './show-words.ts';

type Asked = Context<WebEnv>;

/** A record, its proof, its files and its sheet of paper. */
export function showRecordRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.route('/', correctRecordRoutes(home));
  routes.get('/records/:number', async (context) => {
    const page = context.get('page');
    const shown = await readShown(home, page, context.req.param('number'));
    return respond(context, <ShowPage page={page} shown={shown} />);
  });
  routes.get('/records/:number/proof', async (context) => {
    const page = context.get('page');
    const proof = await proveRecord(home, page.who, context.req.param('number'));
    return respond(context, <ProofPage page={page} proof={proof} />);
  });
  routes.get('/records/:number/print', async (context) => {
    const page = context.get('page');
    const shown = await readShown(home, page, context.req.param('number'));
    const code = await codeOf(page, shown.view.number);
    return respond(context, <PrintPage page={page} shown={shown} code={code} />);
  });
  routes.post('/records/:number/contact', (context) => showContact(home, context));
  routes.get('/records/:number/attachments', async (context) => {
    const page = context.get('page');
    const view = await getRecord(home, page.who, context.req.param('number'));
    return respond(context, <AttachPage page={page} view={view} error={null} />);
  });
  routes.post('/records/:number/attachments', (context) => attach(home, context));
  routes.get('/records/:number/attachments/:id', (context) => sendAttachment(home, context));
  return routes;
}

/** Each click is a look of its own, which the log holds before anything is shown. */
async function showContact(home: Home, context: Asked): Promise<Response> {
  const page = context.get('page');
  onceOfForm(context, typedFrom(await context.req.formData()));
  const view = await getRecord(home, page.who, context.req.param('number') ?? '');
  if (view.room === null) throw new AppError('not-found', `${view.number} 没有房号。`);
  const contact = await openContact(home, page.who, {
    site: view.site,
    room: view.room,
    matter: view.number,
  });
  return respond(context, <ContactPage page={page} view={view} contact={contact} />);
}

const tooLarge =
  '文件超过 20 MB，没有保存。请分成几个再上传；必须整个保存的，请管理员用接口上传（可到 200 MB）。';

async function attach(home: Home, context: Asked): Promise<Response> {
  const page = context.get('page');
  const number = context.req.param('number') ?? '';
  const key = context.req.query('key') ?? '';
  try {
    if (!isFormKey(context.get('token'), key)) {
      throw new AppError('forbidden', '这张表是在另一次登录时打开的，请重新选择文件再上传。');
    }
    const upload = await uploadOf(context, undefined);
    const once = {
      key,
      get request() {
        return { page: context.req.path, name: upload.name, sha256: upload.sha256() };
      },
    };
    await attachFile(home, page.who, { number, ...upload }, once);
    leaveFlash(context, showWords(page.lang)('attached', { name: upload.name.slice(-60) }));
    return context.redirect(`${paths.record(number)}#attachments`, 303);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const view = await getRecord(home, page.who, number);
    const isTooLarge = error.code === 'limit';
    const told = isTooLarge ? new AppError('limit', tooLarge, { cause: error }) : error;
    const status = isTooLarge ? 413 : statusOf(error.code);
    return respond(context, <AttachPage page={page} view={view} error={told} />, status);
  }
}

/** The longest sides of a small picture. Units: pixels. */
const thumbnail = { width: 240, height: 180 };
/** More is no photo but a trap for who opens it. Units: pixels. */
const mostPixels = 100_000_000;

async function sendAttachment(home: Home, context: Asked): Promise<Response> {
  const page = context.get('page');
  const { number = '', id = '' } = context.req.param();
  const file = await readAttachment(home, page.who, { number, attachment: id });
  // What people brought is data: nothing in it runs or loads anything.
  context.header('Content-Security-Policy', "default-src 'none'; sandbox");
  const as = context.req.query('as');
  if (as === 'thumbnail' && isPicture(file.mediaType)) return sendThumbnail(context, file);
  const isShown = as === 'view' && isPicture(file.mediaType);
  return context.body(Readable.toWeb(file.stream) as ReadableStream, 200, {
    'content-type': file.mediaType,
    'content-length': String(file.sizeBytes),
    'content-disposition': isShown ? 'inline' : dispositionOf(file.name),
  });
}

/** A small copy; a picture that cannot be read has none, and its original can still be fetched. */
async function sendThumbnail(context: Asked, file: AttachmentRead): Promise<Response> {
  const shrink = sharp({ limitInputPixels: mostPixels, failOn: 'none' })
    .rotate()
    .resize({ ...thumbnail, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 75 });
  file.stream.on('error', (error) => shrink.destroy(error));
  try {
    const small = await file.stream.pipe(shrink).toBuffer();
    return context.body(new Uint8Array(small), 200, { 'content-type': 'image/jpeg' });
  } catch (error) {
    file.stream.destroy();
    if (error instanceof AppError) throw error;
    throw new AppError('not-found', '这张图片做不出缩略图，请下载原件。', { cause: error });
  }
}
