import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import type { Instant } from '../../core/clock.ts';
import { newId } from '../../core/ids.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { Once } from '../../ledger/transact.ts';
import type { Reader, Tx } from '../../store/tables.ts';
import type { CorrectResult } from '../model/inputs.ts';
import type { StoredSession } from '../queries/load.ts';
import { isOf, loadPeople, type TrainingPerson } from '../queries/people.ts';
import { getRun, personOf } from '../queries/rights.ts';
import { summaryOf } from '../queries/session-lines.ts';
import { trainingKey } from '../rows.ts';
import { type Correction, hasPassed, resultOf } from '../rules/results.ts';
import { keepLearned, takeBackLearned } from './keep-learned.ts';
import type { TrainingHome } from './training-home.ts';

type Change = Pick<Correction, 'person' | 'what' | 'was' | 'becomes'>;

/**
 * Puts right a sign-in, a score or the summary, with the reason: what was kept first stays and is
 * shown struck through. Resolves to the correction's id.
 *
 * Errors: `not-found`, `forbidden` (also one's own result), `invalid` (no change, person, points),
 * `conflict` (called off, not begun, no score to put right). Source: C-5.4, TRN-03.
 */
export async function correctResult(
  home: TrainingHome,
  who: Requester,
  input: CorrectResult,
  once?: Once,
): Promise<string> {
  const { ledger } = home;
  await getRun(ledger.store.read, who, input.session);
  const id = newId('tk', ledger.clock, ledger.entropy);
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const { session } = await getRun(db, who, input.session);
      if (session.cancelling !== undefined) {
        throw new AppError('conflict', '这一次已经取消，没有可更正的。');
      }
      if (now < session.startsAt) throw new AppError('conflict', '还没开课，没有可更正的。');
      const change = await changeOf(db, { session, who, input });
      await db
        .insertInto('training_correction')
        .values({
          id,
          session_id: session.id,
          person_id: change.person,
          what: change.what,
          was: change.was,
          becomes: change.becomes,
          reason: input.reason,
          corrected_by: actorText(who.actor),
          corrected_at: now,
          entry_seq: seq,
        })
        .execute();
      const entry: EntryDraft = {
        kind: 'training.corrected',
        subject: session.id,
        site: session.site,
        facts: { what: change.what },
        content: { id, keyName: trainingKey, value: { ...change, reason: input.reason } },
      };
      const follows = await learningAfter(home, db, { session, change }, { now, seq: seq + 1 });
      return { result: id, entries: [entry, ...follows] };
    },
    once,
  );
}

/** A correction of a closed session decides anew whether that person has learned what it taught. */
async function learningAfter(
  home: TrainingHome,
  db: Tx,
  made: { session: StoredSession; change: Change },
  { now, seq }: { now: Instant; seq: number },
): Promise<EntryDraft[]> {
  const { session, change } = made;
  const { kept, closing, paper } = session;
  const { person } = change;
  if (closing === undefined || person === null) return [];
  const added = { ...change, id: '', reason: '', by: '', at: '' };
  const after = resultOf({ ...kept, corrections: [...kept.corrections, added] }, person);
  if (!hasPassed(after, paper?.pass_mark)) {
    return takeBackLearned(home, db, { session, person }, { at: now, seq });
  }
  const { timeZone } = home.catalogue.document;
  return keepLearned(home, db, { session, learners: [person] }, { at: now, seq, timeZone });
}

async function changeOf(
  db: Reader,
  asked: { session: StoredSession; who: Requester; input: CorrectResult },
): Promise<Change> {
  const { session, who, input } = asked;
  if (input.what === 'summary') return summaryChange(session, input.becomes);
  const person = (await loadPeople(db)).find(({ username }) => username === input.username);
  if (person === undefined || !mayStandIn(session, person)) {
    throw refused('username', `${input.username} 不是本项目在用的人员，也不在这一次的名单里`);
  }
  if (person.id === personOf(who)) {
    throw new AppError('forbidden', '不能更正自己的签到和成绩，请别的人办理。');
  }
  if (person.id === session.trainer) throw refused('username', '讲师没有签到和成绩');
  return input.what === 'attendance'
    ? attendanceChange(session, person, input.becomes)
    : scoreChange(session, person, input.becomes);
}

/** Whoever is in the list stays in it; another must be in use at the site. */
function mayStandIn({ kept, site }: StoredSession, person: TrainingPerson): boolean {
  const { expected, signIn } = resultOf(kept, person.id);
  return expected || signIn !== undefined || (person.active && isOf(person, site));
}

function attendanceChange(
  { kept }: StoredSession,
  { id, name }: TrainingPerson,
  becomes: 'present' | 'absent',
): Change {
  const was = resultOf(kept, id).present ? 'present' : 'absent';
  if (was !== becomes) return { person: id, what: 'attendance', was, becomes };
  throw refused('becomes', `${name} 现在就是“${was === 'present' ? '到' : '未到'}”，没有改动`);
}

function scoreChange(
  { kept, paper, closing }: StoredSession,
  { id, name }: TrainingPerson,
  becomes: number | null,
): Change {
  const { score, present } = resultOf(kept, id);
  if (!present) throw refused('username', `${name} 没有到，请先更正签到`);
  // Whoever came by a correction after the closing has no score that could be entered.
  const isUnmarked = score === undefined && (closing === undefined || becomes === null);
  if (paper === undefined || isUnmarked) {
    throw refused('becomes', `${name} 还没有成绩，请在登记成绩里填`);
  }
  if (score === becomes) throw refused('becomes', `${name} 现在就是这个成绩，没有改动`);
  if (becomes !== null && becomes > paper.points) {
    throw refused('becomes', `满分是 ${paper.points}，请填 0 至 ${paper.points}`);
  }
  const spelled = (points: number | null | undefined) => (points == null ? null : String(points));
  return { person: id, what: 'score', was: spelled(score), becomes: spelled(becomes) };
}

function summaryChange(session: StoredSession, becomes: string): Change {
  const was = summaryOf(session);
  if (was === null) throw new AppError('conflict', '还没有结课，效果总结在结课时写。');
  if (was === becomes) throw refused('becomes', '与现在的效果总结相同，没有改动');
  return { person: null, what: 'summary', was, becomes };
}

function refused(field: string, message: string): AppError {
  return new AppError('invalid', `${message}。`, { problems: [{ field, rule: 'known', message }] });
}
