import { createHash } from 'node:crypto';
import type { Requester } from '../../access/model.ts';
import { AppError } from '../../core/app-error.ts';
import { saltedDigest } from '../../core/digest.ts';
import type { Home } from '../../home/open.ts';
import { fingerprintOf, openCheckpoint, parseVerifierKey } from '../../ledger/checkpoint.ts';
import { getContents, type OpenedContent } from '../../ledger/content.ts';
import { leafHash } from '../../ledger/hash.ts';
import type { EntryProof } from '../../ledger/log.ts';
import { verifyInclusion } from '../../ledger/proof.ts';
import { getRecordRow } from './find-record.ts';
import { readAttachment } from './read-attachment.ts';

/** What became of one content of a record when it was checked against the log. */
export interface ProvedPart {
  readonly part: 'filed' | 'correction' | 'attachment' | 'file' | 'void';
  readonly ordinal: number;
  readonly seq: number;
  /** `differs` names a changed byte of the content, its entry, or the way to the root. */
  readonly state: 'intact' | 'differs' | 'disposed';
  /** As the entry has it, and as it was recomputed; empty where nothing is left to compute. */
  readonly expected: string;
  readonly found: string;
}

/** A record checked against the signed log. */
export interface RecordProof {
  readonly number: string;
  readonly intact: boolean;
  readonly size: number;
  /** Of the log's own key; null where the checkpoint's signature does not hold. */
  readonly fingerprint: string | null;
  readonly parts: readonly ProvedPart[];
}

type ProvingHome = Pick<Home, 'store' | 'keyring' | 'log' | 'files'>;

/**
 * Recomputes what a record's entries prove: salted digests of its contents, the bytes of its files,
 * and the paths from its entries to the root of the log as it is signed now.
 *
 * Bad evidence is a finding, never an error. Errors: `not-found`, `forbidden`.
 */
export async function proveRecord(
  home: ProvingHome,
  who: Requester,
  number: string,
): Promise<RecordProof> {
  const { read } = home.store;
  const row = await getRecordRow(read, who, number, 'record.read');
  const parts = [
    { part: 'filed' as const, ordinal: 0, id: row.id, seq: row.entry_seq },
    ...(await laterParts(home, row.id)),
  ];
  const first = await home.log.prove(row.entry_seq);
  const root = rootOf(home, first.checkpoint);
  const proved: ProvedPart[] = [];
  for (const one of parts) {
    const opened = await openOne(home, one.id);
    const proof = one.seq === first.seq ? first : await home.log.prove(one.seq);
    proved.push(provePart(one, opened, { proof, root: rootOf(home, proof.checkpoint) }));
    if (one.part === 'attachment' && opened !== undefined && opened !== 'broken') {
      proved.push(await proveFile(home, who, row.number, one));
    }
  }
  return {
    number: row.number,
    intact: root !== undefined && proved.every(({ state }) => state !== 'differs'),
    size: root?.size ?? 0,
    fingerprint: root?.fingerprint ?? null,
    parts: proved,
  };
}

interface Part {
  readonly part: 'filed' | 'correction' | 'attachment' | 'void';
  readonly ordinal: number;
  readonly id: string;
  readonly seq: number;
}

async function laterParts({ store }: ProvingHome, recordId: string): Promise<Part[]> {
  const select = (table: 'record_correction' | 'record_attachment') =>
    store.read
      .selectFrom(table)
      .select(['id', 'ordinal', 'entry_seq'])
      .where('record_id', '=', recordId)
      .orderBy('ordinal')
      .execute();
  const voids = await store.read
    .selectFrom('record_void')
    .select(['content_id', 'entry_seq'])
    .where('record_id', '=', recordId)
    .execute();
  const named =
    (part: Part['part']) =>
    ({ id, ordinal, entry_seq: seq }: { id: string; ordinal: number; entry_seq: number }) => ({
      part,
      ordinal,
      id,
      seq,
    });
  return [
    ...(await select('record_correction')).map(named('correction')),
    ...(await select('record_attachment')).map(named('attachment')),
    ...voids.map(({ content_id: id, entry_seq }) => named('void')({ id, ordinal: 0, entry_seq })),
  ];
}

/** A content that cannot be unsealed was changed where it lies. */
async function openOne(
  { store, keyring }: ProvingHome,
  id: string,
): Promise<OpenedContent | 'broken' | undefined> {
  try {
    return (await getContents(store.read, keyring, [id])).get(id);
  } catch (error) {
    if (error instanceof AppError && error.code === 'tampered') return 'broken';
    throw error;
  }
}

interface SignedRoot {
  readonly size: number;
  readonly root: Uint8Array;
  readonly fingerprint: string;
}

function rootOf({ log }: ProvingHome, note: string): SignedRoot | undefined {
  const key = parseVerifierKey(log.verifierKey);
  if ('fault' in key) return undefined;
  const opened = openCheckpoint(note, key.value);
  if ('fault' in opened) return undefined;
  const { size, root } = opened.value;
  return { size, root, fingerprint: fingerprintOf(key.value) };
}

function provePart(
  { part, ordinal, seq }: Part,
  opened: OpenedContent | 'broken' | undefined,
  { proof, root }: { proof: EntryProof; root: SignedRoot | undefined },
): ProvedPart {
  const { digest } = JSON.parse(proof.leaf) as { digest?: string };
  const expected = digest ?? '';
  const isIncluded =
    root !== undefined &&
    verifyInclusion({
      seq,
      size: root.size,
      leaf: leafHash(proof.leaf),
      path: proof.path.map((node) => Buffer.from(node, 'base64')),
      root: root.root,
    });
  const whole = (found: string, state: ProvedPart['state']): ProvedPart => ({
    part,
    ordinal,
    seq,
    expected,
    found,
    state: isIncluded ? state : 'differs',
  });
  if (opened === undefined) return whole('', 'disposed');
  if (opened === 'broken') return whole('', 'differs');
  const found = saltedDigest(opened.salt, opened.value);
  return whole(found, found === expected ? 'intact' : 'differs');
}

/** Reads a file's bytes again; its digest stands in the sealed content that was proved before. */
async function proveFile(
  home: ProvingHome,
  who: Requester,
  number: string,
  { ordinal, seq }: Part,
): Promise<ProvedPart> {
  const file = await readAttachment(home, who, { number, attachment: ordinal });
  const expected = file.sha256;
  const hash = createHash('sha256');
  let found = '';
  try {
    for await (const chunk of file.stream) hash.update(chunk as Uint8Array);
    found = `sha256:${hash.digest('hex')}`;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  const state = found === expected ? 'intact' : 'differs';
  return { part: 'file', ordinal, seq, state, expected, found };
}
