import type { MonthDraft } from '../bundles/model.ts';
import { draftOf } from '../bundles/queries.ts';
import { announceDraft } from '../bundles/seal/notice.ts';
import { localDateOf, previousMonth } from '../core/month.ts';
import { raiseRetention } from '../records/commands/raise-retention.ts';
import type { ClockJob } from './run-once.ts';

/** Every day the log is signed as it stands. Source: C2SP tlog-checkpoint. */
export const signLog: ClockJob = {
  kind: 'checkpoint',
  pattern: '0 5 0 * * *',
  periodOf: (home) => localDateOf(home.clock.now(), home.catalogue.document.timeZone),
  async run(home) {
    const { size } = await home.log.checkpoint();
    return `日志 ${size} 条已签名`;
  },
};

/** On the 1st last month's draft is there, and those responsible hear what stands in the way. */
export const draftMonth: ClockJob = {
  kind: 'draft',
  pattern: '0 10 0 1 * *',
  periodOf(home) {
    const today = localDateOf(home.clock.now(), home.catalogue.document.timeZone);
    return previousMonth(today.slice(0, 7));
  },
  async run(home, month) {
    const drafts: MonthDraft[] = [];
    for (const { code } of home.catalogue.document.sites) {
      const draft = await draftOf(home, { site: code, month });
      // A month without anything in it needs no letter.
      if (draft !== undefined && draft.records + draft.orders > 0) drafts.push(draft);
    }
    for (const draft of drafts) await announceDraft(home, draft);
    const told = drafts.map(
      ({ site, records, blockers }) => `${site}：${records} 条记录，待处理 ${blockers.length} 类`,
    );
    return told.join('；') || '没有待装订的内容';
  },
};

/** Once for each version of the catalogue: a raised period lifts the records filed before. */
export const liftRetention: ClockJob = {
  kind: 'retention',
  pattern: '0 15 0 * * *',
  periodOf: (home) => `v${home.catalogue.version}`,
  async run(home) {
    return `${await raiseRetention(home, { kind: 'clock', job: 'retention' })} 条记录延长了保管期限`;
  },
};
