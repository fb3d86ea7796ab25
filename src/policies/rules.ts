import type { Action, Requester } from '../access/model.ts';
import { can } from '../access/rules.ts';
import type { SiteDocument } from '../catalogue/model.ts';
import { actorText } from '../core/actor.ts';
import { AppError } from '../core/app-error.ts';
import { digestOf } from '../core/digest.ts';
import type { LocalDate } from '../core/month.ts';
import type { VersionStatus } from './model.ts';

/** A version as its rules see it. */
export interface VersionState {
  readonly version: number;
  readonly status: 'draft' | 'in-review' | 'approved' | 'published' | 'retired';
  readonly writtenBy: string;
  readonly text: string;
  readonly sha256: string;
  /** The first day in force. */
  readonly inForceFrom: LocalDate | null;
  /** The first day no longer in force. */
  readonly inForceUntil: LocalDate | null;
}

/** What one step changes: the days of this version, and the end of the one before it. */
export interface Publication {
  readonly closes?: { readonly version: number; readonly until: LocalDate };
}

const statusWords: Readonly<Record<VersionState['status'], string>> = {
  draft: '还是草稿',
  'in-review': '正在审批',
  approved: '已批准',
  published: '已发布',
  retired: '已废止',
};

/**
 * Whether `who` holds a right over policies. They hold for the whole house, so the right at any of
 * its sites is enough. Returns undefined, or the AppError `forbidden`.
 */
export function canInHouse(
  who: Requester,
  action: Action,
  document: Pick<SiteDocument, 'sites'>,
): AppError | undefined {
  const refusals = document.sites.map(({ code }) => can(who, action, { site: code }));
  return refusals.includes(undefined) ? undefined : refusals[0];
}

/** Throws what `canInHouse` answers. */
export function demandInHouse(
  who: Requester,
  action: Action,
  document: Pick<SiteDocument, 'sites'>,
): void {
  const refusal = canInHouse(who, action, document);
  if (refusal !== undefined) throw refusal;
}

/** Whether a version may be handed in for approval. */
export function submit(version: VersionState): AppError | undefined {
  if (version.status === 'draft') return undefined;
  return new AppError(
    'conflict',
    `第 ${version.version} 版${statusWords[version.status]}，不能再提交。`,
  );
}

/**
 * Whether `who` may approve this version: another person than the writer, signed in, and the text
 * that was handed in is still the newest and the one that was read.
 *
 * Source: POL-03; the operator at the machine is nobody's second signature.
 */
export function approve(
  version: VersionState,
  who: Requester,
  known: { latest: number; read: string | undefined; document: Pick<SiteDocument, 'sites'> },
): AppError | undefined {
  if (who.actor.kind !== 'person') {
    return new AppError('forbidden', '批准须由主管以上人员本人登录办理。');
  }
  const refusal = canInHouse(who, 'policy.approve', known.document);
  if (refusal !== undefined) return refusal;
  if (actorText(who.actor) === version.writtenBy) {
    return new AppError('forbidden', '不能批准自己写的版本，请另一位主管以上人员批准。');
  }
  if (version.status !== 'in-review') {
    return new AppError(
      'conflict',
      `第 ${version.version} 版${statusWords[version.status]}，不能批准。`,
    );
  }
  if (digestOf(version.text) !== version.sha256) {
    return new AppError('tampered', `第 ${version.version} 版正文与写成时的摘要不符，不能批准。`);
  }
  const isChanged = known.read !== undefined && known.read !== version.sha256;
  if (isChanged || known.latest !== version.version) {
    return new AppError('stale-version', '提交之后正文又有改动，请读过最新版本再批准。');
  }
  return undefined;
}

/**
 * What putting a version in force from `from` changes, so that at most one is in force at any
 * instant: the last one published ends where this one starts.
 *
 * Errors: `conflict` (not approved, or a newer one is published), `invalid` (before the last one's
 * first day, or before the day on which the policy was retired). Source: POL-03.
 */
export function publish(
  version: VersionState,
  all: readonly VersionState[],
  from: LocalDate,
): Publication | AppError {
  if (version.status !== 'approved') {
    return new AppError(
      'conflict',
      `第 ${version.version} 版${statusWords[version.status]}，须先批准才能发布。`,
    );
  }
  const last = lastPublished(all);
  if (last === undefined) return {};
  if (last.version > version.version) {
    return new AppError('conflict', `第 ${last.version} 版已经发布，不能再发布更早的版本。`);
  }
  if (last.inForceFrom !== null && from < last.inForceFrom) {
    return new AppError(
      'invalid',
      `生效日不能早于第 ${last.version} 版的生效日 ${last.inForceFrom}。`,
    );
  }
  if (last.inForceUntil !== null && from < last.inForceUntil) {
    return new AppError(
      'invalid',
      `制度在 ${last.inForceUntil} 之前已有安排，生效日不能早于这一天。`,
    );
  }
  return last.inForceUntil === null ? { closes: { version: last.version, until: from } } : {};
}

/** What ending a policy on `on` changes. Errors: `conflict` (nothing in force), `invalid` (too early). */
export function retire(
  all: readonly VersionState[],
  on: LocalDate,
): Required<Publication> | AppError {
  const last = lastPublished(all);
  if (last === undefined || last.status === 'retired' || last.inForceUntil !== null) {
    return new AppError('conflict', '这项制度没有生效的版本，无须废止。');
  }
  if (last.inForceFrom !== null && on < last.inForceFrom) {
    return new AppError(
      'invalid',
      `废止日不能早于第 ${last.version} 版的生效日 ${last.inForceFrom}。`,
    );
  }
  return { closes: { version: last.version, until: on } };
}

/** How many years ahead a policy's first or last day may lie. */
const yearsAhead = 2;

/**
 * Whether a day may be settled today. One far ahead is a slip of the pen that nothing could mend: no
 * later version may begin before it. Returns undefined, or the AppError `invalid` at `field`.
 */
export function refuseFarDay(
  day: LocalDate,
  { today, field }: { readonly today: LocalDate; readonly field: string },
): AppError | undefined {
  const last = Temporal.PlainDate.from(today).add({ years: yearsAhead }).toString();
  if (day <= last) return undefined;
  return new AppError('invalid', `${day} 太远了，请核对年份。`, {
    problems: [{ field, rule: 'range', message: `请填 ${last} 或以前的日期` }],
  });
}

/** Whether a version is in force on a day. */
export function isInForce(
  version: Pick<VersionState, 'inForceFrom' | 'inForceUntil'>,
  on: LocalDate,
): boolean {
  if (version.inForceFrom === null || on < version.inForceFrom) return false;
  return version.inForceUntil === null || on < version.inForceUntil;
}

/** Where a version stands on a day. */
export function statusOn(
  version: Pick<VersionState, 'status' | 'inForceFrom' | 'inForceUntil'>,
  on: LocalDate,
): VersionStatus {
  if (version.status !== 'published' && version.status !== 'retired') return version.status;
  if (version.inForceUntil === null || on < version.inForceUntil) return 'published';
  return version.status === 'retired' ? 'retired' : 'superseded';
}

/** The version published last, of those that ever were. */
function lastPublished(all: readonly VersionState[]): VersionState | undefined {
  return all
    .filter(({ status }) => status === 'published' || status === 'retired')
    .toSorted((a, b) => a.version - b.version)
    .at(-1);
}

/** The series of codes that a house begins with, in the order in which they are read. */
const seriesInOrder: readonly string[] = ['ZD', 'GW', 'SC', 'KH', 'FW', 'ZL', 'BZ'];

/** The place of a code's series in the order in which policies are read; others follow. */
export function seriesPlace(code: string): number {
  const place = seriesInOrder.indexOf(code.split('-')[0] ?? '');
  return place < 0 ? seriesInOrder.length : place;
}
