import type { LocalDate } from '../core/month.ts';
import { fileRecord } from '../records/commands/file-record.ts';
import { signOffDay } from '../records/commands/sign-off-day.ts';
import { closeRepair, dispatchRepair } from './repairs.ts';
import type { Scene, Stage } from './stage.ts';
import { usualInquiries, usualRepairs } from './usual-matters.ts';

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
  const asked = usualInquiries[count % usualInquiries.length];
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
