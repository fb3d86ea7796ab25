import { draftOf } from '../bundles/queries.ts';
import { sealMonth } from '../bundles/seal/seal-month.ts';
import type { LocalDate } from '../core/month.ts';
import { signOffDay } from '../records/commands/sign-off-day.ts';
import type { Scene, Stage } from './stage.ts';

/** Why the earlier month was sealed although something was open, by what was open. */
const reasons: Readonly<Record<string, string>> = {
  'day-unsigned': '当日主管外出开会，次日口头审阅，未补签字',
  'order-not-returned': '业主出差未归，签字联由工程部暂存，回来后补签',
  'order-number-missing': '纸质派工单缺号，正在查找',
  'matter-unanswered': '等备件，转下月继续处理',
  'access-request-open': '申请人已口头撤回，未在系统里办理',
};

/** Days of the month that nobody signed: one in the earlier month, two in the last. */
const unsigned = { earlier: [17], last: [11, 12] };

/**
 * The months: their days signed after paper registers, the earlier one bound and sealed by two
 * people, the last one left as a draft with what stands in its way.
 */
export function monthScenes(stage: Stage): Scene[] {
  const { home, cast, calendar, clock } = stage;
  const { earlier, last } = calendar.months;
  const signedOf = (month: string, days: readonly number[]) => (day: LocalDate) =>
    !(day.startsWith(month) && days.includes(Number(day.slice(8))));
  const signPaper = async (days: readonly LocalDate[]) => {
    for (const day of days) {
      await signOffDay(home, cast.supervisor, { day, remark: '照纸质登记本逐日审阅' });
      clock.wait(1);
    }
  };
  return [
    {
      at: calendar.at(`${last}-02`, '08:40'),
      play: () =>
        signPaper(
          calendar.days(`${earlier}-01`, `${last}-01`).filter(signedOf(earlier, unsigned.earlier)),
        ),
    },
    {
      at: calendar.at(`${last}-04`, '16:30'),
      says: `${earlier} 装订封卷：两人签字，排版成册`,
      async play() {
        const draft = await draftOf(home, { month: earlier });
        const open = (draft?.blockers ?? []).map(({ code }) => code);
        const given = Object.fromEntries(open.map((code) => [code, reasons[code] ?? '见备注']));
        await sealMonth(home, cast.supervisor, { month: earlier, reasons: given });
        clock.wait(25);
        await sealMonth(home, cast.admin, { month: earlier, reasons: {} });
      },
    },
    {
      at: calendar.at(calendar.deskFrom, '08:20'),
      play: () =>
        signPaper(
          calendar.days(`${last}-01`, calendar.deskFrom).filter(signedOf(last, unsigned.last)),
        ),
    },
  ];
}
