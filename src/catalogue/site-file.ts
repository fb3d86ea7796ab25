import { existsSync, readFileSync } from 'node:fs';
import { type Adapter, Low } from 'lowdb';
import { AppError } from '../core/app-error.ts';
import { writeDurably } from '../store/durable-file.ts';
import { SiteDocument } from './model.ts';

/** The spelling in which `site.json` is written: indented, so that people can read and diff it. */
export function siteText(document: SiteDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * Reads `site.json` text. Errors: `invalid`, naming the line or the path at fault.
 */
export function parseSiteText(text: string, path: string): SiteDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError(
      'invalid',
      `${path} 不是有效的 JSON${lineOf(text, cause)}，请改正后再启动。`,
      {
        cause,
      },
    );
  }
  const parsed = SiteDocument.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || '最外层';
  throw new AppError(
    'invalid',
    `${path} 的 ${where} 不合要求：${issue?.message}。请改正后再启动。`,
    {
      cause: parsed.error,
    },
  );
}

/**
 * `site.json` through lowdb, with an adapter of our own: lowdb's file presets do not fsync, and
 * turn silently to memory under a test runner.
 */
export function openSiteFile(path: string): Low<SiteDocument | null> {
  const adapter: Adapter<SiteDocument | null> = {
    read: async () => (existsSync(path) ? parseSiteText(readFileSync(path, 'utf8'), path) : null),
    write: async (document) => {
      if (document !== null) writeDurably(path, siteText(document));
    },
  };
  return new Low<SiteDocument | null>(adapter, null);
}

function lineOf(text: string, error: unknown): string {
  const position = /position (\d+)/.exec(String(error))?.[1];
  const line = position ? text.slice(0, Number(position)).split('\n').length : brokenLine(text);
  return `（第 ${line} 行）`;
}

/** The first line with which the text can no longer become JSON, whatever followed it. */
function brokenLine(text: string): number {
  const lines = text.split('\n');
  const isBroken = (count: number) => {
    const part = lines.slice(0, count).join('\n');
    try {
      JSON.parse(part);
      return false;
    } catch (error) {
      // A text that only stops too early may still go on well.
      return !/end of (JSON|data)|Unterminated/i.test(String(error));
    }
  };
  const first = lines.findIndex((_, at) => isBroken(at + 1));
  return first < 0 ? lines.length : first + 1;
}
