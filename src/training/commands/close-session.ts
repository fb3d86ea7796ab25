import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { Once } from '../../ledger/transact.ts';
import type { CancelSession, CloseSession } from '../model/inputs.ts';
import { partTitles } from '../model/words.ts';
import type { StoredSession } from '../queries/load.ts';
import { loadPeople } from '../queries/people.ts';
import { demandOpen, getRun, personOf } from '../queries/rights.ts';
import { trainingKey } from '../rows.ts';
import { hasPassed, missingParts, resultsOf } from '../rules/results.ts';
import { endOf } from '../rules/window.ts';
import { keepLearned } from './keep-learned.ts';
import type { TrainingHome } from './training-home.ts';

/**
 * Closes a session with its summary, the fifth part, signed by its trainer: from here on nothing is
 * written into it but corrections. Whoever came and passed has learned the policies that it taught.
 *
 * Errors: `not-found`, `forbidden` (not its trainer), `conflict` (over, before its end, a part
 * missing). Source: C-5.1, C-5.2, C-5.4, TRN-01, TRN-03.
 */
export async function closeSession(
  home: TrainingHome,
  who: Requester,
  input: CloseSession,
  once?: Once,
): Promise<string> {
  const { ledger } = home;
  const { timeZone } = home.catalogue.document;
  await getRun(ledger.store.read, who, input.session);
  const id = newId('tz', ledger.clock, ledger.entropy);
  return ledger.transact(
    who.actor,
    async (tx) => {
      const { session } = await getRun(tx.db, who, input.session);
      demandOpen(session);
      await demandTrainer(tx.db, who, session);
      if (tx.now < endOf(session)) throw new AppError('conflict', '课还没有上完，不能结课。');
      const { plan, notes, paper } = closable(session, input.summary);
      const results = resultsOf(session.kept);
      await tx.db
        .insertInto('training_closing')
        .values({
          session_id: session.id,
          summary: input.summary,
          plan_id: plan.id,
          notes_id: notes.id,
          paper_id: paper.id,
          closed_by: actorText(who.actor),
          closed_at: tx.now,
          entry_seq: tx.seq,
        })
        .execute();
      const came = results.filter(({ present }) => present);
      const passed = came.filter((one) => hasPassed(one, paper.pass_mark));
      const closed: EntryDraft = {
        kind: 'training.closed',
        subject: session.id,
        site: session.site,
        facts: {
          expected: session.kept.expected.length,
          present: came.length,
          passed: passed.length,
          byName: came.filter(({ signIn }) => signIn?.how === 'by-name').length,
          minutes: session.minutes,
        },
        content: {
          id,
          keyName: trainingKey,
          value: {
            summary: input.summary,
            plan: plan.id,
            notes: notes.id,
            paper: paper.id,
            results: came.map(({ person, score }) => ({ person, score: score ?? null })),
          },
        },
      };
      const learners = passed.map(({ person }) => person);
      const filed = { at: tx.now, seq: tx.seq + 1, timeZone };
      const learned = await keepLearned(home, tx.db, { session, learners }, filed);
      return { result: session.id, entries: [closed, ...learned] };
    },
    once,
  );
}

/** What a session needs to be closed. Errors: `conflict`, naming every part that is missing. */
function closable(session: StoredSession, summary: string) {
  const { plan, notes, paper } = session;
  const missing = missingParts({
    hasPlan: plan !== undefined,
    hasNotes: notes !== undefined,
    hasPaper: paper !== undefined,
    hasSummary: summary !== '',
    results: resultsOf(session.kept),
  });
  if (missing.length === 0 && plan && notes && paper) return { plan, notes, paper };
  const words = missing.map((part) => `“${partTitles[part]}”`).join('、');
  const problems = missing.map((part) => ({
    field: part,
    rule: 'required',
    message: `缺${partTitles[part]}`,
  }));
  const exam = missing.includes('exam') ? '到场的人每人都要有成绩或记缺考。' : '';
  const help = `五样材料缺一样不算完成。${exam}没有开成的，请取消。`;
  throw new AppError('conflict', `还缺${words}，不能结课：${help}`, { problems });
}

/** The trainer signs; where they are no longer in use, whoever keeps trainings. */
async function demandTrainer(
  db: Parameters<typeof loadPeople>[0],
  who: Requester,
  { trainer }: StoredSession,
): Promise<void> {
  if (personOf(who) === trainer) return;
  const person = (await loadPeople(db)).find(({ id }) => id === trainer);
  if (person !== undefined && !person.active && personOf(who) !== undefined) return;
  throw new AppError('forbidden', `结课由讲师本人签字，请 ${person?.name ?? '讲师'} 办理。`);
}

/**
 * Calls off a session that was not held; it counts for nothing. Resolves to its id.
 *
 * Errors: `not-found`, `forbidden`, `conflict` (over, or somebody came).
 */
export async function cancelSession(
  home: TrainingHome,
  who: Requester,
  input: CancelSession,
  once?: Once,
): Promise<string> {
  const { ledger } = home;
  await getRun(ledger.store.read, who, input.session);
  const id = newId('tx', ledger.clock, ledger.entropy);
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const { session } = await getRun(db, who, input.session);
      demandOpen(session);
      if (resultsOf(session.kept).some(({ present }) => present)) {
        throw new AppError('conflict', '已有人签到，不能取消；请补齐五样材料后结课。');
      }
      await db
        .insertInto('training_cancelling')
        .values({
          session_id: session.id,
          reason: input.reason,
          cancelled_by: actorText(who.actor),
          cancelled_at: now,
          entry_seq: seq,
        })
        .execute();
      const entry = {
        kind: 'training.cancelled',
        subject: session.id,
        site: session.site,
        content: { id, keyName: trainingKey, value: { reason: input.reason } },
      };
      return { result: session.id, entries: [entry] };
    },
    once,
  );
}
