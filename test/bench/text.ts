const clauses = [
  '业主来电反映厨房水管漏水',
  '地库灯光太暗影响夜间出入',
  '电梯运行时有异响并偶尔停顿',
  '楼道堆放杂物存在消防隐患',
  '暖气试水期间请家中留人',
  '绿化带积水滋生蚊虫请处理',
  '门禁卡无法识别需要补办',
  '卫生间地砖空鼓脱落一处',
  '访客车辆登记后进入小区',
  '快递柜故障无法取件请维修',
  '装修押金退还手续咨询办理',
  '保洁人员清扫不够及时到位',
];

/** Some 200 Chinese characters, different for each `seed`. */
export function paragraph(seed: number): string {
  let text = '';
  for (let turn = 0; text.length < 190; turn += 1) {
    text += `${clauses[(seed * 7 + turn * (1 + (seed % 5))) % clauses.length]}，`;
  }
  return `${text}第${seed}件。`;
}

/** Two-character words that occur, and ones that never do. */
export const hits = ['电梯', '漏水', '门禁', '蚊虫'];
export const misses = ['烟囱', '骆驼', '葡萄', '潜艇'];

/** What is filed: a work record of some 200 characters. */
export interface FilingBody {
  readonly category: string;
  readonly occurredAt: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** How far apart the matters of an office happen: some 11,000 a month. Units: minutes. */
const minutesApart = 4;

/** The month that is listed: the last one that is over. */
export const listedMonth = Temporal.Now.plainDateISO('Asia/Shanghai')
  .toPlainYearMonth()
  .subtract({ months: 1 });

/**
 * The record of `seed`, filed in the order in which things happen. Seeds below zero lie before the
 * 20th of the listed month, others after it.
 */
export function filingOf(seed: number): FilingBody {
  const middle = listedMonth.toPlainDate({ day: 20 }).toPlainDateTime();
  const at = middle.add({ minutes: seed * minutesApart });
  return {
    category: '29',
    occurredAt: `${at.toString({ smallestUnit: 'second' })}+08:00`,
    fields: { 事件: paragraph(Math.abs(seed)), 经办人: '李静' },
  };
}
