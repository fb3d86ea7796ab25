import { instantAfter } from '../core/clock.ts';
import { localDateOf } from '../core/month.ts';
import { remindWeekly } from '../learning/commands/remind-learners.ts';
import type { ClockJob } from './run-once.ts';

/** On Mondays at nine those who are behind with policies are written to. Source: POL-10. */
export const remindLearning: ClockJob = {
  kind: 'learning',
  pattern: '0 0 9 * * 1',
  /** The Monday on which it was last nine o'clock: a week that was missed is made up for once. */
  periodOf(home) {
    const nineHoursAgo = instantAfter(home.clock.now(), { minutes: -9 * 60 });
    const day = Temporal.PlainDate.from(
      localDateOf(nineHoursAgo, home.catalogue.document.timeZone),
    );
    return day.subtract({ days: day.dayOfWeek - 1 }).toString();
  },
  async run(home) {
    const { sent, withoutEmail } = await remindWeekly(home);
    return `${sent.length} 人已提醒，${withoutEmail.length} 人没有邮箱`;
  },
};
