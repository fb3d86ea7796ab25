import { z } from 'zod';
import { topics, trainingClasses } from './words.ts';

const Id = z.string().min(1).max(60).meta({ title: '编号（不透明）' });
const Username = z.string().trim().min(1).max(64).meta({ title: '用户名', example: 'wang' });
const Reason = z.string().trim().min(1, '请写明原因').max(1_000).meta({ title: '原因' });
const Minutes = z.number().int().min(10).max(480).meta({ title: '时长（分钟）', example: 60 });
const PolicyCode = z
  .string()
  .regex(/^[A-Z]{2,4}-\d{2,}$/, '编号写成 ZD-10 这样')
  .meta({ title: '制度编号', example: 'ZD-10' });

/** One question: with options it is a choice, whose right ones are named by their place from 0. */
export const Question = z
  .strictObject({
    text: z.string().trim().min(1).max(1_000).meta({ title: '题目' }),
    points: z.number().int().min(1).max(100).meta({ title: '分值', example: 20 }),
    options: z.array(z.string().trim().min(1).max(300)).max(8).meta({
      title: '选项',
      description: '没有选项的是简答题，由讲师评分',
    }),
    right: z.array(z.number().int().min(0).max(7)).max(8).meta({
      title: '正确选项',
      description: '从 0 数起；简答题为空',
    }),
  })
  .refine(({ options, right }) => isAnswerable(options, right), {
    message: '选择题至少两个选项、一个正确答案，选项不能重复；简答题没有正确选项',
  })
  .meta({ title: '试题' });
export type Question = z.infer<typeof Question>;

function isAnswerable(options: readonly string[], right: readonly number[]): boolean {
  if (options.length === 0) return right.length === 0;
  const isDistinct =
    new Set(options).size === options.length && new Set(right).size === right.length;
  const isKnown = right.every((index) => index < options.length);
  return options.length > 1 && right.length > 0 && isDistinct && isKnown;
}

/** The questions of an exam; without a pass mark it is passed with 80 of 100. */
export const Paper = z
  .strictObject({
    questions: z.array(Question).min(1, '请至少出一题').max(50),
    passMark: z.number().int().min(1).max(5_000).optional().meta({
      title: '合格分',
      description: '不填为满分的 80%',
      example: 80,
    }),
  })
  .meta({ title: '试卷' });
export type Paper = z.infer<typeof Paper>;

const Text = z.string().trim().min(1, '请写内容，或附文件').max(50_000);

/** Adds a training that is held once or as a series of hours. */
export const AddSeries = z
  .strictObject({
    site: z.string().max(8).optional().meta({ title: '项目', example: 'A' }),
    class: z.enum(trainingClasses).meta({ title: '类别' }),
    title: z.string().trim().min(1).max(100).meta({ title: '名称', example: '业主报修处理程序' }),
    minutes: Minutes.default(60),
    policies: z.array(PolicyCode).max(60).default([]).meta({ title: '所学制度' }),
    plan: Text.optional().meta({ title: '计划（Markdown）' }),
    notes: Text.optional().meta({ title: '教案（Markdown）' }),
    paper: Paper.optional(),
  })
  .meta({ title: '新增培训' });
export type AddSeries = z.input<typeof AddSeries>;

/** Writes a plan or lesson notes anew; what stood before stays. */
export const WriteMaterial = z
  .strictObject({
    kind: z.enum(['plan', 'notes']).meta({ title: '计划或教案' }),
    text: Text,
  })
  .meta({ title: '写计划或教案' });
export type WriteMaterial = z.infer<typeof WriteMaterial>;

/** What a plan, lesson notes or questions belong to: a training, or one session of it. */
export type Target = { readonly series: string } | { readonly session: string };

/** Plans hours of a training: up to a week's in one go. */
export const PlanSessions = z
  .strictObject({
    series: Id,
    sessions: z
      .array(
        z.strictObject({
          startsAt: z.iso.datetime({ offset: true }).meta({
            title: '开始时间',
            example: '2026-11-04T14:00:00+08:00',
          }),
          topic: z.enum(topics).optional().meta({ title: '议题', description: '每周三个一必填' }),
        }),
      )
      .min(1, '请至少排一次')
      .max(10),
    minutes: Minutes.optional(),
    trainer: Username.meta({ title: '讲师' }),
    place: z.string().trim().min(1).max(60).meta({ title: '地点', example: '会议室' }),
    expected: z.array(Username).min(1, '请至少选一人').max(500).optional().meta({
      title: '应到人员',
      description: '不填为本项目全部在用人员（讲师除外）',
    }),
    policies: z.array(PolicyCode).max(60).optional().meta({
      title: '所学制度',
      description: '不填为这门培训的制度',
    }),
    repeats: Id.optional().meta({ title: '重复哪一次', description: '倒班人员上的重复场次' }),
  })
  .meta({ title: '排课' });
export type PlanSessions = z.infer<typeof PlanSessions>;

/** Signs people in by their names, by whoever holds the session; marked as such. */
export const SignInByName = z
  .strictObject({ session: Id, people: z.array(Username).min(1, '请选人').max(200) })
  .meta({ title: '代签到' });
export type SignInByName = z.infer<typeof SignInByName>;

/** One's own answers, one a question in order. */
export const AnswerExam = z
  .strictObject({
    session: Id,
    paper: Id.meta({ title: '试卷', description: '所答的是哪一份' }),
    answers: z
      .array(
        z.union([
          z.array(z.number().int().min(0).max(7)).max(8).meta({ title: '选了哪几项' }),
          z.string().trim().max(4_000).meta({ title: '简答' }),
        ]),
      )
      .min(1)
      .max(50),
  })
  .meta({ title: '答卷' });
export type AnswerExam = z.infer<typeof AnswerExam>;

/** Scores of an exam on paper or of short answers; null for who did not sit it. */
export const EnterScores = z
  .strictObject({
    session: Id,
    scores: z
      .array(
        z.strictObject({
          username: Username,
          points: z.number().int().min(0).max(5_000).nullable().meta({
            title: '得分',
            description: 'null 为缺考',
          }),
        }),
      )
      .min(1, '请至少填一人的分数')
      .max(500),
  })
  .meta({ title: '登记成绩' });
export type EnterScores = z.infer<typeof EnterScores>;

/** Closes a session with its summary. */
export const CloseSession = z
  .strictObject({
    session: Id,
    summary: z.string().trim().min(1, '请写效果总结').max(4_000).meta({ title: '效果总结' }),
  })
  .meta({ title: '结课' });
export type CloseSession = z.infer<typeof CloseSession>;

/** Calls off a session that was not held. */
export const CancelSession = z
  .strictObject({ session: Id, reason: Reason })
  .meta({ title: '取消' });
export type CancelSession = z.infer<typeof CancelSession>;

/** Puts right what was kept of a session; what was kept first stays, struck through. */
export const CorrectResult = z
  .discriminatedUnion('what', [
    z.strictObject({
      what: z.literal('attendance'),
      session: Id,
      username: Username,
      becomes: z.enum(['present', 'absent']).meta({ title: '更正为' }),
      reason: Reason,
    }),
    z.strictObject({
      what: z.literal('score'),
      session: Id,
      username: Username,
      becomes: z.number().int().min(0).max(5_000).nullable().meta({
        title: '更正为',
        description: 'null 为缺考',
      }),
      reason: Reason,
    }),
    z.strictObject({
      what: z.literal('summary'),
      session: Id,
      becomes: z.string().trim().min(1).max(4_000).meta({ title: '更正为' }),
      reason: Reason,
    }),
  ])
  .meta({ title: '更正' });
export type CorrectResult = z.infer<typeof CorrectResult>;
