import type { PolicyReads } from '../../policies/queries/policies.ts';
import { standingDuties } from './duties.ts';

/** A posting place on which something is wrong, with the titles of the policies, by what it is. */
export interface WaitingPlace {
  readonly place: string;
  readonly missing: readonly string[];
  readonly outOfDate: readonly string[];
  readonly damaged: readonly string[];
  /** Not looked at for more than 30 days. */
  readonly unchecked: readonly string[];
}

/**
 * Places of a site on which a sheet is missing, out of date, damaged or long unchecked; the texts of
 * the policies stay where they lie.
 */
export async function waitingPlaces(home: PolicyReads, site: string): Promise<WaitingPlace[]> {
  const standing = await standingDuties(home, site);
  const wrong = standing.flatMap(({ duty, state }) =>
    state === 'current' || state === 'ahead' ? [] : [{ ...duty, state }],
  );
  const places = [...new Set(wrong.map(({ place }) => place))].toSorted();
  return places.map((place) => {
    const titles = (state: (typeof wrong)[number]['state']) =>
      wrong.filter((one) => one.place === place && one.state === state).map(({ title }) => title);
    return {
      place,
      missing: titles('missing'),
      outOfDate: titles('out-of-date'),
      damaged: titles('damaged'),
      unchecked: titles('unchecked'),
    };
  });
}
