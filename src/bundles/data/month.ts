import type { Tables } from '../../store/tables.ts';
import type { BagClass, PolicyInForce, Scope } from '../model.ts';
import { type BoundAccess, readAccessLog } from './access-log.ts';
import { type LaterEvent, readLaterEvents } from './later.ts';
import { type BoundOrder, readOrders } from './orders.ts';
import { type BoundPolicy, readPolicies } from './policies.ts';
import { compareNumbers, recordRows, type Sources } from './records.ts';
import { type BoundSignOff, readSignOffs } from './sign-offs.ts';

/** A month's evidence: rows of its records (their content is opened category by category). */
export interface MonthEvidence {
  readonly scope: Scope;
  readonly rows: readonly Tables['record'][];
  readonly orders: readonly BoundOrder[];
  readonly signOffs: readonly BoundSignOff[];
  readonly access: readonly BoundAccess[];
  readonly policies: readonly BoundPolicy[];
  readonly later: readonly LaterEvent[];
}

/** Reads everything a binding holds, as the log had grown by then. */
export async function readMonth(
  sources: Sources,
  scope: Scope,
  policies: readonly PolicyInForce[],
): Promise<MonthEvidence> {
  return {
    scope,
    rows: await recordRows(sources.db, scope),
    orders: await readOrders(sources, scope),
    signOffs: await readSignOffs(sources, scope),
    access: await readAccessLog(sources, scope),
    policies:
      scope.supplement > 0
        ? []
        : await readPolicies(sources.db, scope, { policies, zone: sources.zone }),
    later: await readLaterEvents(sources, scope),
  };
}

/** Whether a class has anything to put into a bag. */
export function hasBag(month: MonthEvidence, bag: BagClass): boolean {
  if (month.rows.some((row) => row.class === bag)) return true;
  if (month.later.some((event) => event.class === bag)) return true;
  if (bag === 'y10') {
    // The dispatch register and the signed days are kept ten years, even when they say "none".
    return month.scope.supplement === 0 || month.orders.length + month.signOffs.length > 0;
  }
  if (bag === 'long') return month.policies.length > 0 || month.access.some((one) => one.isLook);
  return false;
}

/** A class's records by category, in the order of their numbers' prefixes. */
export function byCategory(month: MonthEvidence, bag: BagClass): Map<string, Tables['record'][]> {
  const rows = month.rows.filter((row) => row.class === bag);
  const sorted = rows.sort((one, other) => compareNumbers(one.number, other.number));
  return Map.groupBy(sorted, (row) => row.category);
}
