import { z } from '@hono/zod-openapi';

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
