import { z } from 'zod';

const Title = z.string().trim().min(1, '没有名字').max(60, '名字太长');
const Minutes = z.number('分钟要写数字').int('分钟要写整数').min(0).max(999);

/** A place on the patrol's plan of squares: a stop of the round, or a landmark to go by. */
const RoutePoint = z.strictObject({
  at: z
    .string()
    .regex(/^[A-F]([1-9]|1[0-2])$/, '方格写成 B2，列 A 到 F，行 1 到 12')
    .describe('the square it stands on, such as B2'),
  title: Title,
  see: z.string().max(120).optional().describe('what is looked at there'),
  walk: Minutes.optional().describe('minutes from the stop before'),
  stay: Minutes.optional().describe('minutes at the stop'),
  landmark: z.boolean().optional().describe('only drawn, to find one’s way by'),
});
export type RoutePoint = z.infer<typeof RoutePoint>;

/** The round that is patrolled every day, in the order in which it is walked. */
export const PatrolRoute = z.strictObject({
  title: Title,
  start: z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, '出发时刻写成 9:30'),
  points: z.array(RoutePoint).max(72),
});
export type PatrolRoute = z.infer<typeof PatrolRoute>;

/** The word that stands for the end of a flow. */
export const flowEnd = '完';

const FlowWay = z.strictObject({
  to: z.string().describe('the number of a step, or 完'),
  label: z.string().optional().describe('in which case, such as 是'),
});

const FlowStep = z.strictObject({
  number: z.string().regex(/^\d{1,3}$/, '步骤号写 1 到 3 位数字'),
  lane: z.string().describe('who does it: one of the lanes'),
  text: z.string().trim().min(1, '没有写做什么').max(120),
  limit: z.string().max(30).optional().describe('how long it may take, such as 5 分钟内'),
  question: z.boolean().optional().describe('a question, whose ways carry the answers'),
  next: z.array(FlowWay).optional().describe('where it leads; every step says so'),
});
export type FlowStep = z.infer<typeof FlowStep>;

/** How a matter is handled: numbered steps, each done by one of the lanes. */
export const Flow = z.strictObject({
  title: Title,
  lanes: z
    .array(z.string().trim().min(1, '有泳道没有名字').max(20))
    .min(1)
    .max(6, '泳道不能超过 6 条'),
  steps: z.array(FlowStep).min(1, '没有步骤').max(40, '步骤不能超过 40 个'),
});
export type Flow = z.infer<typeof Flow>;

/** The three flow charts of the handbook. */
export const Flows = z.strictObject({ repair: Flow, emergency: Flow, complaint: Flow }).partial();
export type Flows = z.infer<typeof Flows>;

/** What the handbook holds beside what it must. */
export const HandbookSettings = z.strictObject({
  posted: z.boolean().describe('whether ※ policies stand in the handbook, too'),
});
export type HandbookSettings = z.infer<typeof HandbookSettings>;
