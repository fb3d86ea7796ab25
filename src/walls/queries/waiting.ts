import { type PolicyReads, todayOf } from '../../policies/queries/policies.ts';
import { isInForce } from '../../policies/rules.ts';
import { dutyState, isPlaceOf } from '../rules.ts';
import { dutiesAt, publishedVersions } from './dated.ts';
import { dutyKey, sheetsAt } from './sheets.ts';

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
  const { document } = home.catalogue;
  const db = home.store.read;
  const at = home.clock.now();
  const on = todayOf(home);
  const versions = await publishedVersions(db);
  const sheets = await sheetsAt(db, { site, at });
  const wrong = (await dutiesAt(db, at)).flatMap((duty) => {
    if (!isPlaceOf(document, duty.place, site)) return [];
    const own = versions.filter(({ code }) => code === duty.code);
    const now = own.find((version) => isInForce(version, on));
    if (now === undefined) return [];
    const isAhead = (version: number) =>
      own.some((one) => one.version === version && (one.inForceFrom ?? '') > on);
    const sheet = sheets.get(dutyKey(duty));
    const state = dutyState(sheet, { inForce: now.version, isAhead, at });
    return state === 'current' || state === 'ahead' ? [] : [{ ...duty, state }];
  });
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
