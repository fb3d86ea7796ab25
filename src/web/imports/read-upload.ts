import type { Context } from 'hono';
import { AppError } from '../../core/app-error.ts';
import type { WebEnv } from '../kit/env.ts';
import { type Typed, typedFrom } from '../kit/page/typed.ts';

/** The most that is taken at once, all files together. Units: bytes. */
const maximumBytes = 60 * 1024 * 1024;
const mostFiles = 40;

/** What came with an upload: the form's fields and its files. */
export interface UploadForm {
  readonly typed: Typed;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** Reads a form with files, of bounded size. Errors: `limit`, `usage` (no form). */
export async function readUpload(context: Context<WebEnv>): Promise<UploadForm> {
  const type = context.req.header('content-type') ?? '';
  const declared = Number(context.req.header('content-length') ?? 0);
  if (declared > maximumBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of context.req.raw.body ?? []) {
    size += chunk.length;
    if (size > maximumBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const form = await new Response(Buffer.concat(chunks), { headers: { 'content-type': type } })
    .formData()
    .catch((cause: unknown) => {
      throw new AppError('usage', '没有收到完整的文件，请重新选择。', { cause });
    });
  const files = form
    .getAll('file')
    .filter((part): part is File => part instanceof File && part.name !== '');
  if (files.length > mostFiles) {
    throw new AppError('limit', `一次最多 ${mostFiles} 个文件，请分几次。`);
  }
  return {
    typed: typedFrom(form),
    files: await Promise.all(
      files.map(async (file) => ({ name: file.name, bytes: await file.bytes() })),
    ),
  };
}

function tooLarge(): AppError {
  return new AppError('limit', '这些文件合计超过 60 MB，请分几次上传。');
}
