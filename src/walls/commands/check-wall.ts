import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import type { Instant } from '../../core/clock.ts';
import { newId } from '../../core/ids.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { LedgerTx, Once } from '../../ledger/transact.ts';
import { getPolicyRow } from '../../policies/queries/versions.ts';
import { policyKey } from '../../policies/rows.ts';
import type { Reader } from '../../store/tables.ts';
import type { CheckWall, Finding } from '../model.ts';
import { typedPrintId } from '../poster-code.ts';
import { findPrint, type PosterPrint } from '../queries/prints.ts';
import { keepPhoto, type WallPhoto } from '../rows.ts';
import { demandPlace } from '../rules.ts';
import type { WallsHome } from '../walls-home.ts';
import { photoFlags } from './post-policy.ts';

/** What one look of a round is about. */
interface Look {
  readonly id: string;
  readonly code: string;
  readonly print: PosterPrint | undefined;
  readonly posting: string | null;
  readonly found: Finding | 'elsewhere';
}

/**
 * Keeps what was found at a place in one round, with one photo for all of it. Resolves to the ids of
 * the checks, in their order.
 *
 * A scanned sheet that belongs to another place is kept as found `elsewhere`, whatever was said of it:
 * it, or its copy, hangs where it should not. It changes nothing of how the place stands.
 * Errors: `forbidden`, `not-found` (site, policy, sheet), `invalid` (no such place, neither policy nor
 * sheet named), `conflict` (a sheet found where none was ever hung). Source: POL-06.
 */
export async function checkWall(
  home: WallsHome,
  who: Requester,
  input: CheckWall,
  once?: Once,
  photo?: WallPhoto,
): Promise<readonly string[]> {
  const { ledger, catalogue } = home;
  const { document } = catalogue;
  const site = getSite(document, input.site).code;
  const { place } = input;
  demand(who, 'posting.post', { site });
  demandPlace(document, place, site);
  const named = input.checks.map((check) => ({
    ...check,
    id: newId('check', ledger.clock, ledger.entropy),
  }));
  return ledger.transact(
    who.actor,
    async (tx) => {
      const { db, now, seq } = tx;
      const looks: Look[] = [];
      for (const check of named) looks.push(await lookOf(db, check, { site, place }));
      const blind = photo && ledger.keyring.blind(photo.file.sha256);
      const kept = photo && blind ? await keepPhoto(db, photo, blind) : undefined;
      const shown = photo && kept ? { ...photo, ...kept } : undefined;
      const by = actorText(who.actor);
      const entries: EntryDraft[] = [];
      for (const look of looks) {
        const at = { now, seq: seq + entries.length, by };
        entries.push(await insertCheck(tx, look, { site, place, shown, ...at }));
      }
      const [first, ...others] = entries;
      if (first === undefined) throw new Error('invariant broken: a round has a look');
      return { result: looks.map(({ id }) => id), entries: [first, ...others] };
    },
    once,
  );
}

async function lookOf(
  db: Reader,
  check: CheckWall['checks'][number] & { readonly id: string },
  { site, place }: { site: string; place: string },
): Promise<Look> {
  const { id, found } = check;
  const print = check.print === undefined ? undefined : await getSheet(db, check.print);
  const named = print?.code ?? check.code;
  if (named === undefined || (check.code ?? named) !== named) {
    throw new AppError('invalid', '请写明核对的是哪一项制度，或哪一张张贴稿。', {
      problems: [{ field: 'code', rule: 'required', message: '请填制度编号或张贴稿编码' }],
    });
  }
  const { code } = await getPolicyRow(db, named);
  if (print !== undefined && (print.site !== site || print.place !== place)) {
    return { id, code, print, posting: null, found: 'elsewhere' };
  }
  const posting = await postingOf(db, { site, place, code, print });
  if (posting === null && print === undefined && found !== 'missing') {
    throw new AppError('conflict', `${code} 在这一处还没有登记过张贴，请先登记张贴。`);
  }
  return { id, code, print, posting, found };
}

async function getSheet(db: Reader, typed: string): Promise<PosterPrint> {
  const id = typedPrintId(typed);
  const print = id === undefined ? undefined : await findPrint(db, id);
  if (print !== undefined) return print;
  throw new AppError('not-found', `没有编码为 ${typed} 的张贴稿。`);
}

/** The posting that a look is of: that of the sheet, or of its version, or the last one there. */
async function postingOf(
  db: Reader,
  duty: { site: string; place: string; code: string; print: PosterPrint | undefined },
): Promise<string | null> {
  const { site, place, code, print } = duty;
  const rows = await db
    .selectFrom('posting')
    .select(['id', 'version', 'print_id'])
    .where('site', '=', site)
    .where('place', '=', place)
    .where('policy', '=', code)
    .orderBy('entry_seq', 'desc')
    .execute();
  if (print === undefined) return rows[0]?.id ?? null;
  const own = rows.find((row) => row.print_id === print.id);
  return (own ?? rows.find((row) => row.version === print.version))?.id ?? null;
}

async function insertCheck(
  { db }: LedgerTx,
  look: Look,
  kept: {
    site: string;
    place: string;
    shown: (WallPhoto & { address: string; isUsed: boolean }) | undefined;
    now: Instant;
    seq: number;
    by: string;
  },
): Promise<EntryDraft> {
  const { id, code, print, posting, found } = look;
  const { site, place, shown, now, seq, by } = kept;
  await db
    .insertInto('posting_check')
    .values({
      id,
      site,
      place,
      policy: code,
      posting_id: posting,
      print_id: print?.id ?? null,
      found,
      photo: shown?.address ?? null,
      media_type: shown?.mediaType ?? null,
      used_before: shown?.isUsed === true ? 1 : 0,
      taken_at: shown?.takenAt ?? null,
      checked_by: by,
      checked_at: now,
      entry_seq: seq,
    })
    .execute();
  const facts = {
    check: id,
    place,
    found,
    ...(posting === null ? {} : { posting }),
    ...(print === undefined ? {} : { print: print.id, version: print.version }),
    ...(shown === undefined ? {} : photoFlags(shown, { isUsed: shown.isUsed, now })),
  };
  const entry = { kind: 'posting.checked', subject: code, site, facts } as const;
  if (shown === undefined) return entry;
  // Sealed: a bare digest would let anyone ask whether a known file is here.
  return { ...entry, content: { id, keyName: policyKey, value: { photo: shown.file.sha256 } } };
}
