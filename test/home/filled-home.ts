import type { Requester } from '../../src/access/model.ts';
import { systemEntropy } from '../../src/core/ids.ts';
import { type Home, localOperator, openHome } from '../../src/home/open.ts';
import { fileRecord } from '../../src/records/commands/file-record.ts';
import { testClock } from '../kit/time.ts';

/** The person at the machine, for tests. */
export const operator: Requester = { actor: localOperator(), name: '操作员', roles: [] };

/** Opens a home as a server would. */
export function openTestHome(path: string, databaseUrl?: string): Promise<Home> {
  const options = { path, clock: testClock(), entropy: systemEntropy };
  return openHome(databaseUrl === undefined ? options : { ...options, databaseUrl });
}

/** Files an inquiry of October 2026. Resolves to its number. */
export async function fileInquiry(
  home: Home,
  fields: { day: number; matter: string },
): Promise<string> {
  const day = String(fields.day).padStart(2, '0');
  const { number } = await fileRecord(home, operator, {
    category: '03',
    fields: {
      咨询时间: `2026-10-${day} 10:00`,
      房号: '3-2-0501',
      咨询人: '李四光',
      咨询事项: fields.matter,
      首问责任人: '王芳',
    },
  });
  return number;
}

/** The bytes of a text, as an attachment's would come. */
export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
