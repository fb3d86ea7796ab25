import type { BagClass, BindingKey } from '../model.ts';

/** The folder of a month's bags: `2026-10`, or `B-2026-10` at any site but the first. */
export function folderName(prefix: string, key: Pick<BindingKey, 'month'>): string {
  return `${prefix}${key.month}`;
}

/** What a sealing's files begin with: `2026-10`, `2026-10-s1` for its first supplement. */
export function bindingName(prefix: string, key: Omit<BindingKey, 'site'>): string {
  const stem = `${prefix}${key.month}`;
  return key.supplement === 0 ? stem : `${stem}-s${key.supplement}`;
}

/** A bag's name, which is also the one folder inside its container: `2026-10-y10`. */
export function bagName(prefix: string, key: Omit<BindingKey, 'site'>, bag: BagClass): string {
  return `${bindingName(prefix, key)}-${bag}`;
}
