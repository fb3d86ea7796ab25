import type { Requester } from '../access/model.ts';
import { namesOfActors } from '../access/queries.ts';
import { demandSomewhere } from '../access/rules.ts';
import { AppError } from '../core/app-error.ts';
import type { Instant } from '../core/clock.ts';
import { type Page, pageOf } from '../core/page.ts';
import type { Home } from '../home/open.ts';
import { fingerprintOf, openCheckpoint, parseVerifierKey } from '../ledger/checkpoint.ts';
import { openContents } from '../ledger/content.ts';
import { type EntryProof, headOf } from '../ledger/log.ts';

/** An entry as a list of the log shows it; nothing sealed is in it. */
export interface EntryLine {
  readonly seq: number;
  readonly at: Instant;
  readonly kind: string;
  readonly subject: string;
  readonly site: string | null;
  /** `person:<id>`, `operator:<OS user>` or `clock:<job>`. */
  readonly actor: string;
  readonly by: string;
}

type LogHome = Pick<Home, 'store' | 'catalogue' | 'log'>;

const pageSize = 50;

/**
 * Entries of the sites whose log somebody may read, and of the whole house, the newest first.
 *
 * Errors: `forbidden`, `invalid` (a page mark).
 */
export async function listEntries(
  home: LogHome,
  who: Requester,
  asked: { readonly kind?: string | undefined; readonly before?: number | undefined },
): Promise<Page<EntryLine>> {
  const sites = demandSomewhere(who, 'log.read', home.catalogue.document);
  let query = home.store.read
    .selectFrom('entry')
    .select(['seq', 'at', 'kind', 'subject', 'site', 'leaf'])
    .where(({ eb, or }) => or([eb('site', 'is', null), eb('site', 'in', sites)]))
    .orderBy('seq', 'desc')
    .limit(pageSize + 1);
  if (asked.kind !== undefined) query = query.where('kind', '=', asked.kind);
  if (asked.before !== undefined) query = query.where('seq', '<', asked.before);
  const rows = await query.execute();
  const nameOf = await namesOfActors(home.store.read);
  const lines = rows.map(({ leaf, subject, ...row }) => ({
    ...row,
    subject: subjectTitle(subject, leaf, nameOf),
    actor: actorIn(leaf),
    by: nameOf(actorIn(leaf)),
  }));
  return pageOf(lines, pageSize, ({ seq }) => String(seq));
}

/** A person's id as their name, a bag with its class; other subjects are told by themselves. */
function subjectTitle(subject: string, leaf: string, nameOf: (actor: string) => string): string {
  if (subject.startsWith('person_')) return nameOf(`person:${subject}`);
  const { kind, facts } = JSON.parse(leaf) as { kind: string; facts?: { class?: string } };
  return kind === 'bundle.downloaded' ? `${subject}-${facts?.class ?? ''}` : subject;
}

function actorIn(leaf: string): string {
  return (JSON.parse(leaf) as { actor?: string }).actor ?? '';
}

/** Why something was taken out, as it lies sealed: for those who read the log. */
export interface Purpose {
  readonly reason?: string;
  readonly query?: string;
}

/** An entry with its proof, and what of it is told in words. */
export interface ShownEntry extends EntryProof {
  readonly by: string;
  readonly about: string;
  readonly purpose: Purpose | undefined;
}

/** An entry with its proof. Errors: `forbidden` (another site's), `not-found`. */
export async function proveEntry(
  home: LogHome & Pick<Home, 'keyring'>,
  who: Requester,
  seq: number,
): Promise<ShownEntry> {
  const sites = demandSomewhere(who, 'log.read', home.catalogue.document);
  const proof = await home.log.prove(seq);
  const { site, subject, kind } = JSON.parse(proof.leaf) as {
    readonly site?: string;
    readonly subject: string;
    readonly kind: string;
  };
  if (site !== undefined && !sites.includes(site)) {
    throw new AppError('forbidden', `第 ${seq} 条是别的项目的，请找该项目的审计人员。`);
  }
  const nameOf = await namesOfActors(home.store.read);
  return {
    ...proof,
    by: nameOf(actorIn(proof.leaf)),
    about: subjectTitle(subject, proof.leaf, nameOf),
    purpose: await purposeOf(home, seq, kind),
  };
}

/** What something was taken out for; undefined where nothing was, or nobody said. */
async function purposeOf(
  home: LogHome & Pick<Home, 'keyring'>,
  seq: number,
  kind: string,
): Promise<Purpose | undefined> {
  if (kind !== 'export.made' && kind !== 'bundle.downloaded') return undefined;
  const row = await home.store.read
    .selectFrom('content')
    .selectAll()
    .where('entry_seq', '=', seq)
    .executeTakeFirst();
  return row === undefined ? undefined : (openContents(home.keyring, row).value as Purpose);
}

/** The log as it stands, and as it was signed last. */
export interface LogState {
  readonly origin: string;
  readonly key: string;
  /** 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly size: number;
  readonly signed:
    | { readonly size: number; readonly at: Instant; readonly root: string; readonly note: string }
    | undefined;
  /** When the founding entry was written. */
  readonly since: Instant | undefined;
}

/** How long the log is, and its newest checkpoint; signs nothing. Errors: `forbidden`. */
export async function logState(home: LogHome, who: Requester): Promise<LogState> {
  demandSomewhere(who, 'log.read', home.catalogue.document);
  const { read } = home.store;
  const key = parseVerifierKey(home.log.verifierKey);
  if ('fault' in key) throw new Error(key.fault.en);
  const newest = await read
    .selectFrom('checkpoint')
    .selectAll()
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  const opened = newest && openCheckpoint(newest.note, key.value);
  const root =
    opened !== undefined && 'value' in opened ? Buffer.from(opened.value.root).toString('hex') : '';
  const first = await read.selectFrom('entry').select('at').where('seq', '=', 0).executeTakeFirst();
  return {
    origin: home.log.origin,
    key: home.log.verifierKey,
    fingerprint: fingerprintOf(key.value).replaceAll(' ', ''),
    size: (await headOf(read)).size,
    signed: newest && { ...newest, root },
    since: first?.at,
  };
}
