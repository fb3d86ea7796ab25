import type { Requester } from '../../access/model.ts';
import { can, isOutsider } from '../../access/rules.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { type Instant, instantAfter } from '../../core/clock.ts';
import type { AccessStatus } from '../model.ts';
import { askableFields } from './lists.ts';

/** A request as its rules see it. */
export interface AccessGrant {
  readonly site: string;
  readonly status: 'requested' | 'approved' | 'refused' | 'looked' | 'relayed' | 'heard';
  readonly askedBy: string;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly minutes: number;
  readonly fields: readonly string[];
  /** Whether the household asked about is still the room's. */
  readonly isCurrent: boolean;
}

/** The columns asked for that no household has. */
export function unknownFields(fields: readonly string[]): string[] {
  const known = new Set(askableFields.map(({ name }) => name));
  return fields.filter((name) => !known.has(name));
}

/** The instant at which an approval ends. */
export function grantEnd(decidedAt: Instant, minutes: number): Instant {
  return instantAfter(decidedAt, { minutes });
}

/** Where a request stands at `now`. */
export function statusAt(grant: AccessGrant, now: Instant): AccessStatus {
  if (grant.status === 'requested') return grant.isCurrent ? 'requested' : 'expired';
  if (grant.status !== 'approved' || grant.decidedAt === null) return grant.status;
  const isOver = now >= grantEnd(grant.decidedAt, grant.minutes);
  return isOver || !grant.isCurrent ? 'expired' : 'approved';
}

/**
 * Whether `who` may approve or refuse: a supervisor or above, signed in, and never the asker.
 *
 * Source: C-2.5, OWN-05; the operator at the machine is nobody's second signature.
 */
export function decideAccess(
  grant: AccessGrant,
  who: Requester,
  now: Instant,
): AppError | undefined {
  if (who.actor.kind !== 'person') {
    return new AppError('forbidden', '批准或不同意须由主管以上人员本人登录办理。');
  }
  if (isOutsider(who, grant.site)) return requestUnknown();
  const refusal = can(who, 'archive.approve', { site: grant.site });
  if (refusal !== undefined) return refusal;
  if (actorText(who.actor) === grant.askedBy) {
    return new AppError('forbidden', '不能批准自己的申请，请另一位主管以上人员办理。');
  }
  const status = statusAt(grant, now);
  if (status === 'requested') return undefined;
  return new AppError('conflict', `这份申请${words[status]}，不能再作决定。`);
}

/**
 * Whether `who` may look now: a clerk, neither asker nor approver, in time, once, at approved fields.
 *
 * Source: C-2.5, OWN-05.
 */
export function lookAccess(
  grant: AccessGrant,
  who: Requester,
  now: Instant,
  fields: readonly string[],
): AppError | undefined {
  if (who.actor.kind !== 'person') {
    return new AppError('forbidden', '查看须由客服人员本人登录办理。');
  }
  if (isOutsider(who, grant.site)) return requestUnknown();
  const refusal = can(who, 'archive.look', { site: grant.site });
  if (refusal !== undefined) return refusal;
  const actor = actorText(who.actor);
  if (actor === grant.askedBy) {
    return new AppError('forbidden', '申请人不能自己查看，请客服人员查看后转告。');
  }
  if (actor === grant.decidedBy) {
    return new AppError('forbidden', '批准人不能查看，请客服人员查看后转告申请人。');
  }
  const status = statusAt(grant, now);
  if (status !== 'approved')
    return new AppError('conflict', `这份申请${words[status]}，不能查看。`);
  const others = fields.filter((name) => !grant.fields.includes(name));
  if (others.length === 0) return undefined;
  return new AppError(
    'forbidden',
    `只批准了${grant.fields.join('、')}，没有批准${others.join('、')}。`,
  );
}

/** A request with who looked at it, if anybody did. */
export type LookedGrant = AccessGrant & { readonly lookedBy: string | null };

/** Whether `who` may pass on what was asked: only who looked knows it. Source: C-2.5, OWN-05. */
export function relayRefusal(
  grant: LookedGrant,
  who: Requester,
  now: Instant,
): AppError | undefined {
  if (isOutsider(who, grant.site)) return requestUnknown();
  if (grant.status !== 'looked') {
    return new AppError('conflict', `这份申请${words[statusAt(grant, now)]}，不能登记转告。`);
  }
  if (actorText(who.actor) === grant.lookedBy) return undefined;
  return new AppError('forbidden', '由查看的人转告申请人，请那位客服人员登记。');
}

/** Whether `who` may read what was passed on: the asker, once. Source: C-2.5, OWN-05. */
export function hearRefusal(
  grant: AccessGrant,
  who: Requester,
  now: Instant,
): AppError | undefined {
  if (isOutsider(who, grant.site)) return requestUnknown();
  if (actorText(who.actor) !== grant.askedBy) {
    return new AppError('forbidden', '转告的内容只给申请人本人看。');
  }
  if (grant.status === 'relayed') return undefined;
  return new AppError('conflict', `这份申请${words[statusAt(grant, now)]}，没有可看的转告。`);
}

/** The answer to an id that is not there, or is none of the reader's business. */
export function requestUnknown(): AppError {
  return new AppError('not-found', '没有这份查阅申请。');
}

const words: Readonly<Record<AccessStatus, string>> = {
  requested: '尚未批准',
  approved: '已批准',
  refused: '未获同意',
  looked: '已查看过一次',
  relayed: '已查看并转告',
  heard: '的转告已看过一次',
  expired: '已过时限或业主已变更',
};
