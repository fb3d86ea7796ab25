import { defineWords } from '../kit/page/words.ts';

/** What the fields of a register say of themselves. */
export const fieldWords = defineWords('record-fields', {
  zh: {
    yes: '是',
    no: '否',
    noAnswer: '未填',
    choices: '常用：{{choices}}；也可另写',
    minute: '如 {{day}} 09:05；只写 09:05 是今天',
    date: '如 {{day}}',
    orderNumber: '如 PG-{{month}}-0001',
    recordNumber: '如 BX-{{month}}-0001',
    range: '{{min}} 到 {{max}}',
    atLeast: '不小于 {{min}}',
  },
  en: {
    yes: 'Yes',
    no: 'No',
    noAnswer: 'Not filled in',
    choices: 'Usual: {{choices}}; other words are fine',
    minute: 'Such as {{day}} 09:05; 09:05 alone is today',
    date: 'Such as {{day}}',
    orderNumber: 'Such as PG-{{month}}-0001',
    recordNumber: 'Such as BX-{{month}}-0001',
    range: '{{min}} to {{max}}',
    atLeast: 'At least {{min}}',
  },
});
