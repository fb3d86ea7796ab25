import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import { localDateOf } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { monthKeyName } from '../../ledger/entry.ts';
import type { Once } from '../../ledger/transact.ts';
import type { SignOffDay } from '../model.ts';
import { refuseNoDay, reviewOf } from '../queries/day-review.ts';
import type { SignOffContent } from '../rows/contents.ts';

/**
 * Signs for having reviewed a day's repairs, inquiries and complaints, with their counts as they
 * stand.
 *
 * Errors: `forbidden`, `not-found` (site), `invalid` (no such day, or one still to come), `conflict`
 * (signed by the same person before). Source: C-1.4, C-6.1.
 */
export async function signOffDay(
  home: Pick<Home, 'ledger' | 'catalogue' | 'keyring'>,
  who: Requester,
  input: SignOffDay,
  once?: Once,
): Promise<{ site: string; day: string }> {
  const { document } = home.catalogue;
  const site = getSite(document, input.site).code;
  demand(who, 'record.sign-off', { site });
  const { actor } = who;
  if (actor.kind !== 'person') {
    throw new AppError('forbidden', '日审阅须由主管以上人员本人登录签字，本机操作员不能代签。');
  }
  const { day } = input;
  refuseNoDay(day);
  const { ledger } = home;
  if (day > localDateOf(ledger.clock.now(), document.timeZone)) {
    throw new AppError('invalid', `${day} 还没到，不能先签。`, {
      problems: [{ field: 'day', rule: 'future', message: '请填今天或以前的日期' }],
    });
  }
  const id = newId('sign', ledger.clock, ledger.entropy);
  return ledger.transact(
    actor,
    async ({ db, now, seq }) => {
      const before = await db
        .selectFrom('day_sign_off')
        .select('at')
        .where('site', '=', site)
        .where('day', '=', day)
        .where('person_id', '=', actor.id)
        .executeTakeFirst();
      if (before !== undefined) throw new AppError('conflict', `您已签过 ${day}，不用再签。`);
      const { counts } = await reviewOf(home, db, { site, day, plain: false });
      const row = { site, day, person_id: actor.id, at: now, content_id: id, entry_seq: seq };
      await db.insertInto('day_sign_off').values(row).execute();
      const keyName = monthKeyName({ site, month: day.slice(0, 7), class: 'y10' });
      const remark = input.remark ?? null;
      const value: SignOffContent = { site, day, name: who.name, remark, counts };
      return {
        result: { site, day },
        entries: [
          {
            kind: 'day.signed-off',
            subject: day,
            site,
            content: { id, keyName, value },
            facts: { day },
          },
        ],
      };
    },
    once,
  );
}
