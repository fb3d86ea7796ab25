import type { SiteDocument } from '../catalogue/model.ts';
import { AppError } from '../core/app-error.ts';
import { type Instant, instantAfter } from '../core/clock.ts';
import type { LocalDate } from '../core/month.ts';
import type { DutyState } from './model.ts';

/** For how long a look at a sheet holds; longer ago, it counts as unchecked. Units: days. */
const uncheckedAfterDays = 30;

/** How far a camera's clock may be from the server's before the photo is flagged. Units: hours. */
const cameraHours = 24;

/** A version as the walls know it: when it is in force. */
export interface DatedVersion {
  readonly code: string;
  readonly version: number;
  readonly inForceFrom: LocalDate | null;
  /** The first day no longer in force. */
  readonly inForceUntil: LocalDate | null;
}

/** Something that is known of the sheet of a policy at a place. */
export type Seen =
  | {
      readonly kind: 'posting';
      readonly posting: string;
      readonly print: string | null;
      readonly version: number;
      readonly at: Instant;
      readonly by: string;
    }
  | {
      readonly kind: 'check';
      readonly check: string;
      readonly posting: string | null;
      readonly print: string | null;
      /** The version on the sheet that was scanned; null where none was. */
      readonly version: number | null;
      readonly found: 'good' | 'damaged' | 'missing';
      readonly at: Instant;
      readonly by: string;
    };

/** The sheet of a policy at a place, by all that is known of it. */
export interface SeenSheet {
  readonly version: number;
  /** The posting by which it came there, where that is known. */
  readonly posting: string | null;
  readonly print: string | null;
  readonly postedAt: Instant | null;
  readonly postedBy: string | null;
  /** When somebody last hung it or found it there. */
  readonly seenAt: Instant;
  readonly condition: 'good' | 'damaged' | 'missing';
  /** The last look at it since it was hung. */
  readonly checked: { readonly at: Instant; readonly by: string } | null;
}

/**
 * The sheet at a place, of what was done and found there in its order: the last posting, and what
 * checks since then tell of it. A scanned sheet that is there hangs there, whatever was registered; an
 * old one that is gone tells nothing of the newer one.
 */
export function sheetOf(seen: readonly Seen[]): SeenSheet | undefined {
  let sheet: SeenSheet | undefined;
  for (const one of seen) {
    if (one.kind === 'posting') {
      const { posting, print, version, at, by } = one;
      const hung = { postedAt: at, postedBy: by, seenAt: at, checked: null };
      sheet = { version, posting, print, ...hung, condition: 'good' };
      continue;
    }
    const version = one.version ?? sheet?.version;
    const isGone = one.found === 'missing';
    if (version === undefined || (isGone && version !== sheet?.version)) continue;
    const isSame = version === sheet?.version;
    sheet = {
      version,
      posting: one.posting ?? (isSame ? (sheet?.posting ?? null) : null),
      print: one.print ?? (isSame ? (sheet?.print ?? null) : null),
      postedAt: isSame ? (sheet?.postedAt ?? null) : null,
      postedBy: isSame ? (sheet?.postedBy ?? null) : null,
      seenAt: isGone ? (sheet?.seenAt ?? one.at) : one.at,
      condition: one.found,
      checked: { at: one.at, by: one.by },
    };
  }
  return sheet;
}

/**
 * How a duty to post stands: a policy of which `inForce` is in force must hang at a place.
 *
 * A sheet that nobody hung or looked at for more than 30 days is `unchecked`; on the thirtieth day, to
 * the millisecond, it is not yet. Source: POL-05, POL-06.
 */
export function dutyState(
  sheet: SeenSheet | undefined,
  known: { inForce: number; isAhead: (version: number) => boolean; at: Instant },
): DutyState {
  if (sheet === undefined || sheet.condition === 'missing') return 'missing';
  const isAhead = sheet.version !== known.inForce && known.isAhead(sheet.version);
  if (sheet.version !== known.inForce && !isAhead) return 'out-of-date';
  if (sheet.condition === 'damaged') return 'damaged';
  if (isAhead) return 'ahead';
  return isStale(sheet.seenAt, known.at) ? 'unchecked' : 'current';
}

function isStale(seenAt: Instant, at: Instant): boolean {
  return at > instantAfter(seenAt, { minutes: uncheckedAfterDays * 24 * 60 });
}

/** The version that belongs on the wall: the one published last, unless it is over. */
export function belonging<Version extends DatedVersion>(
  versions: readonly Version[],
  code: string,
  on: LocalDate,
): Version | undefined {
  return versions
    .filter(
      (one) =>
        one.code === code &&
        one.inForceFrom !== null &&
        (one.inForceUntil === null || on < one.inForceUntil),
    )
    .at(-1);
}

/** The posting places of a site: those that name it, and those that name none. */
export function placesOf(
  document: Pick<SiteDocument, 'places'>,
  site: string,
): SiteDocument['places'] {
  return document.places.filter(({ sites }) => sites === undefined || sites.includes(site));
}

/** Whether a place is one of a site; one that the settings do not know any more is everywhere. */
export function isPlaceOf(
  document: Pick<SiteDocument, 'places'>,
  place: string,
  site: string,
): boolean {
  const known = document.places.find(({ code }) => code === place);
  return known?.sites === undefined || known.sites.includes(site);
}

/** Throws `invalid`, listing what exists, for a place that a site does not have. */
export function demandPlace(
  document: Pick<SiteDocument, 'places'>,
  place: string,
  site: string,
): void {
  const places = placesOf(document, site);
  if (places.some(({ code }) => code === place)) return;
  const known = places.map(({ code, title }) => `${code} ${title}`).join('、');
  throw new AppError('invalid', `没有张贴处“${place}”。`, {
    problems: [{ field: 'place', rule: 'known', message: `请填 ${known}` }],
  });
}

/** Whether a camera's clock is more than a day from the time at which its photo came in. */
export function isCameraApart(takenAt: Instant | null, at: Instant): boolean {
  if (takenAt === null) return false;
  return Math.abs(Date.parse(takenAt) - Date.parse(at)) > cameraHours * 3_600_000;
}
