import { spanOf } from '../../core/month.ts';
import type { Reader } from '../../store/tables.ts';
import type { PolicyInForce, Scope } from '../model.ts';

/** A policy in force in the month, as the plan froze it, with its texts and what proves it. */
export interface BoundPolicy {
  readonly frozen: PolicyInForce;
  readonly texts: ReadonlyMap<number, string>;
  /** The entries of its versions and of the sheets that hung at the month's end. */
  readonly seqs: readonly number[];
}

/** The texts of the versions that a plan names, and the entries behind them. */
export async function readPolicies(
  db: Reader,
  scope: Scope,
  named: { readonly policies: readonly PolicyInForce[]; readonly zone: string },
): Promise<BoundPolicy[]> {
  const codes = named.policies.map(({ code }) => code);
  if (codes.length === 0) return [];
  const rows = await db
    .selectFrom('policy_version')
    .select(['policy', 'version', 'text', 'entry_seq'])
    .where('policy', 'in', codes)
    .execute();
  const postings = await db
    .selectFrom('posting')
    .select(['policy', 'place', 'entry_seq'])
    .where('site', '=', scope.site)
    .where('posted_at', '<', spanOf(scope.month, named.zone).until)
    .where('entry_seq', '<', scope.size)
    .orderBy('entry_seq')
    .execute();
  // At each place hangs what was posted there last.
  const hanging = new Map(postings.map((one) => [`${one.policy}/${one.place}`, one]));
  return named.policies.map((frozen) => {
    const wanted = new Set(frozen.versions.map(({ version }) => version));
    const own = rows.filter((row) => row.policy === frozen.code && wanted.has(row.version));
    const sheets = [...hanging.values()].filter((one) => one.policy === frozen.code);
    return {
      frozen,
      texts: new Map(own.map((row) => [row.version, row.text])),
      seqs: [...own, ...sheets].map((row) => row.entry_seq),
    };
  });
}
