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
