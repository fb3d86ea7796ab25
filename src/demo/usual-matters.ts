import type { Repair } from './repairs.ts';

/** A repair of a usual day, and how it ends. Units: yuan. */
export interface UsualRepair extends Repair {
  readonly result: string;
  readonly charge?: number;
}

/** An inquiry of a usual day, answered on the spot. */
export interface UsualInquiry {
  readonly room: string;
  readonly ask: string;
  readonly answer: string;
}

/** The repairs of usual days, one after another. */
export const usualRepairs: readonly UsualRepair[] = [
  {
    room: '1-1-0301',
    caller: '范女士',
    phone: '13900001029',
    part: '厨房',
    fault: '洗菜盆下水管渗水',
    result: '更换密封圈，试水不漏',
    charge: 15,
  },
  {
    room: '2-2-0402',
    caller: '凌先生',
    phone: '13900001218',
    part: '玄关',
    fault: '对讲打不开单元门',
    urgent: true,
    result: '更换开锁按钮，试用正常',
  },
  {
    room: '3-1-0102',
    caller: '毕先生',
    phone: '13800002034',
    part: '卫生间',
    fault: '马桶水箱进水不停',
    result: '更换进水阀',
    charge: 35,
  },
  {
    room: '1-2-0201',
    caller: '尹先生',
    phone: '13900001071',
    part: '楼道',
    fault: '二层声控灯不亮',
    result: '更换声控开关',
  },
  {
    room: '2-1-0201',
    caller: '单先生',
    phone: '13900001127',
    part: '书房',
    fault: '网络面板没有信号',
    result: '重做水晶头，测通',
  },
  {
    room: '3-1-0302',
    caller: '邱先生',
    phone: '13900001260',
    part: '电表箱',
    fault: '总闸频繁跳闸',
    urgent: true,
    result: '厨房插座受潮，已隔离更换',
    charge: 18,
  },
  {
    room: '1-1-0401',
    caller: '葛女士',
    phone: '13900001043',
    part: '阳台',
    fault: '雨水管接口滴水',
    result: '重新打胶，泼水不漏',
  },
  {
    room: '2-2-0302',
    caller: '安女士',
    phone: '13900001204',
    part: '主卧',
    fault: '窗户把手松脱，关不严',
    result: '紧固把手，调校窗扇',
  },
];

/** The inquiries of usual days, one after another. */
export const usualInquiries: readonly UsualInquiry[] = [
  { room: '2-1-0401', ask: '物业费能不能按季度缴', answer: '可以，每季首月十日前到前台或线上缴纳' },
  { room: '1-1-0402', ask: '访客车辆怎么登记', answer: '公众号登记车牌，当天有效，前两小时免费' },
  { room: '3-1-0301', ask: '装修垃圾怎么清运', answer: '袋装放北门堆放点，提前一天电话预约清运' },
  { room: '2-2-0201', ask: '门禁卡丢了怎么补', answer: '本人到前台挂失，工本费二十元，当场办好' },
  { room: '1-2-0402', ask: '周末可以装修吗', answer: '周末和法定假日不得进行有噪声的施工' },
  { room: '1-1-0201', ask: '发票怎么开', answer: '缴费后当场开电子发票，发到业主手机' },
  {
    room: '2-1-0101',
    ask: '养狗登记要带什么',
    answer: '犬证、免疫证和业主身份证复印件，到前台填表',
  },
  {
    room: '3-1-0101',
    ask: '搬家要办什么手续',
    answer: '到前台开大件物品放行单，业主签字，凭单出门',
  },
  { room: '1-2-0302', ask: '阳台能不能封', answer: '按统一样式，先交申请表和图样，审核后施工' },
];
