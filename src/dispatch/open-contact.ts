import type { Requester, Role } from '../access/model.ts';
import { can } from '../access/rules.ts';
import { getCategory } from '../catalogue/catalogue.ts';
import type { Category } from '../catalogue/model.ts';
import { AppError } from '../core/app-error.ts';
import type { Home } from '../home/open.ts';
import type { Once } from '../ledger/transact.ts';
import { openFields } from '../records/queries/contents.ts';
import { findRecordRow } from '../records/rows/record-rows.ts';
import type { Fields } from '../records/rules/fields.ts';
import { maskValue } from '../records/rules/masking.ts';
import { getOrderRow, type OrderRow } from './queries.ts';

/** Whom to ask for at the door, as the order's record has it; empty where it says nothing. */
export interface OrderContact {
  readonly name: string;
  readonly phone: string;
}

type ContactHome = Pick<Home, 'store' | 'keyring' | 'catalogue'>;

/** Who is sent by which department. Source: C-1.8 (engineering, cleaning, security). */
const sentBy: readonly { readonly role: Role; readonly words: RegExp }[] = [
  { role: 'cleaning', words: /保洁/ },
  { role: 'security', words: /秩序|保安/ },
  { role: 'engineer', words: /工程|^$/ },
];

/** Whether someone may see the contact of an order while it is open: the clerk, and who is sent. */
export function mayOpenContact(
  who: Requester,
  order: { site: string; status: string; department: string },
): boolean {
  if (order.status !== 'issued' || who.actor.kind !== 'person') return false;
  if (can(who, 'personal.read', order) === undefined) return true;
  return sentBy.some(
    ({ role, words }) =>
      words.test(order.department) &&
      who.roles.some(
        (held) => held.role === role && (held.site === order.site || held.site === '*'),
      ),
  );
}

/**
 * Name and phone for an open order, for the clerk on duty and for whom the order sends: the look is
 * in the log before anything is shown.
 *
 * Errors: `forbidden`, `not-found` (order, or nobody named), `conflict` (the order is closed).
 * Source: C-2.3, OWN-03.
 */
export async function openOrderContact(
  home: ContactHome & Pick<Home, 'ledger'>,
  who: Requester,
  input: { number: string; department: string },
  once?: Once,
): Promise<OrderContact> {
  const { read } = home.store;
  const row = await getOrderRow(read, who, input.number, 'order.read');
  if (row.status !== 'issued') {
    throw new AppError('conflict', `${row.number} 已完结，不再显示联系方式；请找客服查阅。`);
  }
  if (!mayOpenContact(who, { ...row, department: input.department })) {
    throw new AppError('forbidden', '联系方式只给值班客服和接单部门看；请找客服转告。');
  }
  const contact = await contactOf(home, row);
  if (contact === undefined) {
    throw new AppError('not-found', `${row.number} 的登记里没有联系人和电话，请向客服询问。`);
  }
  const { number, site, month } = row;
  await home.ledger.transact(
    who.actor,
    async () => ({
      result: { number },
      entries: [{ kind: 'order.contact-opened', subject: number, site, facts: { month } }],
    }),
    once,
  );
  return contact;
}

/** The contact as it stands on paper: masked unless the print is noted and its maker may read it. */
export async function contactForPrint(
  home: ContactHome,
  who: Requester,
  { number, isPrinted }: { number: string; isPrinted: boolean },
): Promise<OrderContact> {
  const row = await getOrderRow(home.store.read, who, number, 'order.read');
  const contact = (await contactOf(home, row)) ?? { name: '', phone: '' };
  const isPlain =
    isPrinted &&
    row.status === 'issued' &&
    can(who, 'personal.read', { site: row.site }) === undefined;
  if (isPlain) return contact;
  const mask = (type: 'text' | 'phone', value: string) =>
    String(maskValue({ type, personal: true }, value));
  return { name: mask('text', contact.name), phone: mask('phone', contact.phone) };
}

async function contactOf(home: ContactHome, row: OrderRow): Promise<OrderContact | undefined> {
  const { read } = home.store;
  const record = row.record === null ? undefined : await findRecordRow(read, row.record);
  if (record === undefined) return undefined;
  const fields = (await openFields(read, home.keyring, [record])).get(record.id)?.fields;
  if (fields === undefined) return undefined;
  const document = await home.catalogue.at(record.catalogue_version);
  const contact = contactIn(getCategory(document, record.category), fields);
  return contact.name === '' && contact.phone === '' ? undefined : contact;
}

/** The first personal name and phone of a register's row. */
function contactIn(category: Pick<Category, 'fields'>, fields: Readonly<Fields>): OrderContact {
  const find = (type: 'text' | 'phone') => {
    const field = category.fields.find((one) => one.personal === true && one.type === type);
    return field === undefined ? '' : String(fields[field.name] ?? '');
  };
  return { name: find('text'), phone: find('phone') };
}
