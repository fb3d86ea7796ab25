/** Numbers from 0 to below `count`, the same ones for the same seed. */
export function dice(seed: number): (count: number) => number {
  let state = seed >>> 0;
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}

const openings = [
  '业主来电反映',
  '前台接到报修：',
  '巡楼时发现',
  '夜班记录，',
  '《派工单》写明',
  '回访时业主说“',
  'VIP客户投诉',
  '监控中心通知',
];
const places = [
  '地下二层车库',
  '消防通道',
  '西门岗亭',
  '屋顶水箱间',
  '配电房',
  '大堂',
  '儿童游乐区',
  '𠮷祥阁',
  '㐂乐苑凉亭',
];
const matters = [
  '电梯困人',
  '卫生间漏水',
  '路灯不亮',
  '门禁失灵',
  '噪音扰民',
  '车辆刮蹭',
  '高空抛物',
  '水泵异响',
  '消火栓被遮挡',
  'WiFi信号差',
  '空调外机滴水',
  '宠物未牵绳',
];
const endings = [
  '已派工程部处理',
  '业主表示满意',
  '建议下月复查',
  '费用由物业承担',
  '请主管跟进',
  '5分钟内到场',
  '48小时内答复',
  '转保洁部',
];
const marks = ['，', '。', '；', ' ', '、', '\n', '——', '!'];

/** Sentences as a property office writes them, with its rooms, numbers, plates and phone tails. */
export function sentences(count: number, { seed = 1, length = 0 } = {}): string[] {
  const roll = dice(seed);
  return Array.from({ length: count }, () => {
    let text = sentence(roll);
    while (text.length < length) text += sentence(roll);
    return text;
  });
}

function sentence(roll: (count: number) => number): string {
  const pick = (choices: readonly string[]) => choices[roll(choices.length)] ?? '';
  const digits = (width: number) => String(roll(10 ** width)).padStart(width, '0');
  const details = [
    () => `${1 + roll(9)}-${1 + roll(3)}-${digits(2)}0${1 + roll(4)}`,
    () => `BX-2026${digits(1)}0-${digits(4)}`,
    () => `ＰＧ－202610－${digits(4)}`,
    () => `粤B${digits(1)}${pick(['A', 'F', 'D'])}${digits(3)}`,
    () => `电话尾号${digits(4)}`,
    () => `${1 + roll(30)}栋${1 + roll(4)}单元`,
    () => `${roll(24)}:${digits(2)}`,
    () => pick(matters),
  ];
  const parts = [pick(places), pick(matters), ...Array.from({ length: 1 + roll(3) }, detail)];
  return `${pick(openings)}${parts.join(pick(['', '', ...marks]))}${pick(marks)}${pick(endings)}。`;

  function detail(): string {
    return details[roll(details.length)]?.() ?? '';
  }
}
