import type { Requester } from '../../access/model.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import { localDateOf } from '../../core/month.ts';
import type { Once } from '../../ledger/transact.ts';
import { versionsOf } from '../../policies/queries/versions.ts';
import { statusOn } from '../../policies/rules.ts';
import type { Finding } from '../model.ts';
import { findPrint } from '../queries/prints.ts';
import type { WallPhoto } from '../rows.ts';
import type { WallsHome } from '../walls-home.ts';
import { checkWall } from './check-wall.ts';
import { postPolicy } from './post-policy.ts';

/** What somebody who stands before a scanned sheet says of it. */
export interface SheetEvidence {
  /** The sheet's print. */
  readonly print: string;
  /** Where they stand. */
  readonly place: string;
  /** `replaced`: this sheet, or one of the version in force, was just hung there. */
  readonly found: Finding | 'replaced';
}

/**
 * Keeps what is said of a scanned sheet: a posting, where it was just hung, and a check otherwise.
 * Resolves to the id of the one or the other.
 *
 * Where the place is not the sheet's own, it is kept as found elsewhere and nothing counts as hung. A
 * sheet of an old version that was replaced gives way to the version in force.
 * Errors: as `postPolicy` and `checkWall`. Source: POL-06, POL-07.
 */
export async function fileEvidence(
  home: WallsHome,
  who: Requester,
  evidence: SheetEvidence,
  once?: Once,
  photo?: WallPhoto,
): Promise<string> {
  const { ledger, catalogue } = home;
  const { place, found } = evidence;
  const print = await findPrint(ledger.store.read, evidence.print);
  if (print === undefined) throw new AppError('not-found', '没有这张张贴稿。');
  const { site, code, version } = print;
  getSite(catalogue.document, site);
  if (found === 'replaced' && place === print.place) {
    const on = localDateOf(ledger.clock.now(), catalogue.document.timeZone);
    const all = await versionsOf(ledger.store.read, code);
    const shown = all.find((one) => one.version === version);
    const mayHang = shown !== undefined && statusOn(shown, on) === 'published';
    const sheet = mayHang ? { version, print: print.id } : {};
    return postPolicy(home, who, { site, place, code, ...sheet }, once, photo);
  }
  const seen = found === 'replaced' ? ('good' as const) : found;
  const checks = [{ print: print.id, found: seen }];
  const [check = ''] = await checkWall(home, who, { site, place, checks }, once, photo);
  return check;
}
