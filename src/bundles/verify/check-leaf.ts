import { canonicalJson, type Json } from '../../core/canonical-json.ts';
import { exactBase64 } from '../../ledger/checkpoint.ts';
import { hashBytes, leafHash } from '../../ledger/hash.ts';
import { verifyInclusion } from '../../ledger/proof.ts';
import { type Finding, fault } from './finding.ts';
import { isObject, jsonObject } from './lines.ts';

/** What a proved entry says, as far as a bag's check needs it. */
export interface ProvedLeaf {
  readonly seq: number;
  readonly kind: string;
  readonly subject: string;
  readonly at: string;
  readonly digest: string | undefined;
  readonly facts: { readonly [key: string]: unknown };
}

/** The tree that leaves are proved against. */
export interface ProvedTree {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Checks `{"seq","leaf","path"}` and nothing beside: the leaf is canonical, says its own place, and
 * lies in the tree. `where` names the place for findings, such as `line 3`.
 */
export function checkLeaf(
  text: string,
  tree: ProvedTree | undefined,
  place: { readonly path: string; readonly where: readonly [zh: string, en: string] },
  report: (finding: Finding) => void,
): ProvedLeaf | undefined {
  const { path, where } = place;
  const proof = jsonObject(text);
  const steps = proof === undefined ? undefined : pathOf(proof.path);
  const { seq, leaf: leafText } = proof ?? {};
  if (typeof seq !== 'number' || typeof leafText !== 'string' || steps === undefined) {
    const words = [`${where[0]}不是条目证明`, `${where[1]} is no proof of an entry`] as const;
    const expected = '{"seq","leaf","path"}';
    report(fault('proof.line', path, words, { expected, found: text.slice(0, 200) }));
    return undefined;
  }
  const spelt = JSON.stringify({ seq, leaf: leafText, path: proof?.path });
  if (text !== spelt) {
    const words = [
      `${where[0]}的写法不是规定的写法`,
      `${where[1]} is not in its one spelling`,
    ] as const;
    const compared = { expected: spelt.slice(0, 200), found: text.slice(0, 200) };
    report(fault('proof.spelling', path, words, compared));
  }
  const leaf = jsonObject(leafText);
  if (leaf === undefined || !isCanonical(leaf, leafText)) {
    const words = [`第 ${seq} 条不是规范 JSON`, `entry ${seq} is not canonical JSON`] as const;
    report(fault('proof.leaf-form', path, words, { found: leafText.slice(0, 200) }));
  }
  if (leaf?.seq !== seq) {
    const words = [`第 ${seq} 条放着另一条的内容`, `entry ${seq} holds another entry`] as const;
    const compared = { expected: String(seq), found: String(leaf?.seq) };
    report(fault('proof.leaf-place', path, words, compared));
  }
  const claim = { seq, leaf: leafHash(leafText), path: steps };
  if (tree !== undefined && !verifyInclusion({ ...claim, ...tree })) {
    const words = [
      `第 ${seq} 条不在签名的日志里（条目或证明被改动）`,
      `entry ${seq} is not in the signed log (the entry or its proof was changed)`,
    ] as const;
    report(fault('proof.inclusion', path, words, { found: subjectOf(leaf) }));
  }
  return leaf === undefined ? undefined : provedLeaf(seq, leaf);
}

function provedLeaf(seq: number, leaf: { readonly [key: string]: unknown }): ProvedLeaf {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    seq,
    kind: text(leaf.kind),
    subject: text(leaf.subject),
    at: text(leaf.at),
    digest: typeof leaf.digest === 'string' ? leaf.digest : undefined,
    facts: isObject(leaf.facts) ? leaf.facts : {},
  };
}

function pathOf(value: unknown): Uint8Array[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const steps = value.map((step) => (typeof step === 'string' ? exactBase64(step) : undefined));
  const whole = steps.filter((step) => step !== undefined && step.length === hashBytes);
  return whole.length === steps.length ? (whole as Uint8Array[]) : undefined;
}

function isCanonical(leaf: { readonly [key: string]: unknown }, text: string): boolean {
  try {
    return canonicalJson(leaf as Json) === text;
  } catch {
    return false; // text with a lone surrogate, or nested beyond reason
  }
}

function subjectOf(leaf: { readonly [key: string]: unknown } | undefined): string | undefined {
  const subject = leaf?.subject;
  return typeof subject === 'string' ? subject : undefined;
}
