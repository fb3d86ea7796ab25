import type { Requester } from '../access/model.ts';
import type { Instant } from '../core/clock.ts';
import { checkIn, takeOrder } from '../dispatch/commands.ts';
import { correctRecord } from '../records/commands/correct-record.ts';
import { fileRecord } from '../records/commands/file-record.ts';
import type { Stage } from './stage.ts';

/** A repair as the desk hears of it. */
export interface Repair {
  readonly room: string;
  readonly caller: string;
  readonly phone: string;
  readonly part: string;
  readonly fault: string;
  readonly urgent?: boolean;
  readonly more?: Readonly<Record<string, string>>;
}

/** A repair with its order, as it stands while the engineer is on the way. */
export interface Dispatched {
  readonly number: string;
  readonly order: string;
  readonly at: Instant;
}

const engineer = '罗建国';

/** Files a repair at the story's time. Resolves to its number. */
export async function fileRepair(stage: Stage, clerk: Requester, repair: Repair): Promise<string> {
  const { number } = await fileRecord(stage.home, clerk, {
    category: '01',
    fields: {
      登记时间: stage.calendar.minute(stage.clock.now()),
      受理方式: '电话',
      房号: repair.room,
      报修人: repair.caller,
      联系电话: repair.phone,
      报修部位: repair.part,
      故障现象: repair.fault,
      紧急程度: repair.urgent === true ? '紧急' : '一般',
      首问责任人: clerk.name,
      ...repair.more,
    },
  });
  return number;
}

/** Files a repair, and hands it to engineering as a dispatch order three minutes later. */
export async function dispatchRepair(
  stage: Stage,
  clerk: Requester,
  repair: Repair,
): Promise<Dispatched> {
  const { home, clock } = stage;
  const number = await fileRepair(stage, clerk, repair);
  clock.wait(3);
  const at = clock.now();
  const asked = { record: number, matter: repair.fault, department: '工程部', engineer };
  const { number: order } = await takeOrder(home, clerk, asked);
  return { number, order, at };
}

/** The order came back signed by the owner, and the owner was told. */
export async function closeRepair(
  stage: Stage,
  clerk: Requester,
  done: Dispatched & { readonly result: string; readonly charge?: number },
): Promise<void> {
  const { home, clock, calendar } = stage;
  await checkIn(home, clerk, { number: done.order, copy: 'service' });
  await noteDispatch(stage, clerk, done, {
    完工时间: calendar.minute(minutesAfter(done.at, 55)),
    处理结果: done.result,
    业主签字: '是',
    回复业主时间: calendar.minute(clock.now()),
    ...(done.charge === undefined ? {} : { 有偿金额元: done.charge }),
  });
}

/** Writes the order and the engineer's times into the repair, as a correction. */
export async function noteDispatch(
  { home, calendar }: Stage,
  clerk: Requester,
  { number, order, at }: Dispatched,
  more: Readonly<Record<string, string | number>>,
): Promise<void> {
  await correctRecord(home, clerk, {
    number,
    reason: '补记派工与处理结果',
    changes: {
      派工时间: calendar.minute(at),
      派工单号: order,
      派往部门: '工程部',
      接单人: engineer,
      到场时间: calendar.minute(minutesAfter(at, 20)),
      ...more,
    },
  });
}

function minutesAfter(at: Instant, minutes: number): Instant {
  return Temporal.Instant.from(at).add({ minutes }).toString({ smallestUnit: 'millisecond' });
}
