import { voidOrder } from '../dispatch/commands.ts';
import { correctRecord } from '../records/commands/correct-record.ts';
import { dispatchRepair, noteDispatch } from './repairs.ts';
import type { Scene, Stage } from './stage.ts';

/** One order that never came back, one that was voided, and a slip of the pen put right. */
export function orderScenes(stage: Stage): Scene[] {
  const { home, cast, calendar, clock } = stage;
  const { clerk, secondClerk, supervisor } = cast;
  return [
    {
      at: calendar.at(calendar.daysAgo(8), '11:30'),
      says: '一张派工单迟迟没有收回，另一张误开作废',
      async play() {
        const dispatched = await dispatchRepair(stage, secondClerk, {
          room: '1-2-0102',
          caller: '俞女士',
          phone: '13900001064',
          part: '阳台',
          fault: '推拉门滑轮掉轨',
        });
        clock.wait(45);
        const result = '滑轮需订货，到货后再上门；派工单在工程师手里';
        await noteDispatch(stage, secondClerk, dispatched, { 处理结果: result });
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
      says: '一条登记更正，原文仍在',
      async play() {
        const serial = calendar.months.last.replace('-', '');
        const number = `DJ-${serial}-0001`;
        const reason = '与放行单存根核对，少记一件';
        const changes = { 数量: 2 };
        await correctRecord(home, clerk, { number, reason, changes });
      },
    },
  ];
}
