import { AppError } from '../core/app-error.ts';
import { digestOf } from '../core/digest.ts';
import type { LocalDate } from '../core/month.ts';
import { isInForce, statusOn, type VersionState } from '../policies/rules.ts';

/** How long a text may be owed before its reader is behind, where the house sets nothing. Units: days. */
export const usualLearnWithinDays = 7;

/** A person as learning sees them. */
export interface Learner {
  readonly active: boolean;
  /** The day they came, or came back last. */
  readonly hiredOn: LocalDate;
  readonly posts: readonly { readonly post: string; readonly since: LocalDate }[];
}

/** The version of a policy that is in force. */
export interface Taught {
  readonly version: number;
  readonly inForceFrom: LocalDate;
  /** The day on which it was published, which may be later: nobody owes what was not there. */
  readonly publishedOn: LocalDate;
  /** The post whose duty statement it is; null where everybody owes it. */
  readonly post: string | null;
}

/** The day it is, and how many days a text may be owed. */
export interface LearningTime {
  readonly today: LocalDate;
  readonly withinDays: number;
}

/** What one person has still to learn of one policy. */
export interface Owing {
  /** `older`: an earlier version was learned; `none`: nothing that counts. */
  readonly state: 'older' | 'none';
  readonly version: number;
  /** The newest of the earlier versions that were learned. */
  readonly knows: number | null;
  readonly since: LocalDate;
  /** The last day on which it is learned in time. */
  readonly dueOn: LocalDate;
  readonly isBehind: boolean;
}

/** Where one person stands with one policy. */
export type Standing =
  | { readonly state: 'not-owed' }
  | { readonly state: 'learned'; readonly version: number }
  | Owing;

/**
 * Since when a person owes a version that they have not learned, or undefined where they do not: the
 * latest of the days on which they came, got the post, and the version was published and in force.
 *
 * Source: POL-10, C-5.3.
 */
export function owedSince(learner: Learner, taught: Taught): LocalDate | undefined {
  if (!learner.active) return undefined;
  const days = [learner.hiredOn, taught.inForceFrom, taught.publishedOn];
  if (taught.post !== null) {
    const held = learner.posts.flatMap(({ post, since }) => (post === taught.post ? [since] : []));
    const [first] = held.toSorted();
    if (first === undefined) return undefined;
    days.push(first);
  }
  return days.toSorted().at(-1);
}

/** Where a person stands with a policy, given the versions of it that they ever learned. */
export function standingOf(
  learner: Learner,
  taught: Taught,
  learned: readonly number[],
  { today, withinDays }: LearningTime,
): Standing {
  const since = owedSince(learner, taught);
  if (since === undefined) return { state: 'not-owed' };
  const { version } = taught;
  if (learned.includes(version)) return { state: 'learned', version };
  const earlier = learned.filter((one) => one < version);
  const knows = earlier.length === 0 ? null : Math.max(...earlier);
  const dueOn = daysAfter(since, withinDays);
  const state = knows === null ? 'none' : 'older';
  return { state, version, knows, since, dueOn, isBehind: today > dueOn };
}

/** Whether somebody has still to learn a policy. */
export function isOwing(standing: Standing): standing is Owing {
  return standing.state === 'older' || standing.state === 'none';
}

/** The day so many days after another. */
export function daysAfter(day: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/**
 * Whether a version may be signed as read: it is in force today, or published ahead of its day, and
 * the text that was read is its text. Returns undefined, or what stands against it, naming what is
 * to be read instead: `conflict` (a draft, a retired policy, another text), `stale-version`
 * (superseded), `tampered`.
 */
export function maySign(
  version: VersionState,
  all: readonly VersionState[],
  read: { readonly code: string; readonly sha256: string; readonly today: LocalDate },
): AppError | undefined {
  const { code, sha256, today } = read;
  const named = `${code} 第 ${version.version} 版`;
  const status = statusOn(version, today);
  const now = all.find((one) => isInForce(one, today));
  const instead = now === undefined ? '' : `请读现行的第 ${now.version} 版。`;
  if (status === 'retired') {
    return new AppError('conflict', `${code} 已废止，不用再学。`);
  }
  if (status === 'superseded') {
    return new AppError('stale-version', `${named}已被取代，${instead || '现在没有生效的版本。'}`);
  }
  if (status !== 'published') {
    return new AppError('conflict', `${named}还没有发布，不能签字。${instead}`);
  }
  // Another one takes its first day, or the policy ends before it.
  if (neverComes(version)) {
    return new AppError('stale-version', `${named}不会生效，不用签字。${instead}`);
  }
  if (digestOf(version.text) !== version.sha256) {
    return new AppError('tampered', `${named}正文与写成时的摘要不符，不能签字。`);
  }
  if (version.sha256 !== sha256) {
    return new AppError('conflict', `您读的不是${named}的正文，请重新打开，读过再签。`);
  }
  return undefined;
}

function neverComes({ inForceFrom, inForceUntil }: VersionState): boolean {
  return inForceFrom !== null && inForceUntil !== null && inForceUntil <= inForceFrom;
}
