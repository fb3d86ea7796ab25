import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Json } from '../../core/canonical-json.ts';
import type { BagFile } from '../container/source.ts';
import type { BagClass, Exception } from '../model.ts';

/** Content beside its salt and entry, as any line of the bag carries it. */
export interface ProvedJson {
  readonly seq: number;
  readonly salt: string;
  readonly content: { readonly [name: string]: Json };
}

/** A line of `records.jsonl`, as read back from the bag. */
export interface RecordJson {
  readonly number: string;
  readonly category: string;
  readonly site: string;
  readonly month: string;
  readonly occurredAt: string;
  readonly filedAt: string;
  readonly filer: string;
  readonly schema: string;
  readonly status: string;
  readonly retention: {
    readonly class: string;
    readonly years: number | null;
    readonly through: string | null;
  };
  readonly fields: { readonly [name: string]: string | number };
  readonly filing: ProvedJson;
  readonly corrections: readonly (ProvedJson & { readonly at: string })[];
  readonly voided: { readonly at: string; readonly proved: readonly ProvedJson[] } | null;
  readonly attachments: readonly {
    readonly name: string;
    readonly sha256: string;
    readonly sizeBytes: number;
    readonly path: string;
    readonly mediaType: string;
    readonly proved: readonly ProvedJson[];
  }[];
}

/** What the log says of one entry. */
export interface LeafJson {
  readonly kind: string;
  readonly subject: string;
  readonly at: string;
  readonly site?: string;
  readonly digest?: string;
}

/** Which record the store knows, and what of it never changes. */
export interface KnownRecord {
  readonly number: string;
  readonly category: string;
  readonly seq: number;
  readonly class: BagClass;
  readonly retainedThrough: string | null;
  readonly years: number | null;
}

/** What the checks compare with each other: the bag's files, and what store and log say. */
export interface BagEvidence {
  readonly site: string;
  readonly month: string;
  readonly supplement: number;
  readonly class: BagClass;
  readonly exceptions: readonly Exception[];
  /** Payload files, as they lie on disk. */
  readonly files: readonly BagFile[];
  readonly known: readonly KnownRecord[];
  readonly leaves: ReadonlyMap<number, LeafJson>;
  /** The highest number taken in each series of the month, and how many numbers there are. */
  readonly series: readonly {
    readonly series: string;
    readonly last: number;
    readonly taken: number;
  }[];
  readonly missingGlyphs: readonly string[];
  readonly unreadable: readonly string[];
  /** Values of personal fields as search phrases, but for those the record also says openly. */
  readonly personal: readonly { readonly number: string; readonly value: string }[];
  /** Whether the text index finds a record by a value. */
  findsInIndex(record: string, value: string): Promise<boolean>;
}

/** The bytes of a payload file, or undefined if it is not there. */
export async function readData(evidence: BagEvidence, name: string): Promise<Buffer | undefined> {
  const source = evidence.files.find((file) => file.name === `data/${name}`)?.source;
  if (source === undefined) return undefined;
  if ('bytes' in source) return Buffer.from(source.bytes);
  try {
    return await readFile(source.path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Names of the payload files below a folder of `data/`. */
export function namesBelow(evidence: BagEvidence, folder: string): string[] {
  return evidence.files
    .map(({ name }) => name.slice('data/'.length))
    .filter((name) => name.startsWith(`${folder}/`));
}

/** The lines of a JSON Lines file that hold objects; others are the usability check's concern. */
export async function* objectLines<Line>(
  evidence: BagEvidence,
  name: string,
): AsyncGenerator<Line> {
  for await (const text of textLines(evidence, name)) {
    const value = parsed(text);
    if (typeof value === 'object' && value !== null) yield value as Line;
  }
}

/** The lines of a text file of the bag, one after another. */
export async function* textLines(evidence: BagEvidence, name: string): AsyncGenerator<string> {
  const source = evidence.files.find((file) => file.name === `data/${name}`)?.source;
  if (source === undefined) return;
  if ('bytes' in source) {
    yield* Buffer.from(source.bytes).toString().split('\n').slice(0, -1);
    return;
  }
  const input = createReadStream(source.path);
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the check of the lines themselves names it
  }
}
