import { type Actor, actorText } from '../core/actor.ts';
import { canonicalJson, type Json } from '../core/canonical-json.ts';
import type { Instant } from '../core/clock.ts';
import type { Digest } from '../core/digest.ts';
import type { Month } from '../core/month.ts';

/** Content that an entry proves by a salted digest, and that disposition may one day destroy. */
export interface SealedContent {
  readonly id: string;
  /** The data key it lies under; `monthKeyName` spells it for whatever belongs to a month. */
  readonly keyName: string;
  readonly value: Json;
}

/** The data key of what is kept, and one day destroyed, together. Shape: `A-2026-10-y10`. */
export function monthKeyName(kept: { site: string; month: Month; class: string }): string {
  return `${kept.site}-${kept.month}-${kept.class}`;
}

/**
 * What a use case hands back for the log: no name, no free text, no personal data.
 *
 * `facts` are plain and public for ever (numbers, months, states); all else is `content`.
 */
export interface EntryDraft {
  readonly kind: string;
  readonly subject: string;
  readonly site?: string;
  readonly content?: SealedContent;
  readonly facts?: { readonly [name: string]: Json };
}

/** An entry as it stands in the log, ready to be hashed. */
export interface Leaf {
  readonly seq: number;
  readonly at: Instant;
  readonly kind: string;
  readonly subject: string;
  readonly site: string | null;
  readonly text: string;
}

/** Spells an entry in canonical JSON, the bytes that are stored, hashed and proved. */
export function leafOf(
  draft: EntryDraft,
  when: { seq: number; at: Instant; actor: Actor; digest: Digest | undefined },
): Leaf {
  const text = canonicalJson({
    actor: actorText(when.actor),
    at: when.at,
    digest: when.digest,
    facts: draft.facts,
    kind: draft.kind,
    seq: when.seq,
    site: draft.site,
    subject: draft.subject,
  });
  return {
    seq: when.seq,
    at: when.at,
    kind: draft.kind,
    subject: draft.subject,
    site: draft.site ?? null,
    text,
  };
}
