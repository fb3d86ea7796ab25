import type { LocalDate } from '../core/month.ts';
import { fileRecord } from '../records/commands/file-record.ts';
import { signOffDay } from '../records/commands/sign-off-day.ts';
import { closeRepair, dispatchRepair, type Repair } from './repairs.ts';
import type { Scene, Stage } from './stage.ts';

type UsualRepair = Repair & { readonly result: string; readonly charge?: number };

/** What comes up on usual days, one after another. */
const usualRepairs: readonly UsualRepair[] = [
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
    result: '更换开锁按钮，试用正常',
    urgent: true,
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
];

const usualAsks: readonly { room: string; ask: string; answer: string }[] = [
  { room: '2-1-0401', ask: '物业费能不能按季度缴', answer: '可以，每季首月十日前到前台或线上缴纳' },
  { room: '1-1-0402', ask: '访客车辆怎么登记', answer: '公众号登记车牌，当天有效，前两小时免费' },
  {
    room: '3-1-0301',
    ask: '装修垃圾怎么清运',
    answer: '袋装放北门堆放点，提前一天电话预约清运',
  },
  { room: '2-2-0201', ask: '门禁卡丢了怎么补', answer: '本人到前台挂失，工本费二十元，当场办好' },
  { room: '1-2-0402', ask: '周末可以装修吗', answer: '周末和法定假日不得进行有噪声的施工' },
];

/** The days since the desk files by itself: a little of everything, signed the next morning. */
export function everyDayScenes(stage: Stage): Scene[] {
  const { calendar } = stage;
  const days = calendar.days(calendar.deskFrom, calendar.today);
  const yesterday = calendar.daysAgo(1);
  return days.flatMap((day, index): Scene[] => [
    { at: calendar.at(day, '09:05'), play: () => handOver(stage, day) },
    ...(index % 2 === 0 ? [repairOf(stage, day, index / 2)] : []),
    { at: calendar.at(day, '13:40'), play: () => answer(stage, index) },
    { at: calendar.at(day, '17:50'), play: () => patrol(stage, day, index) },
    ...(day < yesterday ? [signatureOf(stage, day)] : []),
  ]);
}

/** A day is signed in the morning after; yesterday still waits for its signature. */
function signatureOf({ home, cast, calendar }: Stage, day: LocalDate): Scene {
  const next = calendar.days(day, calendar.today)[1] ?? calendar.today;
  return {
    at: calendar.at(next, '08:10'),
    async play() {
      await signOffDay(home, cast.supervisor, { day });
    },
  };
}

function repairOf(stage: Stage, day: LocalDate, count: number): Scene {
  const { cast, calendar, clock } = stage;
  return {
    at: calendar.at(day, '10:12'),
    async play() {
      const repair = usualRepairs[count % usualRepairs.length];
      if (repair === undefined) return;
      const clerk = count % 2 === 0 ? cast.clerk : cast.secondClerk;
      const dispatched = await dispatchRepair(stage, clerk, repair);
      clock.wait(75);
      const { result, charge } = repair;
      const done = { ...dispatched, result, ...(charge === undefined ? {} : { charge }) };
      await closeRepair(stage, clerk, done);
    },
  };
}

async function answer({ home, cast, calendar, clock }: Stage, count: number): Promise<void> {
  const asked = usualAsks[count % usualAsks.length];
  if (asked === undefined) return;
  const at = calendar.minute(clock.now());
  clock.wait(2);
  await fileRecord(home, cast.secondClerk, {
    category: '03',
    room: asked.room,
    fields: {
      咨询时间: at,
      咨询事项: asked.ask,
      是否当场答复: '是',
      答复内容: asked.answer,
      答复时间: calendar.minute(clock.now()),
    },
  });
}

async function patrol({ home, cast }: Stage, day: LocalDate, count: number): Promise<void> {
  await fileRecord(home, cast.clerk, {
    category: '10',
    fields: {
      巡视日期: day,
      起止时间: '16:30-17:40',
      巡视路线: count % 2 === 0 ? 'A线' : 'B线',
      客服员: cast.clerk.name,
      房管员: '邓小满',
      重点部位: '正常',
      主要道路: count % 5 === 3 ? '2号楼前路灯一盏不亮，已报修' : '正常',
      景观绿地: '正常',
    },
  });
}

async function handOver({ home, cast, calendar, clock }: Stage, day: LocalDate): Promise<void> {
  await fileRecord(home, cast.clerk, {
    category: '16',
    fields: {
      日期: day,
      班次: '早班',
      交接时间: calendar.minute(clock.now()),
      交班人: cast.secondClerk.name,
      接班人: cast.clerk.name,
      未完事项: '无',
      钥匙清点: '托管钥匙 6 袋，齐全',
    },
  });
}
