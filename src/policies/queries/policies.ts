import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { AppError } from '../../core/app-error.ts';
import type { Clock, Instant } from '../../core/clock.ts';
import { instantOf, isLocalDate, type LocalDate, localDateOf } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import type { Reader } from '../../store/tables.ts';
import type { PolicyLine, PolicyView, VersionView } from '../model.ts';
import { demandInHouse, isInForce, statusOn } from '../rules.ts';
import { listRetirements, listSources } from './history.ts';
import {
  allVersions,
  getPolicyRow,
  getVersions,
  type StoredVersion,
  versionsOf,
} from './versions.ts';
import { lineOf, type Viewpoint, viewVersion } from './views.ts';

/** What the queries of this room read from. */
export type PolicyReads = Pick<Home, 'store' | 'catalogue'> & { readonly clock: Clock };

/** Every policy by code, with the version in force today and the newest one. Errors: `forbidden`. */
export async function listPolicies(home: PolicyReads, who: Requester): Promise<PolicyLine[]> {
  demandInHouse(who, 'policy.read', home.catalogue.document);
  const db = home.store.read;
  const policies = await db.selectFrom('policy').selectAll().orderBy('code').execute();
  const versions = await allVersions(db);
  const walls = await currentWalls(db);
  const on = todayOf(home);
  return policies.map((policy) => {
    const own = versions.filter(({ code }) => code === policy.code);
    return policyLine(policy, own, { on, places: walls.get(policy.code) ?? [] });
  });
}

/**
 * The library as it was, is or will be on a day: every policy of which a version is in force then,
 * with that version and the walls at which it had to hang at the end of the day.
 *
 * Errors: `forbidden`, `invalid` (no day). Source: POL-03.
 */
export async function listInForce(
  home: PolicyReads,
  who: Requester,
  on: LocalDate,
): Promise<PolicyLine[]> {
  const { document } = home.catalogue;
  demandInHouse(who, 'policy.read', document);
  demandDay(on);
  const db = home.store.read;
  const policies = await db.selectFrom('policy').selectAll().orderBy('code').execute();
  const versions = await allVersions(db);
  const end = instantOf(`${on}T23:59:59.999`, document.timeZone);
  const walls = await wallsUntil(db, end);
  return policies.flatMap((policy) => {
    const own = versions.filter(({ code }) => code === policy.code);
    const line = policyLine(policy, own, { on, places: walls.get(policy.code) ?? [] });
    return line.inForce === null ? [] : [line];
  });
}

/** A policy with its history. Errors: `forbidden`, `not-found`. */
export async function getPolicy(
  home: PolicyReads,
  who: Requester,
  code: string,
): Promise<PolicyView> {
  demandInHouse(who, 'policy.read', home.catalogue.document);
  const db = home.store.read;
  const policy = await getPolicyRow(db, code);
  const versions = await versionsOf(db, code);
  const places = (await currentWalls(db)).get(code) ?? [];
  const at = await viewpoint(home);
  return {
    ...policyLine(policy, versions, { on: at.on, places }),
    versions: versions.map((version) => lineOf(version, at)),
    retirements: await listRetirements(db, code, at.nameOf),
    sources: await listSources(db, code),
  };
}

/** One version with its text. Errors: `forbidden`, `not-found`. */
export async function getVersion(
  home: PolicyReads,
  who: Requester,
  asked: { code: string; version: number },
): Promise<VersionView> {
  demandInHouse(who, 'policy.read', home.catalogue.document);
  const { version } = await getVersions(home.store.read, asked);
  return viewVersion(version, await viewpoint(home));
}

/**
 * The version of a policy that was, is or will be in force on a day; today, if none is named.
 *
 * Errors: `forbidden`, `invalid` (no day), `not-found` (no such policy, or none in force then).
 * Source: POL-03.
 */
export async function getInForce(
  home: PolicyReads,
  who: Requester,
  asked: { code: string; on?: LocalDate | undefined },
): Promise<VersionView> {
  demandInHouse(who, 'policy.read', home.catalogue.document);
  const on = asked.on ?? todayOf(home);
  demandDay(on);
  await getPolicyRow(home.store.read, asked.code);
  const version = await inForceOn(home.store.read, asked.code, on);
  if (version === undefined) {
    throw new AppError('not-found', `${asked.code} 在 ${on} 没有生效的版本。`);
  }
  return viewVersion(version, await viewpoint(home));
}

/** Throws `invalid` at a field for what is no day. */
export function demandDay(day: string, field = 'on'): void {
  if (isLocalDate(day)) return;
  throw new AppError('invalid', `“${day}”不是日期，请写成 2026-10-01 这样。`, {
    problems: [{ field, rule: 'date', message: '请写成 2026-10-01 这样' }],
  });
}

/** The version of a policy in force on a day, if there is one. */
export async function inForceOn(
  db: Reader,
  code: string,
  on: LocalDate,
): Promise<StoredVersion | undefined> {
  return (await versionsOf(db, code)).find((version) => isInForce(version, on));
}

/** The day it is at the installation. */
export function todayOf(home: Pick<PolicyReads, 'catalogue' | 'clock'>): LocalDate {
  return localDateOf(home.clock.now(), home.catalogue.document.timeZone);
}

/** Today, and everybody's name. */
export async function viewpoint(home: PolicyReads): Promise<Viewpoint> {
  return { on: todayOf(home), nameOf: await namesOfActors(home.store.read) };
}

/** The walls at which policies must hang now. */
function currentWalls(db: Reader): Promise<Map<string, string[]>> {
  return wallsUntil(db, undefined);
}

/** The walls at which policies had to hang at an instant; now, if none is named. */
async function wallsUntil(db: Reader, end: Instant | undefined): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('policy_wall')
    .select(['policy', 'place'])
    .where((where) =>
      end === undefined
        ? where('until', 'is', null)
        : where.and([
            where('since', '<=', end),
            where.or([where('until', 'is', null), where('until', '>', end)]),
          ]),
    )
    .orderBy('policy')
    .orderBy('place')
    .execute();
  const walls = new Map<string, string[]>();
  for (const { policy, place } of rows) walls.set(policy, [...(walls.get(policy) ?? []), place]);
  return walls;
}

function policyLine(
  policy: { code: string; title: string; posted: number; department: string; source: string },
  versions: readonly StoredVersion[],
  at: { on: LocalDate; places: readonly string[] },
): PolicyLine {
  const { code, title, department, source } = policy;
  const now = versions.find((version) => isInForce(version, at.on));
  const latest = versions.at(-1);
  return {
    code,
    title,
    posted: policy.posted === 1,
    department,
    source,
    places: at.places,
    inForce: now?.inForceFrom ? { version: now.version, from: now.inForceFrom } : null,
    latest: latest ? { version: latest.version, status: statusOn(latest, at.on) } : null,
  };
}
