import { defineWords } from '../kit/page/words.ts';

/** How a sheet on a wall stands, in a word or two. */
export const stateWords = defineWords('wall-states', {
  zh: {
    current: '当前',
    ahead: '已贴，待生效',
    'out-of-date': '墙上过期',
    missing: '缺',
    damaged: '破损',
    unchecked: '超过 30 天未核对',
    changing: '待换 {{from}}',
    notYet: '尚未生效',
    retired: '已废止',
  },
  en: {
    current: 'Current',
    ahead: 'Up, not yet in force',
    'out-of-date': 'Out of date',
    missing: 'Missing',
    damaged: 'Damaged',
    unchecked: 'Not checked for 30 days',
    changing: 'Change by {{from}}',
    notYet: 'Not in force yet',
    retired: 'Retired',
  },
});
