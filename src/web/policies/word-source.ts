import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { plainFileName } from '../../core/file-name.ts';
import type { Home } from '../../home/open.ts';
import { policyKey, type WordSource } from '../../policies/rows.ts';
import { importWord, maximumWordBytes } from '../../policies/word/import-word.ts';
import { WordLoss, type WordText } from '../../policies/word/model.ts';

type SourceHome = Pick<Home, 'files' | 'keyring'>;

/** A Word file that was read and stored, and that no version names yet. */
const ReadSource = z.strictObject({
  name: z.string(),
  file: z.strictObject({ address: z.string(), sha256: z.string(), sizeBytes: z.number() }),
  losses: z.array(WordLoss),
});
export type ReadSource = z.infer<typeof ReadSource>;

/** What a file becomes of which policy, in whose hands. */
interface Hands {
  readonly who: Requester;
  readonly code: string;
}

/**
 * Reads a Word file and keeps it sealed, so that the version that is made from it can name it. The
 * ticket is good for this person and this policy only.
 *
 * Errors: `invalid`, saying what the file is and what to do; `limit`.
 */
export async function takeWord(
  home: SourceHome,
  hands: Hands,
  upload: { readonly name: string; readonly bytes: Uint8Array },
): Promise<WordText & { readonly ticket: string; readonly source: ReadSource }> {
  const { bytes } = upload;
  if (bytes.length > maximumWordBytes) throw new AppError('limit', 'Word 文件超过 20 MB。');
  const { text, losses } = await importWord(bytes);
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  const file = await home.files.put(policyKey, whole());
  const source = {
    // Cut between signs: half of one cannot be kept.
    name: [...plainFileName(upload.name)].slice(0, 120).join('') || 'word.docx',
    file,
    losses: [...losses],
  };
  const body = Buffer.from(JSON.stringify(source)).toString('base64url');
  return { text, losses, source, ticket: `${body}.${macOf(home, hands, body)}` };
}

/** The file of a ticket; undefined for a ticket of somebody else, of another policy, or made up. */
export function sourceOfTicket(
  home: SourceHome,
  hands: Hands,
  ticket: string,
): ReadSource | undefined {
  const [body = '', mac = ''] = ticket.split('.');
  const [given, right] = [Buffer.from(mac), Buffer.from(macOf(home, hands, body))];
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  const source = ReadSource.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  return home.files.has(source.file.address) ? source : undefined;
}

/** The file that a version is to name. Errors: `invalid`, for a ticket that is none. */
export function wordSourceOf(
  home: SourceHome,
  hands: Hands,
  ticket: string | undefined,
): WordSource | undefined {
  if (ticket === undefined || ticket === '') return undefined;
  const source = sourceOfTicket(home, hands, ticket);
  if (source !== undefined) return { name: source.name, file: source.file };
  const message = '请重新选一次 Word 文件，或者不随这一版留存它';
  throw new AppError('invalid', 'Word 原件的凭据无效。', {
    problems: [{ field: 'source', rule: 'known', message }],
  });
}

function macOf({ keyring }: SourceHome, { who, code }: Hands, body: string): string {
  return keyring.blind(`word-source:${actorText(who.actor)}:${code}:${body}`);
}
