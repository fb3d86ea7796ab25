import { readdirSync, readFileSync } from 'node:fs';
import { type Actor, actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import { listStatements } from '../queries/statements.ts';
import { insertPolicy, insertVersion, type NewPolicy, policyKey } from '../rows.ts';
import { seriesPlace } from '../rules.ts';
import { checkedPlaces } from './add-policy.ts';
import { indexedPolicy, type PolicyHome } from './policy-home.ts';

const libraryFolder = new URL('../../../policies/', import.meta.url);

/** A policy of the starter library, as its file says. */
export interface StarterPolicy extends NewPolicy {
  readonly text: string;
}

/**
 * Files the policies of the starter library that the home does not have, as drafts. Resolves to
 * their codes; called again, it files nothing, and what people have written since stays.
 */
export async function seedPolicies(home: PolicyHome, actor: Actor): Promise<readonly string[]> {
  const { ledger, catalogue, index } = home;
  const rows = await ledger.store.read.selectFrom('policy').select('code').execute();
  const known = new Set(rows.map(({ code }) => code));
  const held = new Set((await listStatements(ledger.store.read)).map(({ post }) => post));
  const posts = new Set(catalogue.document.posts.map(({ code }) => code));
  const fresh = readLibrary()
    .filter(({ code }) => !known.has(code))
    // A duty statement is for a post that there is and that nobody wrote one for.
    .filter(({ post }) => post === undefined || (posts.has(post) && !held.has(post)));
  if (fresh.length === 0) return [];
  return ledger.transact(actor, async ({ db, now, seq }) => {
    const entries: EntryDraft[] = [];
    for (const starter of fresh) {
      const { code, posted, text, post } = starter;
      const places = checkedPlaces(catalogue.document, {
        posted,
        places: starter.places.filter((place) =>
          catalogue.document.places.some((one) => one.code === place),
        ),
      });
      const id = newId('ver', ledger.clock, ledger.entropy);
      const at = { at: now, seq: seq + entries.length };
      await insertPolicy(db, { ...starter, places }, at);
      const draft = { id, code, version: 1, text, reason: '', writtenBy: actorText(actor) };
      const sha256 = await insertVersion(db, draft, { ...at, seq: at.seq + 1 });
      await index.put(db, indexedPolicy(starter, now));
      const added = { posted, places, ...(post === undefined ? {} : { post }) };
      entries.push({ kind: 'policy.added', subject: code, facts: added });
      const content = { id, keyName: policyKey, value: { reason: '' } };
      const facts = { version: 1, sha256 };
      entries.push({ kind: 'policy.version-written', subject: code, content, facts });
    }
    const [first, ...others] = entries;
    if (first === undefined) throw new Error('invariant broken: a starter policy has entries');
    return { result: fresh.map(({ code }) => code), entries: [first, ...others] };
  });
}

/**
 * The starter library: the policies (ZD), the duty statements of the posts (GW), the handbook
 * documents (SC), the assessment rule (KH), service standard (FW), quality duties (ZL) and the papers
 * they refer to (BZ), each by number.
 *
 * Errors: `invalid`, naming the file at fault.
 */
export function readLibrary(folder: URL = libraryFolder): StarterPolicy[] {
  return readdirSync(folder)
    .filter((name) => /^[A-Z]{2,4}-\d{2,}\.md$/.test(name))
    .map((name) => parseStarter(name, readFileSync(new URL(name, folder), 'utf8')))
    .toSorted((a, b) => compareCodes(a.code, b.code));
}

function compareCodes(a: string, b: string): number {
  const [seriesA = '', numberA = ''] = a.split('-');
  const [seriesB = '', numberB = ''] = b.split('-');
  if (seriesA === seriesB) return Number(numberA) - Number(numberB);
  return seriesPlace(a) - seriesPlace(b) || (seriesA < seriesB ? -1 : 1);
}

/**
 * Reads a starter policy: front matter of `name: value` lines between two `---`, then Markdown.
 *
 * Errors: `invalid`.
 */
export function parseStarter(name: string, file: string): StarterPolicy {
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file.replaceAll('\r\n', '\n'));
  const lines = (parts?.[1] ?? '').split('\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
  });
  const said = new Map(lines);
  const [code, title, department] = ['code', 'title', 'department'].map((key) => said.get(key));
  if (!code || !title || !department || !parts?.[2]?.trim()) {
    throw new AppError('invalid', `${name} 缺少 code、title、department 或正文。`);
  }
  return {
    code,
    title,
    department,
    posted: said.get('posted') === 'true',
    source: said.get('source') ?? '',
    places: (said.get('places') ?? '').split(',').flatMap((place) => place.trim() || []),
    ...(said.get('post') ? { post: said.get('post') } : {}),
    text: `${parts[2].trim()}\n`,
  };
}
