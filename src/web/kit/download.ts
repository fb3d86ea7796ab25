import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { WebEnv } from './env.ts';

/** An answer that is a file, told by its own content type. */
export function fileAnswer(description: string) {
  const schema = z.string().openapi({ format: 'binary' });
  return { description, content: { 'application/octet-stream': { schema } } };
}

/**
 * The header under which a browser saves a file by its own name, whatever its letters.
 *
 * Source: RFC 6266, RFC 8187.
 */
export function dispositionOf(name: string): string {
  const plain = name.replace(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Answers with a PDF that the browser shows; a stream comes with its size. Units: bytes. */
export function showPdf(
  context: Context<WebEnv>,
  name: string,
  pdf: Uint8Array<ArrayBuffer> | { readonly stream: ReadableStream; readonly sizeBytes: number },
): Response {
  // The browser's own reader of PDF counts as a plugin, which pages may not load.
  context.header('Content-Security-Policy', "frame-ancestors 'none'; base-uri 'none'");
  const headers = {
    'content-type': 'application/pdf',
    'content-disposition': dispositionOf(name).replace(/^attachment/, 'inline'),
  };
  if (pdf instanceof Uint8Array) return context.body(pdf, 200, headers);
  const { stream, sizeBytes } = pdf;
  return context.body(stream, 200, { ...headers, 'content-length': String(sizeBytes) });
}
