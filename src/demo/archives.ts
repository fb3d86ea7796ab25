import { approveAccess, askAccess, refuseAccess } from '../archives/commands/access.ts';
import { look } from '../archives/commands/look.ts';
import type { Scene, Stage } from './stage.ts';

/** The households whose archives somebody asked about. */
const askedRooms = {
  refused: '2-2-0301',
  looked: '1-2-0301',
  pending: '2-1-0102',
} as const;

/** The archives: one request refused, one approved and used by a clerk, one that waits. */
export function archiveScenes({ home, cast, calendar, clock }: Stage): Scene[] {
  return [
    {
      at: calendar.at(calendar.daysAgo(7), '10:40'),
      async play() {
        const request = await askAccess(home, cast.administrator, {
          room: askedRooms.refused,
          fields: ['家庭成员', '车牌'],
          purpose: 'other',
          reason: '想统计各户人口和车辆',
          minutes: 30,
        });
        clock.wait(20);
        const reason = '统计不需要看到每一户，请用不含姓名的汇总数';
        await refuseAccess(home, cast.supervisor, { request, reason });
      },
    },
    {
      at: calendar.at(calendar.daysAgo(2), '11:10'),
      says: '查阅业主电话：申请、批准、由客服查看一次',
      async play() {
        const request = await askAccess(home, cast.administrator, {
          room: askedRooms.looked,
          fields: ['业主姓名', '联系电话'],
          purpose: 'payment',
          reason: '退还装修押金，需与业主核对收款账户',
          minutes: 30,
        });
        clock.wait(12);
        await approveAccess(home, cast.supervisor, { request });
        clock.wait(5);
        await look(home, cast.clerk, { request });
      },
    },
    {
      at: calendar.minutesAgo(40),
      says: '又一份查阅业主电话的申请，等待批准',
      async play() {
        await askAccess(home, cast.administrator, {
          room: askedRooms.pending,
          fields: ['联系电话'],
          purpose: 'owner',
          reason: '业主寄来的挂号信退回，需电话核对收件地址',
          minutes: 15,
        });
      },
    },
  ];
}
