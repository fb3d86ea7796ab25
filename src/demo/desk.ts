import { fileRecord } from '../records/commands/file-record.ts';
import { leakScenes } from './leak.ts';
import { orderScenes } from './orders.ts';
import { fileRepair } from './repairs.ts';
import type { Scene, Stage } from './stage.ts';

/** What happens at the desk in these days, beside what happens every day. */
export function deskScenes(stage: Stage): Scene[] {
  return [...leakScenes(stage), ...orderScenes(stage), ...inquiryScenes(stage), ...open(stage)];
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
