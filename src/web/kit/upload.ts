import { createHash } from 'node:crypto';
import type { RouteConfig } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { AppError } from '../../core/app-error.ts';
import type { Json } from '../../core/canonical-json.ts';
import type { Once } from '../../ledger/transact.ts';
import { maximumFileBytes } from '../../store/files.ts';
import { onceOf } from './context.ts';
import type { WebEnv } from './env.ts';
import { problemOf } from './problem.ts';

const binary = { type: 'string', format: 'binary' } as const;

/** A request body that is a file, or a form with one. */
export const fileBody = {
  required: true,
  content: {
    'application/octet-stream': { schema: binary },
    'multipart/form-data': {
      schema: { type: 'object', properties: { file: binary }, required: ['file'] },
    },
  },
} satisfies NonNullable<RouteConfig['request']>['body'];

/** The largest multipart form, which lies in memory while it is taken apart. Units: bytes. */
const maximumFormBytes = 20 * 1024 * 1024;

/** A file on its way in: it can be read once. */
export interface Upload {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The digest of what was read so far. */
  readonly sha256: () => string;
}

/** Answers 413 where a file is too large. */
export const fileLimits: MiddlewareHandler<WebEnv> = async function fileLimitsDoor(context, next) {
  await next();
  const { error } = context;
  if (error instanceof AppError && error.code === 'limit') {
    context.res = problemOf(context, error, 413);
  }
};

/**
 * The file of a request: the raw body, streamed, or the part `file` of a form of at most 20 MB.
 *
 * `named` is the name given beside a raw body. Errors: `limit`, `invalid` (no file, no name).
 */
export async function uploadOf(
  context: Context<WebEnv>,
  named: string | undefined,
): Promise<Upload> {
  const type = context.req.header('content-type') ?? '';
  const isForm = type.toLowerCase().startsWith('multipart/form-data');
  refuseDeclaredSize(context, isForm ? maximumFormBytes : maximumFileBytes, isForm);
  if (isForm) {
    const file = await filePart(context, type);
    return metered(named ?? file.name, file.stream());
  }
  const { body } = context.req.raw;
  if (body === null) throw noFile('请求没有正文，请把文件作为正文提交');
  const name = named ?? headerName(context.req.header('x-file-name'));
  if (name === undefined || name === '') {
    throw new AppError('invalid', '没有文件名。', {
      problems: [
        {
          field: 'name',
          rule: 'required',
          message: '请在地址的 ?name=（导入用 ?fileName=）或 X-File-Name 里给出文件名',
        },
      ],
    });
  }
  return metered(name, body);
}

/** As `onceOf`, for a request that is a file: what it must be used for again is known when it was read. */
export function onceOfUpload(
  context: Context<WebEnv>,
  upload: Upload,
  request: { readonly [name: string]: Json },
): Once | undefined {
  const key = onceOf(context, null)?.key;
  if (key === undefined) return undefined;
  const { method, path } = context.req;
  return {
    key,
    get request() {
      const { name, sha256 } = upload;
      return { method, path, request: { ...request, name, sha256: sha256() } };
    },
  };
}

/** Reads a file that is to be taken apart as a whole. Errors: `limit`. */
export async function readWhole(upload: Upload, maximumBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limited(
    upload.bytes,
    maximumBytes,
    `文件超过 ${megabytes(maximumBytes)}，请分成几个再交。`,
  )) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function metered(name: string, source: AsyncIterable<Uint8Array>): Upload {
  const hash = createHash('sha256');
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      hash.update(chunk);
      yield chunk;
    }
  }
  return { name, bytes: bytes(), sha256: () => hash.copy().digest('hex') };
}

const formWords =
  '表单超过 20 MB：请改把文件本身作为请求正文提交（可到 200 MB），文件名写在 ?name= 里。';

function refuseDeclaredSize(context: Context<WebEnv>, maximumBytes: number, isForm: boolean): void {
  const declared = Number(context.req.header('content-length') ?? 0);
  if (declared <= maximumBytes) return;
  throw new AppError('limit', isForm ? formWords : `文件超过 ${megabytes(maximumBytes)}，未保存。`);
}

async function filePart(context: Context<WebEnv>, type: string): Promise<File> {
  const { body } = context.req.raw;
  if (body === null) throw noFile('请求没有正文，请在表单的 file 里放文件');
  // Collected here, not by the form reader, so that a form of unknown length stays within its limit.
  const chunks: Uint8Array[] = [];
  for await (const chunk of limited(body, maximumFormBytes, formWords)) chunks.push(chunk);
  const form = await new Response(Buffer.concat(chunks), { headers: { 'content-type': type } })
    .formData()
    .catch((cause: unknown) => {
      throw new AppError('usage', '表单读不出来，请按 multipart/form-data 提交。', { cause });
    });
  const file = form.get('file');
  if (file instanceof File) return file;
  throw noFile('请在表单的 file 里放文件');
}

async function* limited(
  source: AsyncIterable<Uint8Array>,
  maximumBytes: number,
  words: string,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maximumBytes) throw new AppError('limit', words);
    yield chunk;
  }
}

/** A header holds bytes, not characters: a name beyond ASCII comes as UTF-8 or percent-encoded. */
function headerName(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const name = Buffer.from(header, 'latin1').toString();
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // a bare percent sign, so nothing was encoded
  }
}

function noFile(message: string): AppError {
  return new AppError('invalid', '没有收到文件。', {
    problems: [{ field: 'file', rule: 'required', message }],
  });
}

function megabytes(bytes: number): string {
  return `${bytes / 1024 / 1024} MB`;
}
