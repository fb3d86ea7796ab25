import { defineWords } from '../kit/page/words.ts';

/** The words of the tabs over the auditor's and archivist's pages. */
export const tabsWords = defineWords('archive-tabs', {
  zh: {
    label: '查档与装订',
    search: '查档',
    months: '装订',
    retention: '保管期限',
    log: '日志',
  },
  en: {
    label: 'Search and binding',
    search: 'Search',
    months: 'Binding',
    retention: 'Retention',
    log: 'Log',
  },
});
