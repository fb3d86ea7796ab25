import type { Requester } from '../../access/model.ts';
import { sitesWhere } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { Once } from '../../ledger/transact.ts';
import { enqueueMail } from '../../mail/outbox.ts';
import type { Scratch, Tx } from '../../store/tables.ts';
import { listLetter, reminderLetter } from '../letters.ts';
import type { Reminded, RemindLearners } from '../model.ts';
import { type BehindLearner, listBehind, remindedOn, sortToRemind } from '../queries/behind.ts';
import { learningTime } from '../queries/facts.ts';

type RemindingHome = Pick<Home, 'store' | 'catalogue' | 'clock' | 'entropy' | 'ledger'>;

/**
 * Writes to those who are behind, or to those of them who are named: one letter each, at most one a
 * day, in the transaction of its entry. Resolves to what became of everybody.
 *
 * Errors: `forbidden`, `not-found` (somebody named who is not at the asker's sites).
 */
export async function remindLearners(
  home: RemindingHome,
  who: Requester,
  input: RemindLearners,
  once?: Once,
): Promise<Reminded> {
  const { document } = home.catalogue;
  const all = document.sites.map(({ code }) => code);
  const sites = sitesWhere(who, 'learning.read', all);
  if (sites.length === 0) {
    throw new AppError('forbidden', '您没有“查看学习情况”的权限，不能发提醒；请找主管或行政办理。');
  }
  return remindAt(home, who, { sites, people: input.people }, once);
}

/**
 * What the clock does every week: a letter to everybody who is behind, and to those responsible the
 * names of those who have no address. Resolves to what became of everybody.
 *
 * Source: POL-10.
 */
export async function remindWeekly(home: RemindingHome): Promise<Reminded> {
  const sites = home.catalogue.document.sites.map(({ code }) => code);
  const clock: Requester = { actor: { kind: 'clock', job: 'learning' }, name: '', roles: [] };
  const reminded = await remindAt(home, clock, { sites });
  const { to } = home.catalogue.document.mail;
  if (reminded.withoutEmail.length > 0 && to.length > 0) {
    const behind = await listBehind(home, home.store.read, sites);
    const people = behind.filter(({ email }) => email === null);
    const letter = { to: [...to], ...listLetter(home.catalogue.document, people) };
    await home.store.scratch(async (db) => void (await enqueueMail(db, home, letter)));
  }
  return reminded;
}

async function remindAt(
  home: RemindingHome,
  who: Requester,
  wish: { readonly sites: readonly string[]; readonly people?: readonly string[] | undefined },
  once?: Once,
): Promise<Reminded> {
  const nobody = new AppError('conflict', '没有要提醒的人。');
  const { today } = learningTime(home);
  // Told once more within the transaction: what is answered where nobody is left to write to.
  let answer: Reminded = { sent: [], withoutEmail: [], before: [], notBehind: [] };
  try {
    return await home.ledger.transact(
      who.actor,
      async ({ db, now, seq }) => {
        const behind = await listBehind(home, db, wish.sites);
        const asked = askedOf(behind, wish.people);
        const sorted = sortToRemind(asked, await remindedOn(db, today));
        const { due } = sorted;
        answer = {
          sent: namesOf(due),
          withoutEmail: namesOf(sorted.withoutEmail),
          before: namesOf(sorted.before),
          notBehind: notBehind(behind, wish.people),
        };
        const entries: EntryDraft[] = [];
        for (const one of due) {
          const row = { person_id: one.id, day: today, at: now, entry_seq: seq + entries.length };
          await db.insertInto('learning_reminder').values(row).execute();
          await writeTo(home, db, one);
          const facts = { behind: one.texts.length };
          entries.push({ kind: 'learning.reminded', subject: one.id, facts });
        }
        const [first, ...others] = entries;
        if (first === undefined) throw nobody;
        return { result: answer, entries: [first, ...others] };
      },
      once,
    );
  } catch (error) {
    if (error === nobody) return answer;
    throw error;
  }
}

function namesOf(people: readonly BehindLearner[]): string[] {
  return people.map(({ username }) => username);
}

function askedOf(
  behind: readonly BehindLearner[],
  people: readonly string[] | undefined,
): readonly BehindLearner[] {
  return behind.filter(({ username }) => people === undefined || people.includes(username));
}

function notBehind(
  behind: readonly BehindLearner[],
  people: readonly string[] | undefined = [],
): string[] {
  const known = new Set(behind.map(({ username }) => username));
  return people.filter((username) => !known.has(username));
}

async function writeTo(home: RemindingHome, db: Tx, learner: BehindLearner): Promise<void> {
  if (learner.email === null) return;
  const letter = { to: [learner.email], ...reminderLetter(home.catalogue.document, learner) };
  // What may write evidence may write what may be lost: a letter only if its entry is there.
  await enqueueMail(db as unknown as Scratch, home, letter);
}
