import type { Clock } from '../core/clock.ts';
import { instantAfter } from '../core/clock.ts';
import { type Entropy, newId } from '../core/ids.ts';
import type { Keyring } from '../store/keyring.ts';
import type { Store } from '../store/open.ts';

/** What drafts are kept with. */
export interface DraftHome {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

/** What somebody typed into a form, as names with their texts. */
export type DraftFields = readonly (readonly [string, string])[];

/** Whose draft of which form. */
interface DraftPlace {
  /** Null where the sign-in had ended: then only who holds the draft's id can find it. */
  readonly personId: string | null;
  readonly form: string;
}

/** The data key of drafts: they belong to no month, and may be lost. */
const draftKey = 'drafts';
const keptDays = 30;

/** A person has at most so many drafts at once, and all whom nobody knows together. */
const mostDrafts = { own: 100, unknown: 300 };

/** The longest draft of somebody whom nobody knows yet. Units: bytes. */
const longestUnknown = 200_000;

/**
 * Keeps what was typed so far, in place of what the same person typed there before. Resolves to its
 * id, or undefined where it is too long to keep for somebody whom nobody knows: anybody can send
 * that, and it must not fill the disk.
 */
export async function saveDraft(
  home: DraftHome,
  place: DraftPlace,
  fields: DraftFields,
): Promise<string | undefined> {
  const { store, keyring, clock, entropy } = home;
  const plain = Buffer.from(JSON.stringify(fields));
  if (place.personId === null && plain.length > longestUnknown) return undefined;
  const id = newId('dft', clock, entropy);
  const now = clock.now();
  const sealed = keyring.seal(draftKey, id, plain);
  const row = { id, person_id: place.personId, form: place.form, sealed, saved_at: now };
  await store.scratch(async (db) => {
    await dropFrom(db, place);
    await db.insertInto('draft').values(row).execute();
    const oldest = instantAfter(now, { milliseconds: -keptDays * 86_400_000 });
    await db.deleteFrom('draft').where('saved_at', '<', oldest).execute();
    await dropBeyondMost(db, place.personId);
  });
  return id;
}

/** What a person typed into a form and has not filed, or undefined. */
export async function findDraft(
  home: Pick<DraftHome, 'store' | 'keyring'>,
  place: { personId: string; form: string },
): Promise<DraftFields | undefined> {
  const row = await home.store.read
    .selectFrom('draft')
    .select(['id', 'sealed'])
    .where('person_id', '=', place.personId)
    .where('form', '=', place.form)
    .executeTakeFirst();
  return row && open(home, row);
}

/**
 * Takes the draft that was left when a sign-in had ended: by its id, by its own writer (or by whoever
 * holds the id, where nobody knew the writer). It is found once.
 */
export async function takeDraft(
  home: Pick<DraftHome, 'store' | 'keyring'>,
  id: string,
  personId: string,
): Promise<DraftFields | undefined> {
  const row = await home.store.read
    .selectFrom('draft')
    .select(['id', 'person_id', 'sealed'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined || (row.person_id !== null && row.person_id !== personId)) return undefined;
  if (row.person_id === null) {
    await home.store.scratch((db) => db.deleteFrom('draft').where('id', '=', id).execute());
  }
  return open(home, row);
}

/** Forgets a person's draft of a form, since it was filed or thrown away. */
export async function dropDraft(
  home: Pick<DraftHome, 'store'>,
  place: { personId: string; form: string },
): Promise<void> {
  await home.store.scratch((db) => dropFrom(db, place));
}

type Scratch = Parameters<Parameters<Store['scratch']>[0]>[0];

/** Lets the oldest go where there are too many. */
async function dropBeyondMost(db: Scratch, personId: string | null): Promise<void> {
  const most = personId === null ? mostDrafts.unknown : mostDrafts.own;
  const beyond = await db
    .selectFrom('draft')
    .select('id')
    .where('person_id', personId === null ? 'is' : '=', personId)
    .orderBy('id', 'desc')
    .limit(most)
    .offset(most)
    .execute();
  if (beyond.length === 0) return;
  const ids = beyond.map(({ id }) => id);
  await db.deleteFrom('draft').where('id', 'in', ids).execute();
}

async function dropFrom(db: Scratch, { personId, form }: DraftPlace): Promise<void> {
  if (personId === null) return;
  await db.deleteFrom('draft').where('person_id', '=', personId).where('form', '=', form).execute();
}

function open(
  home: Pick<DraftHome, 'keyring'>,
  row: { id: string; sealed: Uint8Array },
): DraftFields {
  return JSON.parse(home.keyring.unseal(draftKey, row.id, row.sealed).toString('utf8'));
}
