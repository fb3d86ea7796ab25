import type { Actor } from '../core/actor.ts';
import { AppError } from '../core/app-error.ts';
import { localMinuteOf } from '../core/month.ts';
import type { Home } from '../home/open.ts';
import type { EntryDraft } from '../ledger/entry.ts';
import { enqueueMail } from '../mail/outbox.ts';
import type { Scratch, Tx } from '../store/tables.ts';
import { findNewlyMissed } from './queries/missed.ts';
import { escalatedBefore, insertMissed, missedKey, type NewlyMissed } from './rows.ts';

type WatchingHome = Pick<Home, 'store' | 'keyring' | 'catalogue' | 'clock' | 'entropy' | 'ledger'>;

/** Escalated in one use case: others wait no longer than that, and a letter stays readable. */
const missedAtOnce = 100;

const watch: Actor = { kind: 'clock', job: 'deadlines' };

/**
 * Escalates what has become overdue at every site: one entry a promise, and a letter for each
 * hundred of a site to those who answer for it, in the same transaction, so that of several
 * instances one does it, once. What was done late before anybody looked leaves nothing to press
 * for: it stands in the hit rate alone. Resolves to how many were escalated. Safe to repeat.
 *
 * Source: SLA-07.
 */
export async function escalateMissed(home: WatchingHome): Promise<number> {
  let escalated = 0;
  for (const { code } of home.catalogue.document.sites) {
    const missed = await findNewlyMissed(home, code);
    for (let at = 0; at < missed.length; at += missedAtOnce) {
      escalated += await escalateSome(home, missed.slice(at, at + missedAtOnce));
    }
  }
  return escalated;
}

async function escalateSome(home: WatchingHome, missed: readonly NewlyMissed[]): Promise<number> {
  const nothingNew = new AppError('conflict', '这些超时已由另一处记过。');
  try {
    return await home.ledger.transact(watch, async ({ db, now, seq }) => {
      const known = await escalatedBefore(
        db,
        missed.map(({ recordId }) => recordId),
      );
      // Also within the list: a record that was closed while it was read may stand in it twice.
      const fresh = missed.filter((one) => !known.has(missedKey(one)) && known.add(missedKey(one)));
      const entries: EntryDraft[] = [];
      for (const one of fresh) {
        entries.push(await insertMissed(db, one, { at: now, seq: seq + entries.length }));
      }
      const [first, ...others] = entries;
      if (first === undefined) throw nothingNew;
      await tellSupervisors(home, db, fresh);
      return { result: entries.length, entries: [first, ...others] };
    });
  } catch (error) {
    if (error === nothingNew) return 0;
    throw error;
  }
}

/** Numbers, rules and times only: a letter leaves the house. */
async function tellSupervisors(
  home: WatchingHome,
  db: Tx,
  missed: readonly NewlyMissed[],
): Promise<void> {
  const { mail, sites, timeZone } = home.catalogue.document;
  const [first] = missed;
  if (mail.to.length === 0 || first === undefined) return; // nobody has asked to be told
  const site = sites.find(({ code }) => code === first.site)?.name ?? first.site;
  const lines = missed.map(({ number, rule, dueAt }) => {
    const title = titleOf(home, rule);
    return `- ${number}　${title}，应于 ${localMinuteOf(dueAt, timeZone)} 前办到`;
  });
  const subject = `【案卷】${site} 有 ${missed.length} 项超时`;
  const text = [`${site}的下列事项已经超时，请督促办理：`, '', ...lines].join('\n');
  // What may write evidence may write what may be lost: a letter only if its entry is there.
  await enqueueMail(db as unknown as Scratch, home, { to: [...mail.to], subject, text });
}

function titleOf(home: Pick<Home, 'catalogue'>, code: string): string {
  const rules = home.catalogue.document.categories.flatMap(({ deadlines = [] }) => deadlines);
  return rules.find((rule) => rule.code === code)?.title ?? code;
}
