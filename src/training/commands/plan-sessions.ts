import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import { instantOf, type LocalDate, localDateOf } from '../../core/month.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { LedgerTx, Once } from '../../ledger/transact.ts';
import type { Reader } from '../../store/tables.ts';
import type { PlanSessions } from '../model/inputs.ts';
import type { StoredSession } from '../queries/load.ts';
import { loadPeople, namedStaff, staffOf, type TrainingPerson } from '../queries/people.ts';
import { getSeriesRow, getStored } from '../queries/rights.ts';
import { resultsOf } from '../rules/results.ts';
import { checkedPolicies } from './add-series.ts';
import { refuseBusyTrainer } from './refuse-overlap.ts';
import type { TrainingHome } from './training-home.ts';

/** How far ahead a session may be planned, so that a slip in the year is noticed. Units: days. */
const planAhead = 366;

/** A session that is being planned. */
interface Hour {
  readonly id: string;
  readonly startsAt: string;
  readonly topic: StoredSession['topic'];
}

/** What every session of one plan has in common. */
interface Common {
  readonly site: string;
  readonly series: string;
  readonly minutes: number;
  readonly trainer: string;
  readonly place: string;
  readonly expected: readonly TrainingPerson[];
  readonly policies: readonly string[];
  readonly repeats: string | null;
}

/**
 * Plans hours of a training. Resolves to their ids.
 *
 * Errors: `not-found`, `forbidden`, `invalid` (times, a busy trainer, topic, people, policies), `conflict` (what is
 * repeated was called off). Source: C-5.1, C-5.3(2), TRN-01, TRN-02.
 */
export async function planSessions(
  home: TrainingHome,
  who: Requester,
  input: PlanSessions,
  once?: Once,
): Promise<string[]> {
  const { ledger } = home;
  const { timeZone } = home.catalogue.document;
  const seen = await getSeriesRow(ledger.store.read, who, input.series);
  demand(who, 'training.keep', { site: seen.site });
  const ids = input.sessions.map(() => newId('ts', ledger.clock, ledger.entropy));
  return ledger.transact(
    who.actor,
    async (tx) => {
      const repeated = await repeatedBy(tx.db, who, input);
      const common = await commonOf(tx.db, input, { series: seen, repeated });
      const isWeekly = seen.class === 'weekly';
      const today = localDateOf(tx.now, timeZone);
      const hours = hoursOf(input, { ids, isWeekly, repeated, today, timeZone });
      const { minutes, trainer } = common;
      const taken = hours.map(({ startsAt }) => ({ startsAt, minutes }));
      await refuseBusyTrainer(tx.db, trainer, taken, timeZone);
      const entries: EntryDraft[] = [];
      for (const hour of hours) {
        await insertSession(tx, who, { hour, common, seq: tx.seq + entries.length });
        entries.push(plannedEntry(hour, common));
      }
      const [first, ...others] = entries;
      if (first === undefined) throw new Error('at least one session was asked for');
      return { result: ids, entries: [first, ...others] };
    },
    once,
  );
}

function plannedEntry({ id, startsAt, topic }: Hour, common: Common): EntryDraft {
  const { site, series, minutes, repeats, expected, policies } = common;
  const facts = {
    series,
    startsAt,
    minutes,
    expected: expected.length,
    policies: [...policies],
    ...(topic === null ? {} : { topic }),
    ...(repeats === null ? {} : { repeats }),
  };
  return { kind: 'training.planned', subject: id, site, facts };
}

/** The hour that is held again: the first of its kind, if a repeat is named. */
async function repeatedBy(
  db: Reader,
  who: Requester,
  { series, repeats }: PlanSessions,
): Promise<StoredSession | undefined> {
  if (repeats === undefined) return undefined;
  const { session, hour } = await getStored(db, who, repeats);
  const root = hour.find(({ id }) => id === session.repeats) ?? session;
  if (root.series.id !== series) {
    throw new AppError('invalid', '重复场次须是同一门培训的。', {
      problems: [{ field: 'repeats', rule: 'known', message: '请选同一门培训的场次' }],
    });
  }
  if (root.cancelling !== undefined) {
    throw new AppError('conflict', '所重复的那一次已经取消，请直接另排一次。');
  }
  return root;
}

async function commonOf(
  db: Reader,
  input: PlanSessions,
  known: {
    series: { id: string; site: string; minutes: number };
    repeated: StoredSession | undefined;
  },
): Promise<Common> {
  const { series, repeated } = known;
  const { site } = series;
  const people = await loadPeople(db);
  const [trainer] = namedStaff(people, { usernames: [input.trainer], site, field: 'trainer' });
  if (trainer === undefined) throw new Error('a trainer was named');
  const expected =
    input.expected === undefined
      ? usuallyExpected(people, { site, repeated })
      : namedStaff(people, { usernames: input.expected, site, field: 'expected' });
  const due = expected.filter(({ id }) => id !== trainer.id);
  if (due.length === 0) {
    throw new AppError('invalid', '没有应到人员。', {
      problems: [{ field: 'expected', rule: 'required', message: '请至少选一位讲师以外的人' }],
    });
  }
  const minutes = input.minutes ?? repeated?.minutes ?? series.minutes;
  if (repeated !== undefined && minutes < repeated.minutes) {
    throw new AppError('invalid', '重复场次不能比原场次短。', {
      problems: [{ field: 'minutes', rule: 'range', message: `请至少排 ${repeated.minutes} 分钟` }],
    });
  }
  return {
    site,
    series: series.id,
    minutes,
    trainer: trainer.id,
    place: input.place,
    expected: due,
    policies:
      repeated?.policies ??
      (input.policies === undefined
        ? await policiesOf(db, series.id)
        : await checkedPolicies(db, input.policies)),
    repeats: repeated?.id ?? null,
  };
}

/** Everybody at the site; of a repeat, those who were expected and did not come. */
function usuallyExpected(
  people: readonly TrainingPerson[],
  { site, repeated }: { site: string; repeated: StoredSession | undefined },
): TrainingPerson[] {
  const staff = staffOf(people, site);
  if (repeated === undefined) return staff;
  const absent = new Set(
    resultsOf(repeated.kept).flatMap(({ person, expected, present }) =>
      expected && !present ? [person] : [],
    ),
  );
  return staff.filter(({ id }) => absent.has(id));
}

async function policiesOf(db: Reader, series: string): Promise<string[]> {
  const rows = await db
    .selectFrom('training_series_policy')
    .select('policy')
    .where('series_id', '=', series)
    .orderBy('policy')
    .execute();
  return rows.map(({ policy }) => policy);
}

function hoursOf(
  input: PlanSessions,
  known: {
    ids: readonly string[];
    isWeekly: boolean;
    repeated: StoredSession | undefined;
    today: LocalDate;
    timeZone: string;
  },
): Hour[] {
  const { today, timeZone } = known;
  const lastDay = Temporal.PlainDate.from(today).add({ days: planAhead }).toString();
  const hours = input.sessions.map(({ startsAt, topic }, index): Hour => {
    const at = Temporal.Instant.from(startsAt).toString({ smallestUnit: 'millisecond' });
    const of = known.repeated === undefined ? (topic ?? null) : known.repeated.topic;
    return { id: known.ids[index] ?? '', startsAt: at, topic: known.isWeekly ? of : null };
  });
  const problems = hours.flatMap(({ startsAt, topic }, index) => [
    ...(localDateOf(startsAt, timeZone) > lastDay
      ? [
          {
            field: `sessions.${index}.startsAt`,
            rule: 'range',
            message: `最多排到一年以后，请填 ${lastDay} 或以前`,
          },
        ]
      : []),
    ...(startsAt < instantOf(today, timeZone)
      ? [
          {
            field: `sessions.${index}.startsAt`,
            rule: 'range',
            message: '这一天已经过去，签不了到；请填今天或以后',
          },
        ]
      : []),
    ...(known.isWeekly && topic === null
      ? [{ field: `sessions.${index}.topic`, rule: 'required', message: '每周三个一要选议题' }]
      : []),
  ]);
  if (new Set(hours.map(({ startsAt }) => startsAt)).size < hours.length) {
    const message = '有两次排在同一时间，请改开一次';
    problems.push({ field: 'sessions.0.startsAt', rule: 'same', message });
  }
  if (problems.length > 0) throw new AppError('invalid', '还不能排课。', { problems });
  return hours;
}

async function insertSession(
  { db, now }: LedgerTx,
  who: Requester,
  { hour, common, seq }: { hour: Hour; common: Common; seq: number },
): Promise<void> {
  const { id, startsAt, topic } = hour;
  await db
    .insertInto('training_session')
    .values({
      id,
      site: common.site,
      series_id: common.series,
      starts_at: startsAt,
      minutes: common.minutes,
      trainer: common.trainer,
      place: common.place,
      topic,
      repeats: common.repeats,
      planned_by: actorText(who.actor),
      planned_at: now,
      entry_seq: seq,
    })
    .execute();
  const people = common.expected.map((person) => ({ session_id: id, person_id: person.id }));
  await db.insertInto('training_expected').values(people).execute();
  if (common.policies.length === 0) return;
  const taught = common.policies.map((policy) => ({ session_id: id, policy }));
  await db.insertInto('training_session_policy').values(taught).execute();
}
