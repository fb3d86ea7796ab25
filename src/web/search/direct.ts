import { can } from '../../access/rules.ts';
import { findOrderRow } from '../../dispatch/rows.ts';
import type { Home } from '../../home/open.ts';
import { findPolicyRow } from '../../policies/queries/versions.ts';
import { findRecordRow } from '../../records/rows/record-rows.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';

/** Shape: `BX-202610-0001`, `B-BX-202610-0001`; blanks and dashes may be left out. */
const numberForm = /^(?:([A-Z])[- ]?(?=[A-Z]{2,3}[- ]?\d))?([A-Z]{2,3})[- ]?(\d{6})[- ]?(\d{1,8})$/;

/** The page that a bare number names, if there is one and the reader may see it. */
export async function directPath(
  home: Home,
  page: Page,
  text: string,
): Promise<string | undefined> {
  const typed = text
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .replace(/[‐-―−]/g, '-');
  const policy = /^ZD[- ]?(\d{1,3})$/.exec(typed)?.[1];
  if (policy !== undefined) return policyPath(home, page, `ZD-${policy.padStart(2, '0')}`);
  const [, site, prefix, month, ordinal] = numberForm.exec(typed) ?? [];
  if (prefix === undefined || month === undefined || ordinal === undefined) return undefined;
  const stem = site === undefined ? '' : `${site}-`;
  const number = `${stem}${prefix}-${month}-${ordinal.padStart(4, '0')}`;
  if (prefix === 'PG') return orderPath(home, page, number);
  const row = await findRecordRow(home.store.read, number);
  if (row === undefined) return undefined;
  return can(page.who, 'record.read', { site: row.site }) ? undefined : paths.record(number);
}

async function orderPath(home: Home, page: Page, number: string): Promise<string | undefined> {
  const row = await findOrderRow(home.store.read, number);
  if (row === undefined || can(page.who, 'order.read', { site: row.site })) return undefined;
  return paths.order(number);
}

async function policyPath(home: Home, page: Page, code: string): Promise<string | undefined> {
  const row = await findPolicyRow(home.store.read, code);
  if (row === undefined || can(page.who, 'policy.read', { site: page.site })) return undefined;
  return paths.policy(code);
}
