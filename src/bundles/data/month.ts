import type { Tables } from '../../store/tables.ts';
import type { BagClass, PolicyInForce, Scope } from '../model.ts';
import { type BoundAccess, readAccessLog } from './access-log.ts';
import { readLaterEvents } from './later.ts';
import type { LaterEvent } from './later-event.ts';
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

/**
 * Whether a class gets a bag: all three of a month do, even one that says there was nothing, and a
 * supplement only those that something came late for.
 */
export function hasBag(month: MonthEvidence, bag: BagClass): boolean {
  if (month.scope.supplement === 0) return true;
  if (month.rows.some((row) => row.class === bag)) return true;
  return bag === 'y10' && month.orders.length + month.signOffs.length > 0;
}

/** A class's records by category, in the order of their numbers' prefixes. */
export function byCategory(month: MonthEvidence, bag: BagClass): Map<string, Tables['record'][]> {
  const rows = month.rows.filter((row) => row.class === bag);
  const sorted = rows.sort((one, other) => compareNumbers(one.number, other.number));
  return Map.groupBy(sorted, (row) => row.category);
}
