import { defineWords } from '../kit/page/words.ts';

/** The rooms beside the policy library. */
export const policyTabWords = defineWords('policy-tabs', {
  zh: {
    label: '制度、上墙与学习',
    library: '制度库',
    walls: '上墙',
    handbook: '工作手册',
    learning: '学习',
    training: '培训',
    posts: '岗位职责',
    prices: '服务价目',
  },
  en: {
    label: 'Policies, walls and learning',
    library: 'Library',
    walls: 'Walls',
    handbook: 'Handbook',
    learning: 'Learning',
    training: 'Training',
    posts: 'Posts',
    prices: 'Prices',
  },
});
