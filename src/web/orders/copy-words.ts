import { defineWords } from '../kit/page/words.ts';

/** What the four copies of a dispatch order are called. */
export const orderWords = defineWords('order-copies', {
  zh: {
    owner: '业主联',
    finance: '财务或相关人员联',
    service: '客服部存联',
    engineering: '工程部存联',
  },
  en: {
    owner: 'Owner’s copy',
    finance: 'Finance copy',
    service: 'Customer-service copy',
    engineering: 'Engineering copy',
  },
});
