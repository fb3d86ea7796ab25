import type { Requester } from '../../access/model.ts';
import { can, demand, isOutsider } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { Reader } from '../../store/tables.ts';
import { loadSessions, type StoredSession } from './load.ts';

/** What a reader may do with a session. */
export interface SessionRights {
  /** Holds it: signs others in, enters scores, puts right. */
  readonly mayRun: boolean;
  /** Sees everybody's results. */
  readonly seesAll: boolean;
}

/** The person who asks, if it is one. */
export function personOf(who: Requester): string | undefined {
  return who.actor.kind === 'person' ? who.actor.id : undefined;
}

/** What somebody may do with a session: its trainer holds it, and whoever keeps trainings. */
export function rightsOn(
  who: Requester,
  session: Pick<StoredSession, 'site' | 'trainer'>,
): SessionRights {
  const { site, trainer } = session;
  const isTrainer = personOf(who) === trainer && !isOutsider(who, site);
  const mayRun = isTrainer || can(who, 'training.keep', { site }) === undefined;
  return { mayRun, seesAll: mayRun || can(who, 'learning.read', { site }) === undefined };
}

/** A session by id, for somebody of its site. Errors: `not-found`. */
export async function getStored(
  db: Reader,
  who: Requester,
  id: string,
): Promise<{ session: StoredSession; hour: StoredSession[] }> {
  const loaded = await loadSessions(db, [id]);
  const session = loaded.get(id);
  if (session === undefined || isOutsider(who, session.site)) {
    throw new AppError('not-found', '没有这一次培训。');
  }
  return { session, hour: [...loaded.values()] };
}

/** A session that the requester holds. Errors: `not-found`, `forbidden`. */
export async function getRun(
  db: Reader,
  who: Requester,
  id: string,
): Promise<{ session: StoredSession; hour: StoredSession[] }> {
  const found = await getStored(db, who, id);
  if (!rightsOn(who, found.session).mayRun) {
    demand(who, 'training.keep', { site: found.session.site });
  }
  return found;
}

/** That nothing stands against writing into a session. Errors: `conflict`. */
export function demandOpen({ closing, cancelling }: StoredSession): void {
  if (closing !== undefined) {
    throw new AppError('conflict', '这一次已经结课，内容不能再改；写错的请作更正。');
  }
  if (cancelling !== undefined) throw new AppError('conflict', '这一次已经取消，不能再办理。');
}

/** A training by id, for somebody of its site. Errors: `not-found`. */
export async function getSeriesRow(db: Reader, who: Requester, id: string) {
  const series = await db
    .selectFrom('training_series')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (series === undefined || isOutsider(who, series.site)) {
    throw new AppError('not-found', '没有这一门培训。');
  }
  return series;
}
