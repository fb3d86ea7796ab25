import type { Category } from '../../catalogue/model.ts';
import type { Finding } from '../../registers/finding.ts';
import { foldTyped } from '../../registers/fold-text.ts';
import { type Fields, holds } from './fields.ts';
import { occurredOnOf } from './occurrence.ts';
import { monthOfOrder } from './read-code.ts';

/** What several fields of one row say together: signatures, counting, months of order numbers. */
export function checkRelations(
  category: Category,
  fields: Readonly<Fields>,
  unread: ReadonlySet<string>,
): Finding[] {
  return [
    ...checkSignatures(category, fields, unread),
    ...checkCounted(category, fields, unread),
    ...checkOrderMonths(category, fields),
  ];
}

function checkSignatures(
  category: Category,
  fields: Readonly<Fields>,
  unread: ReadonlySet<string>,
): Finding[] {
  return (category.signaturePairs ?? []).flatMap(({ first, second, when }): Finding[] => {
    if (when !== undefined && !holds(when, fields)) return [];
    const one = signerOf(fields[first]);
    const other = signerOf(fields[second]);
    if (one !== '' && other !== '') {
      if (one !== other) return [];
      const message = `“${first}”和“${second}”是同一个人，须由两个人分别签字`;
      return [finding(second, String(fields[second]), 'signature-pair', 'rejected', message)];
    }
    // A pair that is always due is required by its fields; a conditional one may be signed later.
    if (when === undefined) {
      return [first, second]
        .filter((column) => fields[column] !== undefined && signerOf(fields[column]) === '')
        .map((column) => {
          const message = '这里要签字人的姓名，须由两个人分别签字';
          return finding(column, String(fields[column]), 'signature-pair', 'rejected', message);
        });
    }
    return [first, second]
      .filter((column) => signerOf(fields[column]) === '' && !unread.has(column))
      .map((column) => {
        const message = `${when.field}为“${when.is ?? ''}”须两人签字，缺“${column}”：待第二签，封卷前补签`;
        return finding(column, '', 'signature-pair', 'warning', message);
      });
  });
}

/** Who signed, without blanks; a dash or a 无 is nobody. */
function signerOf(value: string | number | undefined): string {
  const signer = foldTyped(String(value ?? '')).replace(/\s/gu, '');
  return /^(?:[-/\\]+|无|没有|N\/A)$/iu.test(signer) ? '' : signer;
}

function checkCounted(
  category: Category,
  fields: Readonly<Fields>,
  unread: ReadonlySet<string>,
): Finding[] {
  const { counted } = category;
  if (counted === undefined || holds(counted.when, fields)) return [];
  if (unread.has(counted.when.field)) return [];
  const value = String(fields[counted.when.field] ?? '');
  return [finding(counted.when.field, value, 'counted', 'warning', counted.otherwise)];
}

/** A number this register gave out carries its month; a mere link may name any month. */
function checkOrderMonths(category: Category, fields: Readonly<Fields>): Finding[] {
  const dispatchedAt = category.dispatch && fields[category.dispatch.at];
  const month = String(dispatchedAt ?? occurredOnOf(category, fields) ?? '').slice(0, 7);
  if (month === '') return [];
  return category.fields.flatMap((field): Finding[] => {
    const value = fields[field.name];
    if (field.type !== 'order-number' || category.links?.includes(field.name)) return [];
    if (typeof value !== 'string' || monthOfOrder(value) === month) return [];
    const message = `单号的年月与本行的 ${month} 不一致，请核对`;
    return [finding(field.name, value, 'month', 'warning', message)];
  });
}

function finding(
  column: string,
  value: string,
  rule: Finding['rule'],
  severity: Finding['severity'],
  message: string,
): Finding {
  return { column, value, rule, severity, message };
}
