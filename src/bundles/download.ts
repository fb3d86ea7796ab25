import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import type { Requester } from '../access/model.ts';
import { demand } from '../access/rules.ts';
import { getSite } from '../catalogue/catalogue.ts';
import { AppError } from '../core/app-error.ts';
import { newId } from '../core/ids.ts';
import { monthOf } from '../core/month.ts';
import { monthKeyName } from '../ledger/entry.ts';
import type { BindingHome } from './build/context.ts';
import type { BagClass } from './model.ts';
import { listSeals } from './rows.ts';
import { placesOf } from './seal/publish.ts';

/** Which bag somebody takes out, and what for. */
export interface BagWish {
  readonly site?: string | undefined;
  readonly month: string;
  readonly class: BagClass;
  readonly supplement: number;
  readonly reason: string;
}

/** A bag on its way out. */
export interface BagRead {
  readonly name: string;
  readonly sizeBytes: number;
  readonly stream: Readable;
}

/**
 * Opens a bag for streaming, after an entry says who took it out and sealed content says why: a bag
 * is complete and plain inside.
 *
 * Errors: `forbidden`, `not-found` (month, class or file).
 */
export async function downloadBag(
  home: BindingHome,
  who: Requester,
  wish: BagWish,
): Promise<BagRead> {
  const site = getSite(home.catalogue.document, wish.site).code;
  demand(who, 'bundle.download', { site });
  const { month, supplement } = wish;
  const seals = await listSeals(home.store.read, { site, month });
  const seal = seals.find((one) => one.supplement === supplement);
  if (seal === undefined)
    throw new AppError('not-found', `${month} 还没有封卷，没有档案包可下载。`);
  const { bags } = await placesOf(home, seal);
  const path = bags.find((bag) => bag.class === wish.class)?.path;
  if (path === undefined) throw new AppError('not-found', `${month} 没有这一保管期限的档案包。`);
  const sizeBytes = await sizeOf(path);
  if (sizeBytes === null) {
    throw new AppError('not-found', '档案包文件不在数据目录里，请重新装订该月以补写。');
  }
  await noteDownload(home, who, { ...wish, site });
  return { name: basename(path), sizeBytes, stream: createReadStream(path) };
}

async function noteDownload(
  home: BindingHome,
  who: Requester,
  taken: BagWish & { readonly site: string },
): Promise<void> {
  const { site, month, supplement, reason } = taken;
  const id = newId('out', home.clock, home.entropy);
  const thisMonth = monthOf(home.clock.now(), home.catalogue.document.timeZone);
  const keyName = monthKeyName({ site, month: thisMonth, class: 'y10' });
  await home.ledger.transact(who.actor, async () => ({
    result: null,
    entries: [
      {
        kind: 'bundle.downloaded',
        subject: `${site}/${month}`,
        site,
        content: { id, keyName, value: { name: who.name, reason } },
        facts: { month, supplement, class: taken.class },
      },
    ],
  }));
}

/** The size of a file, or null if it is not there. */
export async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch {
    return null; // not written yet, or taken away: the list says so
  }
}
