import { canonicalJson } from '../../core/canonical-json.ts';
import { type Digest, digestOf } from '../../core/digest.ts';
import { ignoredColumns } from '../../registers/table.ts';
import type { Fields } from './fields.ts';

/**
 * The digest by which an import knows a row again: the same row after normalisation gives the same
 * digest, whatever its running number, its spelling or the order of its columns.
 */
export function rowDigest(categoryCode: string, fields: Readonly<Fields>): Digest {
  const kept = Object.entries(fields).filter(([name]) => !ignoredColumns.has(name));
  return digestOf(canonicalJson({ category: categoryCode, fields: Object.fromEntries(kept) }));
}
