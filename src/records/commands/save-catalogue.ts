import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { checkChange } from '../../catalogue/check-change.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { raiseRetention } from './raise-retention.ts';

/**
 * Files the settings as their next version, checked as a whole, and lifts existing records where a
 * period was raised. Resolves to the version's number.
 *
 * Errors: `forbidden` (the right is needed at every site), `invalid` (each place named), and
 * `stale-version` (another was filed since `expects`).
 */
export async function saveCatalogue(
  home: Pick<Home, 'catalogue' | 'ledger'>,
  who: Requester,
  input: { readonly document: SiteDocument; readonly expects: number },
): Promise<number> {
  const { catalogue } = home;
  for (const { code } of catalogue.document.sites) demand(who, 'catalogue.edit', { site: code });
  const { document, expects } = input;
  const problems = checkChange(catalogue.document, document);
  if (problems.length > 0) {
    throw new AppError('invalid', '配置有不合要求之处，未保存。', { problems });
  }
  const version = await catalogue.save(who.actor, document, expects);
  await raiseRetention(home, who.actor);
  return version;
}
