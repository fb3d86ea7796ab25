import type { Requester } from '../../access/model.ts';
import { AppError } from '../../core/app-error.ts';
import type { LocalDate } from '../../core/month.ts';
import { type PriceList, priceListOf } from '../../core/price-list.ts';
import type { Reader } from '../../store/tables.ts';
import { priceChanges } from '../price-list.ts';
import type { PriceListView, PriceVersion } from '../price-views.ts';
import { demandInHouse, isInForce } from '../rules.ts';
import { demandDay, type PolicyReads, todayOf } from './policies.ts';
import { getPolicyRow, type StoredVersion, versionsOf } from './versions.ts';

/** A published version that holds a price list. */
interface Listed {
  readonly version: StoredVersion;
  readonly from: LocalDate;
  readonly list: PriceList;
}

/**
 * The price list of a policy that was, is or will be in force on a day; today's, if none is named.
 *
 * Errors: `forbidden`, `invalid` (no day), `not-found` (no such policy, none in force then, or no
 * price list in it).
 */
export async function getPrices(
  home: PolicyReads,
  who: Requester,
  asked: { readonly code: string; readonly on?: LocalDate | undefined },
): Promise<PriceListView> {
  demandInHouse(who, 'policy.read', home.catalogue.document);
  const { code, on = todayOf(home) } = asked;
  demandDay(on);
  const { title } = await getPolicyRow(home.store.read, code);
  const all = listedOf(await versionsOf(home.store.read, code));
  const index = all.findIndex(({ version }) => isInForce(version, on));
  const now = all[index];
  if (now === undefined) throw new AppError('not-found', `${code} 在 ${on} 没有生效的价目。`);
  const before = all[index - 1];
  return {
    code,
    title,
    on,
    version: now.version.version,
    inForceFrom: now.from,
    inForceUntil: now.version.inForceUntil,
    groups: now.list.groups,
    before:
      before === undefined ? null : { version: before.version.version, inForceFrom: before.from },
    changes: before === undefined ? [] : priceChanges(before.list, now.list),
  };
}

/** The policies of which some version holds a price list, by code. Errors: `forbidden`. */
export async function listPricePolicies(
  home: PolicyReads,
  who: Requester,
): Promise<{ code: string; title: string }[]> {
  demandInHouse(who, 'policy.read', home.catalogue.document);
  const rows = await pricePolicies(home.store.read);
  return rows.filter(({ text }) => priceListOf(text) !== undefined).reduce(once, []);
}

/** The versions of a policy's price list that were ever published, the newest first. */
export async function listPriceVersions(
  home: PolicyReads,
  who: Requester,
  code: string,
): Promise<PriceVersion[]> {
  demandInHouse(who, 'policy.read', home.catalogue.document);
  const all = listedOf(await versionsOf(home.store.read, code));
  return all
    .map(({ version, from, list }, index) => {
      const before = all[index - 1];
      return {
        version: version.version,
        inForceFrom: from,
        inForceUntil: version.inForceUntil,
        reason: version.reason,
        before: before?.version.version ?? null,
        count: list.groups.reduce((sum, { prices }) => sum + prices.length, 0),
        changed: before === undefined ? 0 : priceChanges(before.list, list).length,
      };
    })
    .toReversed();
}

function listedOf(versions: readonly StoredVersion[]): Listed[] {
  return versions.flatMap((version) => {
    const list = version.inForceFrom === null ? undefined : priceListOf(version.text);
    if (list === undefined || version.inForceFrom === null) return [];
    return [{ version, from: version.inForceFrom, list }];
  });
}

function pricePolicies(db: Reader) {
  return db
    .selectFrom('policy_version as version')
    .innerJoin('policy', 'policy.code', 'version.policy')
    .select(['policy.code', 'policy.title', 'version.text'])
    .where('version.text', 'like', '%```prices%')
    .orderBy('policy.code')
    .execute();
}

function once(
  known: { code: string; title: string }[],
  { code, title }: { code: string; title: string },
) {
  return known.some((one) => one.code === code) ? known : [...known, { code, title }];
}
