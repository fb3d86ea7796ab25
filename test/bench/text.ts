/** What the sentences of a record are made of; a word of these stands in about a tenth of records. */
const who = '业主来电反映 租户到前台反映 巡逻保安发现 保洁员巡查时发现 值班工程师查到'.split(' ');
const places = (
  '一号楼大堂 二号楼楼道 三号楼地下室 四号楼顶层 五号楼单元门口 六号楼走廊 东门岗亭 西门车道 ' +
  '中心花园 儿童乐园 健身广场 北侧围墙 南侧商铺 地下车库入口 非机动车棚 垃圾分类房'
).split(' ');
const things = (
  '电梯 门禁 路灯 水管 暖气片 消防栓 排风扇 监控探头 道闸 信报箱 快递柜 晾衣架 窗户 防火门 ' +
  '地砖 墙面 天花板 排水沟 井盖 绿篱 座椅 指示牌 配电箱 对讲机 扶手 雨棚 充电桩 灭火器 ' +
  '水泵 污水池 太阳能板 宣传栏 滑梯 喷泉 石板路 草坪 行道树 护栏 台阶 化粪池'
).split(' ');
const faults = (
  '漏水 松动 异响 损坏 积尘 堵塞 倾斜 褪色 断电 开裂 起皮 卡住 丢失 锈蚀 滋生蚊虫 结冰 反味 ' +
  '发热 失灵 渗油 脱落 变形 进水 短路'
).split(' ');
const answers = (
  '已派人到场查看并设置提醒 已联系维保单位约定上门时间 已登记编号转工程部处理 ' +
  '当场处理完毕并请对方确认 需要更换配件已提交采购申请 已拍照留存并向主管汇报'
).split(' ');

/** Some 200 Chinese characters, different for each `seed`. */
export function paragraph(seed: number): string {
  let state = (seed * 2_654_435_761 + 97) >>> 0;
  const one = (words: readonly string[]) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return words[Math.floor((state / 2 ** 32) * words.length)];
  };
  let text = '';
  while (text.length < 190) {
    text += `${one(who)}${one(places)}的${one(things)}${one(faults)}，${one(answers)}。`;
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
