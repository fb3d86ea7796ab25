import { attachFile } from '../records/commands/attach-file.ts';
import { correctRecord } from '../records/commands/correct-record.ts';
import { fileRecord } from '../records/commands/file-record.ts';
import { complaintField } from './people.ts';
import { stainPhoto } from './photo.ts';
import { closeRepair, type Dispatched, dispatchRepair } from './repairs.ts';
import type { Scene, Stage } from './stage.ts';

const leak = { room: '2-1-0302', caller: '盛女士', phone: '13900001148' } as const;

/** A complaint becomes a repair, an order, a photo, a result, an answer and two visits. */
export function leakScenes(stage: Stage): Scene[] {
  const { cast, calendar } = stage;
  let complaint = '';
  let repair: Dispatched | undefined;
  const dispatched = () => {
    if (repair === undefined) throw new Error('invariant broken: the repair was dispatched');
    return repair;
  };
  return [
    {
      at: calendar.at(calendar.daysAgo(6), '09:24'),
      says: '一起投诉：卫生间顶板漏水，上报主管，转为报修、派工、附照片',
      async play() {
        complaint = await complain(stage);
        repair = await mend(stage, complaint);
      },
    },
    {
      at: calendar.at(calendar.daysAgo(6), '16:10'),
      async play() {
        const result = '楼上角阀软管老化，已更换；顶板待干后补漆';
        await closeRepair(stage, cast.clerk, { ...dispatched(), result });
      },
    },
    {
      at: calendar.at(calendar.daysAgo(4), '10:05'),
      play: () => answerOwner(stage, complaint),
    },
    {
      at: calendar.at(calendar.daysAgo(3), '15:20'),
      says: '投诉与报修各有回访（电话回访两人签字）',
      play: () => visit(stage, { complaint, repair: dispatched().number }),
    },
  ];
}

/** The complaint is filed once it is reported to the supervisor. Resolves to its number. */
async function complain({ home, cast, calendar, clock }: Stage): Promise<string> {
  const heard = calendar.minute(clock.now());
  clock.wait(15);
  const { number } = await fileRecord(home, cast.clerk, {
    category: '04',
    fields: {
      投诉时间: heard,
      受理方式: '前台',
      房号: leak.room,
      投诉人: leak.caller,
      联系电话: leak.phone,
      投诉内容: '卫生间顶板滴水三天，楼上说不是自家的，找不到人管',
      投诉类别: '工程',
      责任部门: '工程部',
      上报主管时间: calendar.minute(clock.now()),
      上报对象: cast.supervisor.name,
      首问责任人: cast.clerk.name,
    },
  });
  return number;
}

/** A repair that names the complaint, its order, and a photo of the ceiling. */
async function mend(stage: Stage, complaint: string): Promise<Dispatched> {
  const { home, cast, clock } = stage;
  clock.wait(6);
  const repair = await dispatchRepair(stage, cast.clerk, {
    ...leak,
    part: '卫生间',
    fault: '楼上漏水，顶板滴水',
    urgent: true,
    more: { [complaintField]: complaint },
  });
  clock.wait(40);
  const photo = { number: repair.number, name: '顶板水渍.png', bytes: photoBytes() };
  await attachFile(home, cast.clerk, photo);
  return repair;
}

/** Two days after the report the clerk asks for the result, and tells it to the owner. */
async function answerOwner(stage: Stage, complaint: string): Promise<void> {
  const { home, cast, calendar, clock } = stage;
  const asked = calendar.minute(clock.now());
  clock.wait(35);
  await correctRecord(home, cast.clerk, {
    number: complaint,
    reason: '补记追询、处理意见与答复',
    changes: {
      追询时间: asked,
      领导处理意见: '工程部本周内补漆；今后楼上楼下漏水当天同时上门查两户',
      答复业主时间: calendar.minute(clock.now()),
      业主是否满意: '是',
    },
  });
}

/** The first-contact clerk visits for the complaint, and telephones for the repair. */
async function visit(
  { home, cast, calendar, clock }: Stage,
  about: { complaint: string; repair: string },
): Promise<void> {
  const { clerk, secondClerk } = cast;
  const made = { 回访日期: calendar.daysAgo(3), 房号: leak.room, 首问责任人: clerk.name };
  await fileRecord(home, clerk, {
    category: '17',
    fields: {
      ...made,
      原登记编号: about.complaint,
      回访方式: '上门',
      回访事由: '投诉回访',
      业主意见: '已不漏，补漆平整，认可处理结果',
      业主签字: '是',
    },
  });
  clock.wait(20);
  await fileRecord(home, clerk, {
    category: '17',
    fields: {
      ...made,
      原登记编号: about.repair,
      回访方式: '电话',
      回访事由: '报修回访',
      业主意见: '师傅来得快，满意',
      通话详情: '询问是否再有滴水，业主说三天没有再滴',
      第一签字人: clerk.name,
      第二签字人: secondClerk.name,
    },
  });
}

async function* photoBytes(): AsyncGenerator<Uint8Array> {
  yield stainPhoto();
}
