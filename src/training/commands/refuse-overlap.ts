import { AppError } from '../../core/app-error.ts';
import { type Instant, instantAfter } from '../../core/clock.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { Reader } from '../../store/tables.ts';
import { endOf, type Hour } from '../rules/window.ts';

/** The longest session, so that none that may still run is overlooked. Units: minutes. */
const longest = 24 * 60;

/** Nobody teaches two sessions at once. Errors: `invalid`, naming the one that stands in the way. */
export async function refuseBusyTrainer(
  db: Reader,
  trainer: string,
  planned: readonly Hour[],
  zone: string,
): Promise<void> {
  for (const [index, hour] of planned.entries()) {
    const known = await heldAround(db, hour).where('session.trainer', '=', trainer).execute();
    const others = [...known.map(hourOf), ...planned.slice(0, index)];
    const other = others.find((one) => isDuring(one, hour));
    if (other === undefined) continue;
    const message = `讲师 ${localMinuteOf(other.startsAt, zone)} 起有另一次课（${other.minutes} 分钟），请错开`;
    const problems = [{ field: `sessions.${index}.startsAt`, rule: 'same', message }];
    throw new AppError('invalid', '还不能排课。', { problems });
  }
}

/** Nobody is at two sessions at once. Errors: `conflict`, naming who and where. */
export async function refuseElsewhere(
  db: Reader,
  people: readonly { readonly id: string; readonly name: string }[],
  session: Hour & { readonly id: string },
  zone: string,
): Promise<void> {
  const ids = people.map(({ id }) => id);
  const rows = await heldAround(db, session)
    .innerJoin('training_attendance as came', 'came.session_id', 'session.id')
    .select('came.person_id as person')
    .where('came.person_id', 'in', ids)
    .where('session.id', '!=', session.id)
    .execute();
  const busy = rows.find((row) => isDuring(hourOf(row), session));
  if (busy === undefined) return;
  const name = people.find(({ id }) => id === busy.person)?.name ?? '';
  throw new AppError(
    'conflict',
    `${name} 已在 ${localMinuteOf(busy.starts_at, zone)} 开始的另一次课签到，同一时间只能上一次。`,
  );
}

/** Sessions that were not called off and may run at the same time as an hour. */
function heldAround(db: Reader, hour: Hour) {
  return db
    .selectFrom('training_session as session')
    .leftJoin('training_cancelling as gone', 'gone.session_id', 'session.id')
    .select(['session.starts_at', 'session.minutes'])
    .where('gone.session_id', 'is', null)
    .where('session.starts_at', '>', instantAfter(hour.startsAt, { minutes: -longest }))
    .where('session.starts_at', '<', endOf(hour));
}

function hourOf(row: { readonly starts_at: Instant; readonly minutes: number }): Hour {
  return { startsAt: row.starts_at, minutes: Number(row.minutes) };
}

function isDuring(one: Hour, other: Hour): boolean {
  return one.startsAt < endOf(other) && other.startsAt < endOf(one);
}
