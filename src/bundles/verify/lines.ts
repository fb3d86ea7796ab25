import { type BagTree, readWhole, type TreeFile } from '../bagit/tree.ts';
import { type Finding, fault, messageOf } from './finding.ts';

/** A line longer than this is no line of a register. Units: bytes. */
const mostLineBytes = 64 * 2 ** 20;
const lineFeed = 0x0a;

/** One line of a file, without its line feed; `number` counts from 1. */
export interface TextLine {
  readonly number: number;
  readonly text: string;
}

/** The lines of a UTF-8 file, holding one at a time. Errors: throws on anything but UTF-8. */
export async function* linesIn(file: TreeFile): AsyncGenerator<TextLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let number = 0;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  for await (const piece of file.read()) {
    let from = 0;
    for (let at = piece.indexOf(lineFeed); at >= 0; at = piece.indexOf(lineFeed, from)) {
      const bytes = Buffer.concat([...pending, piece.subarray(from, at)]);
      number += 1;
      yield { number, text: decoder.decode(bytes) };
      pending = [];
      pendingBytes = 0;
      from = at + 1;
    }
    if (from === piece.length) continue;
    pending.push(piece.subarray(from));
    pendingBytes += piece.length - from;
    if (pendingBytes > mostLineBytes) throw new Error(`line ${number + 1} is too long`);
  }
  if (pendingBytes > 0) yield { number: number + 1, text: decoder.decode(Buffer.concat(pending)) };
}

/** An object read from JSON, or undefined for anything else. */
export function jsonObject(text: string): { readonly [key: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // the caller says what should have stood there
  }
}

/** Whether a value is a JSON object, not an array. */
export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a small file of the proof; one that is not there is named by the form check. */
export async function proofText(
  tree: BagTree,
  name: string,
  report: (finding: Finding) => void,
): Promise<string | undefined> {
  const file = tree.files.get(name);
  if (file === undefined) return undefined;
  try {
    return (await readWhole(file, 2 ** 20)).toString();
  } catch (error) {
    const words = [`无法读取：${messageOf(error)}`, `cannot be read: ${messageOf(error)}`] as const;
    report(fault('proof.unreadable', name, words));
    return undefined;
  }
}
