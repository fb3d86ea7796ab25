import type { Context, MiddlewareHandler } from 'hono';
import { AppError } from '../../../core/app-error.ts';
import type { WebEnv } from '../env.ts';
import { takesFiles } from '../file-paths.ts';

/** The form of a request. Errors: `usage`, for what is no form or not all of one. */
export async function formOf(context: Context<WebEnv>): Promise<FormData> {
  try {
    return await context.req.formData();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('usage', '没有收到完整的表单，请回到页面再提交一次。', { cause });
  }
}

/** Reads the form of every post, so that one that cannot be read is refused; files are left alone. */
export const readableForm: MiddlewareHandler<WebEnv> = async function readableFormDoor(
  context,
  next,
) {
  const { method, path } = context.req;
  if (method !== 'GET' && method !== 'HEAD' && !takesFiles(path)) await formOf(context);
  await next();
};
