import { namesOfActors } from '../../access/queries.ts';
import { postedInHandbook, siteChartsOf } from '../../catalogue/charts.ts';
import type { Home } from '../../home/open.ts';
import { todayOf } from '../../policies/queries/policies.ts';
import { allVersions } from '../../policies/queries/versions.ts';
import { isInForce } from '../../policies/rules.ts';
import { type Plan, type PolicyInForce, planEdition } from '../rules.ts';

/** What the handbook is planned from. */
export type PlanHome = Pick<Home, 'store' | 'catalogue' | 'clock'>;

/** What an edition would hold now, with the texts it would be set from. */
export interface ReadPlan extends Plan {
  readonly policies: ReadonlyMap<string, PolicyInForce>;
  readonly charts: ReturnType<typeof siteChartsOf>;
  readonly asOf: string;
  readonly catalogueVersion: number;
}

/** Reads what is in force today and what the settings draw, as one edition. */
export async function readPlan(home: PlanHome): Promise<ReadPlan> {
  const { document, version: catalogueVersion } = home.catalogue;
  const db = home.store.read;
  const asOf = todayOf(home);
  const policies = await db.selectFrom('policy').selectAll().orderBy('code').execute();
  const versions = (await allVersions(db)).filter((version) => isInForce(version, asOf));
  const nameOf = await namesOfActors(db);
  const inForce = policies.flatMap(({ code, title, posted, department }): PolicyInForce[] => {
    const now = versions.find((version) => version.code === code);
    if (now === undefined) return [];
    const { version, sha256, text, inForceFrom, approvedBy } = now;
    const approver = approvedBy === null ? null : nameOf(approvedBy);
    const from = inForceFrom ?? asOf;
    const kept = { code, title, posted: posted === 1, department };
    return [{ ...kept, version, from, approver, sha256, text }];
  });
  const charts = siteChartsOf(document);
  const plan = planEdition({
    inForce,
    without: policies.filter(({ code }) => inForce.every((one) => one.code !== code)),
    charts,
    holdsPosted: postedInHandbook(document),
    heads: { company: document.company, sites: document.sites.map(({ name }) => name) },
  });
  return {
    ...plan,
    policies: new Map(inForce.map((policy) => [policy.code, policy])),
    charts,
    asOf,
    catalogueVersion,
  };
}
