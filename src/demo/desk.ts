import { voidOrder } from '../dispatch/commands.ts';
import { attachFile } from '../records/commands/attach-file.ts';
import { correctRecord } from '../records/commands/correct-record.ts';
import { fileRecord } from '../records/commands/file-record.ts';
import { complaintField } from './people.ts';
import { stainPhoto } from './photo.ts';
import { closeRepair, type Dispatched, dispatchRepair, fileRepair } from './repairs.ts';
import type { Scene, Stage } from './stage.ts';

/** What happens at the desk in these days, beside what happens every day. */
export function deskScenes(stage: Stage): Scene[] {
  return [...leakScenes(stage), ...orderScenes(stage), ...inquiryScenes(stage), ...open(stage)];
}

const leak = { room: '2-1-0302', caller: '盛女士', phone: '13900001148' } as const;

/** A complaint becomes a repair, an order, a photo, a result, an answer and two visits. */
function leakScenes(stage: Stage): Scene[] {
  const { home, cast, calendar, clock } = stage;
  const { clerk, secondClerk, supervisor } = cast;
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
        const heard = calendar.minute(clock.now());
        clock.wait(15);
        const filed = await fileRecord(home, clerk, {
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
            上报对象: supervisor.name,
            首问责任人: clerk.name,
          },
        });
        complaint = filed.number;
        clock.wait(6);
        repair = await dispatchRepair(stage, clerk, {
          ...leak,
          part: '卫生间',
          fault: '楼上漏水，顶板滴水',
          urgent: true,
          more: { [complaintField]: complaint },
        });
        clock.wait(40);
        const photo = { number: repair.number, name: '顶板水渍.png', bytes: photoBytes() };
        await attachFile(home, clerk, photo);
      },
    },
    {
      at: calendar.at(calendar.daysAgo(6), '16:10'),
      async play() {
        const result = '楼上角阀软管老化，已更换；顶板待干后补漆';
        await closeRepair(stage, clerk, { ...dispatched(), result });
      },
    },
    {
      at: calendar.at(calendar.daysAgo(4), '10:05'),
      async play() {
        const asked = calendar.minute(clock.now());
        clock.wait(35);
        await correctRecord(home, clerk, {
          number: complaint,
          reason: '补记追询、处理意见与答复',
          changes: {
            追询时间: asked,
            领导处理意见: '工程部本周内补漆；今后楼上楼下漏水当天同时上门查两户',
            答复业主时间: calendar.minute(clock.now()),
            业主是否满意: '是',
          },
        });
      },
    },
    {
      at: calendar.at(calendar.daysAgo(3), '15:20'),
      says: '投诉与报修各有回访（电话回访两人签字）',
      async play() {
        const visit = { 回访日期: calendar.daysAgo(3), 房号: leak.room, 首问责任人: clerk.name };
        await fileRecord(home, clerk, {
          category: '17',
          fields: {
            ...visit,
            原登记编号: complaint,
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
            ...visit,
            原登记编号: dispatched().number,
            回访方式: '电话',
            回访事由: '报修回访',
            业主意见: '师傅来得快，满意',
            通话详情: '询问是否再有滴水，业主说三天没有再滴',
            第一签字人: clerk.name,
            第二签字人: secondClerk.name,
          },
        });
      },
    },
  ];
}

/** One order that never came back, one that was voided, and a slip of the pen put right. */
function orderScenes(stage: Stage): Scene[] {
  const { home, cast, calendar, clock } = stage;
  const { clerk, secondClerk, supervisor } = cast;
  return [
    {
      at: calendar.at(calendar.daysAgo(8), '11:30'),
      says: '一张派工单迟迟没有收回，另一张误开作废',
      async play() {
        await dispatchRepair(stage, secondClerk, {
          room: '1-2-0102',
          caller: '俞女士',
          phone: '13900001064',
          part: '阳台',
          fault: '推拉门滑轮掉轨',
        });
      },
    },
    {
      at: calendar.at(calendar.daysAgo(5), '14:02'),
      async play() {
        const { number, order } = await dispatchRepair(stage, secondClerk, {
          room: '3-1-0401',
          caller: '温先生',
          phone: '13900001267',
          part: '客厅',
          fault: '吸顶灯不亮',
        });
        clock.wait(10);
        const reason = '业主来电说灯已自己换好，不用上门';
        const voided = { number: order, reason, approver: supervisor };
        await voidOrder(home, secondClerk, voided);
        clock.wait(3);
        await correctRecord(home, secondClerk, {
          number,
          reason: '业主自行处理，不再派工',
          changes: {
            未派工原因: '电话指导解决',
            处理结果: '业主自行更换灯管，派工单作废',
            回复业主时间: calendar.minute(clock.now()),
          },
        });
      },
    },
    {
      at: calendar.at(calendar.daysAgo(3), '10:30'),
      async play() {
        const serial = calendar.months.earlier.replace('-', '');
        const number = `ZX-${serial}-0002`;
        const reason = '核对纸质登记本，补上业主当时追问的一句';
        const changes = { 咨询事项: '业主先电话、后到前台两次询问同一事项（详见纸质登记本）' };
        await correctRecord(home, clerk, { number, reason, changes });
      },
    },
  ];
}

/** An inquiry answered after asking a superior, and one that still waits within its 24 hours. */
function inquiryScenes({ home, cast, calendar, clock }: Stage): Scene[] {
  return [
    {
      at: calendar.at(calendar.daysAgo(2), '15:05'),
      async play() {
        const asked = calendar.minute(clock.now());
        clock.wait(50);
        await fileRecord(home, cast.clerk, {
          category: '03',
          room: '2-2-0101',
          fields: {
            咨询时间: asked,
            咨询人: '殷女士',
            咨询事项: '地下车位可以转租给本楼住户吗',
            是否当场答复: '否',
            请示领导: cast.supervisor.name,
            请示时间: asked,
            答复内容: '可以转租给本小区住户，双方到前台登记车牌后生效',
            答复时间: calendar.minute(clock.now()),
          },
        });
      },
    },
    {
      at: calendar.minutesAgo(300),
      says: '一项咨询已请示主管，24 小时内须答复',
      async play() {
        await fileRecord(home, cast.secondClerk, {
          category: '03',
          room: '1-1-0202',
          fields: {
            咨询时间: calendar.minute(clock.now()),
            咨询人: '姚女士',
            咨询事项: '屋顶露台的防水是谁负责，要不要分摊费用',
            是否当场答复: '否',
            请示领导: cast.supervisor.name,
            请示时间: calendar.minute(clock.now()),
          },
        });
      },
    },
  ];
}

/** What is open now: a complaint of yesterday, a thing found, and a repair just reported. */
function open(stage: Stage): Scene[] {
  const { home, cast, calendar, clock } = stage;
  return [
    {
      at: calendar.at(calendar.daysAgo(1), '16:20'),
      async play() {
        const heard = calendar.minute(clock.now());
        clock.wait(18);
        await fileRecord(home, cast.clerk, {
          category: '04',
          fields: {
            投诉时间: heard,
            受理方式: '电话',
            房号: '3-1-0202',
            投诉人: '窦女士',
            联系电话: '13900001246',
            投诉内容: '地下车库固定车位又被别人占用，上月也投诉过',
            投诉类别: '秩序',
            责任部门: '秩序维护部',
            上报主管时间: calendar.minute(clock.now()),
            上报对象: cast.supervisor.name,
            首问责任人: cast.clerk.name,
          },
        });
      },
    },
    {
      at: calendar.at(calendar.daysAgo(1), '18:10'),
      async play() {
        await fileRecord(home, cast.secondClerk, {
          category: '33',
          fields: {
            登记时间: calendar.minute(clock.now()),
            类别: '拾遗',
            物品名称: '黑色双肩包一个',
            物品特征: '内有课本和水杯，无证件',
            发生地点: '儿童滑梯旁',
            保管人: cast.secondClerk.name,
            保管位置: '前台失物柜 2 格',
            处理结果: '查找中',
            经办人: cast.secondClerk.name,
          },
        });
      },
    },
    {
      at: calendar.minutesAgo(1),
      says: '刚接到一起报修，还没有派工，5 分钟的时限在走',
      async play() {
        await fileRepair(stage, cast.clerk, {
          room: '3-1-0201',
          caller: '翟先生',
          phone: '13900001239',
          part: '厨房',
          fault: '下水道堵塞，污水外溢',
          urgent: true,
        });
      },
    },
  ];
}

async function* photoBytes(): AsyncGenerator<Uint8Array> {
  yield stainPhoto();
}
