import { readFileSync } from 'node:fs';
import { type Category, Pack } from '../../src/catalogue/model.ts';
import type { CheckContext } from '../../src/records/rules/check-fields.ts';
import { defaultRoomPattern, roomBook } from '../../src/records/rules/rooms.ts';

const packFile = new URL('../../templates/packs/property-office.json', import.meta.url);
const pack = Pack.parse(JSON.parse(readFileSync(packFile, 'utf8')));

/** A category of the property-office pack. */
export function category(code: string): Category {
  const found = pack.categories.find((each) => each.code === code);
  if (found === undefined) throw new Error(`the pack has no category ${code}`);
  return found;
}

/** A site of a few households on an afternoon of November 2026. */
export function context(changes: Partial<CheckContext> = {}): CheckContext {
  return {
    now: '2026-11-20T08:00:00.000Z',
    zone: 'Asia/Shanghai',
    rooms: roomBook(['1-1-0101', '1-1-0102', '3-2-0501', '3-2-0502'], defaultRoomPattern),
    ...changes,
  };
}

/** A repair that was dispatched, as a clean register writes it. */
export const repair = {
  登记时间: '2026-10-01 08:14',
  受理方式: '电话',
  房号: '3-2-0501',
  报修人: '叶军',
  联系电话: '19971581498',
  报修部位: '楼道',
  故障现象: '地漏返味',
  紧急程度: '一般',
  派工时间: '2026-10-01 08:18',
  派工单号: 'PG-202610-0001',
  派往部门: '工程部',
  接单人: '刘志',
  到场时间: '2026-10-01 08:40',
  完工时间: '2026-10-01 09:30',
  处理结果: '疏通后恢复',
  有偿金额元: '116',
  业主签字: '是',
  回复业主时间: '2026-10-01 09:41',
  首问责任人: '周敏',
} as const;
