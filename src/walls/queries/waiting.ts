import { type PolicyReads, todayOf } from '../../policies/queries/policies.ts';

/** A posting place on which sheets are missing or out of date. */
export interface WaitingPlace {
  readonly place: string;
  readonly missing: readonly string[];
  readonly outOfDate: readonly string[];
}

/** Places on which a sheet is missing or out of date; the texts of the policies stay where they lie. */
export async function waitingPlaces(home: PolicyReads, site: string): Promise<WaitingPlace[]> {
  const now = home.clock.now();
  const today = todayOf(home);
  const rows = await home.store.read
    .selectFrom('policy_wall as wall')
    .innerJoin('policy', 'policy.code', 'wall.policy')
    .innerJoin('policy_version as version', 'version.policy', 'wall.policy')
    .innerJoin('policy_version_state as state', 'state.version_id', 'version.id')
    .select(['wall.place', 'policy.title', 'version.version'])
    .select(({ selectFrom }) =>
      selectFrom('posting')
        .select('posting.version')
        .whereRef('posting.place', '=', 'wall.place')
        .whereRef('posting.policy', '=', 'wall.policy')
        .where('posting.site', '=', site)
        .orderBy('posting.entry_seq', 'desc')
        .limit(1)
        .as('hanging'),
    )
    .where('policy.posted', '=', 1)
    .where('wall.since', '<=', now)
    .where((where) => where.or([where('wall.until', 'is', null), where('wall.until', '>', now)]))
    .where('state.in_force_from', '<=', today)
    .where((where) =>
      where.or([
        where('state.in_force_until', 'is', null),
        where('state.in_force_until', '>', today),
      ]),
    )
    .orderBy('wall.place')
    .orderBy('policy.code')
    .execute();
  const places = [...new Set(rows.map(({ place }) => place))];
  return places.flatMap((place) => {
    const own = rows.filter((row) => row.place === place);
    const missing = own.filter(({ hanging }) => hanging === null).map(({ title }) => title);
    const outOfDate = own
      .filter(({ hanging, version }) => hanging !== null && hanging !== version)
      .map(({ title }) => title);
    return missing.length + outOfDate.length === 0 ? [] : [{ place, missing, outOfDate }];
  });
}
