import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { LedgerTx, Once } from '../../ledger/transact.ts';
import type { Reader } from '../../store/tables.ts';
import type { AddSeries } from '../model/inputs.ts';
import { insertMaterial, insertPaper, trainingKey } from '../rows.ts';
import { pointsIn } from '../rules/paper.ts';
import type { TrainingHome } from './training-home.ts';
import { checkPassMark } from './write-parts.ts';

/**
 * Adds a training, with what there is of plan, lesson notes and questions. Resolves to its id.
 *
 * Errors: `forbidden`, `not-found` (site), `invalid` (policies, pass mark). Source: TRN-01, TRN-02.
 */
export async function addSeries(
  home: TrainingHome,
  who: Requester,
  input: AddSeries,
  once?: Once,
): Promise<string> {
  const { ledger } = home;
  const site = getSite(home.catalogue.document, input.site).code;
  demand(who, 'training.keep', { site });
  if (input.paper !== undefined) checkPassMark(input.paper.questions, input.paper.passMark);
  const id = newId('trn', ledger.clock, ledger.entropy);
  return ledger.transact(
    who.actor,
    async (tx) => {
      const { class: kind, title, minutes = 60 } = input;
      const policies = await checkedPolicies(tx.db, input.policies ?? []);
      await tx.db
        .insertInto('training_series')
        .values({
          id,
          site,
          class: kind,
          title,
          minutes,
          added_by: actorText(who.actor),
          added_at: tx.now,
          entry_seq: tx.seq,
        })
        .execute();
      for (const policy of policies) {
        const row = { series_id: id, policy };
        await tx.db.insertInto('training_series_policy').values(row).execute();
      }
      const added: EntryDraft = {
        kind: 'training.added',
        subject: id,
        site,
        facts: { class: kind, minutes, policies },
        content: { id, keyName: trainingKey, value: { title } },
      };
      const parts = await writeParts(home, who, tx, { id, site, input });
      return { result: id, entries: [added, ...parts] };
    },
    once,
  );
}

/** Codes of policies that exist, each once. Errors: `invalid`, naming those that do not. */
export async function checkedPolicies(db: Reader, codes: readonly string[]): Promise<string[]> {
  const wished = [...new Set(codes)].toSorted();
  if (wished.length === 0) return [];
  const rows = await db.selectFrom('policy').select('code').where('code', 'in', wished).execute();
  const unknown = wished.filter((code) => !rows.some((row) => row.code === code));
  if (unknown.length === 0) return wished;
  const message = `没有编号为 ${unknown.join('、')} 的制度`;
  throw new AppError('invalid', `${message}。`, {
    problems: [{ field: 'policies', rule: 'known', message: `${message}，请改选` }],
  });
}

async function writeParts(
  { ledger }: TrainingHome,
  who: Requester,
  { db, now, seq }: LedgerTx,
  made: { id: string; site: string; input: AddSeries },
): Promise<EntryDraft[]> {
  const { id: series, site, input } = made;
  const place = { series, session: null };
  const entries: EntryDraft[] = [];
  const written = () => ({ by: actorText(who.actor), at: now, seq: seq + 1 + entries.length });
  for (const kind of ['plan', 'notes'] as const) {
    const text = input[kind];
    if (text === undefined) continue;
    const id = newId('tm', ledger.clock, ledger.entropy);
    await insertMaterial(db, { id, place, kind, text }, written());
    const content = { id, keyName: trainingKey, value: { kind, text } };
    const facts = { kind };
    entries.push({ kind: 'training.material-written', subject: series, site, facts, content });
  }
  if (input.paper !== undefined) {
    const { questions, passMark } = input.paper;
    const id = newId('tp', ledger.clock, ledger.entropy);
    await insertPaper(db, { id, place, questions, passMark }, written());
    const content = { id, keyName: trainingKey, value: { questions } };
    const facts = { questions: questions.length, points: pointsIn(questions) };
    entries.push({ kind: 'training.paper-written', subject: series, site, facts, content });
  }
  return entries;
}
