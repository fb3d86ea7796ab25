import { z } from 'zod';
import { Question } from './inputs.ts';
import { topics, trainingClasses, trainingParts, waysOfSigningIn } from './words.ts';

const At = z.string().meta({ title: '时刻', example: '2026-11-04T06:00:00.000Z' });
const Day = z.string().meta({ title: '日期', example: '2026-11-04' });
const Who = z.strictObject({ username: z.string(), name: z.string() }).meta({ title: '人员' });
const Part = z.enum(trainingParts);

/** A training as a line of a list. */
export const SeriesLine = z
  .strictObject({
    id: z.string(),
    site: z.string(),
    class: z.enum(trainingClasses),
    title: z.string(),
    minutes: z.number().int(),
    policies: z.array(z.string()).readonly(),
    addedBy: z.string(),
    addedAt: At,
    sessions: z.number().int().meta({ title: '场次', description: '已取消的不计' }),
    missing: z.array(Part).readonly().meta({ title: '还没有的公共材料' }),
  })
  .meta({ title: '培训' });
export type SeriesLine = z.infer<typeof SeriesLine>;

/** A plan or lesson notes, and what it was written for. */
export const MaterialView = z
  .strictObject({
    id: z.string(),
    kind: z.enum(['plan', 'notes']),
    of: z.enum(['series', 'session']).meta({ title: '系列共用，或本次专用' }),
    text: z.string(),
    file: z
      .strictObject({ name: z.string(), mediaType: z.string(), sizeBytes: z.number().int() })
      .nullable(),
    writtenBy: z.string(),
    writtenAt: At,
  })
  .meta({ title: '计划或教案' });
export type MaterialView = z.infer<typeof MaterialView>;

/** An exam's questions with their right answers, for those who hold the training. */
export const PaperView = z
  .strictObject({
    id: z.string(),
    of: z.enum(['series', 'session']),
    questions: z.array(Question).readonly(),
    points: z.number().int(),
    passMark: z.number().int(),
    writtenBy: z.string(),
    writtenAt: At,
  })
  .meta({ title: '试卷（含答案）' });
export type PaperView = z.infer<typeof PaperView>;

/** A session as a line of a list. */
export const SessionLine = z
  .strictObject({
    id: z.string(),
    site: z.string(),
    series: z.string(),
    class: z.enum(trainingClasses),
    title: z.string(),
    topic: z.enum(topics).nullable(),
    startsAt: At,
    endsAt: At,
    minutes: z.number().int(),
    trainer: Who,
    place: z.string(),
    repeats: z.string().nullable().meta({ title: '重复哪一次' }),
    policies: z.array(z.string()).readonly(),
    status: z.enum(['planned', 'incomplete', 'closed', 'cancelled']),
    missing: z.array(Part).readonly().meta({ title: '缺的部分' }),
    expected: z.number().int().meta({ title: '应到人数' }),
    present: z.number().int().meta({ title: '签到人数' }),
    expectedPresent: z.number().int().meta({
      title: '应到的人里已到的',
      description: '上了重复场次的也算到',
    }),
    passed: z.number().int().meta({ title: '合格人数' }),
    average: z.number().nullable().meta({ title: '平均分（百分制）' }),
  })
  .meta({ title: '培训场次' });
export type SessionLine = z.infer<typeof SessionLine>;

/** What was put right. */
export const CorrectionView = z
  .strictObject({
    id: z.string(),
    what: z.enum(['attendance', 'score', 'summary']),
    person: Who.nullable(),
    was: z.string().nullable(),
    becomes: z.string().nullable(),
    reason: z.string(),
    by: z.string(),
    at: At,
  })
  .meta({ title: '更正' });
export type CorrectionView = z.infer<typeof CorrectionView>;

/** How one person stands in a session. */
export const PersonResultView = Who.extend({
  expected: z.boolean(),
  present: z.boolean(),
  elsewhere: z.string().nullable().meta({ title: '上了哪一次重复场次' }),
  signIn: z
    .strictObject({ how: z.enum(waysOfSigningIn), at: At, by: z.string(), late: z.boolean() })
    .nullable()
    .meta({ title: '原签到', description: '更正过的也照原样保留' }),
  answered: z.boolean().meta({ title: '在本人页面答过卷' }),
  score: z.number().int().nullable(),
  mark: z.enum(['none', 'absent', 'scored']).meta({ title: '未评分、缺考、已评分' }),
  firstScore: z.number().int().nullable().meta({ title: '更正前的分数' }),
  passed: z.boolean(),
  corrections: z.array(CorrectionView).readonly(),
}).meta({ title: '个人成绩' });
export type PersonResultView = z.infer<typeof PersonResultView>;

/** A session in full: `people` are everybody's results for who may see them, else one's own. */
export const SessionView = SessionLine.extend({
  policyVersions: z
    .array(
      z.strictObject({
        code: z.string(),
        title: z.string(),
        version: z.number().int().nullable().meta({ title: '当天生效的版本' }),
      }),
    )
    .readonly(),
  plannedBy: z.string(),
  plannedAt: At,
  plan: MaterialView.nullable(),
  notes: MaterialView.nullable(),
  paper: z
    .strictObject({
      id: z.string(),
      of: z.enum(['series', 'session']),
      count: z.number().int(),
      points: z.number().int(),
      passMark: z.number().int(),
    })
    .nullable(),
  signInFrom: At,
  signInUntil: At,
  seesAll: z.boolean().meta({ title: '能看全部成绩' }),
  mayRun: z.boolean().meta({ title: '能办理这一次' }),
  people: z.array(PersonResultView).readonly(),
  summary: z.string().nullable(),
  firstSummary: z.string().nullable(),
  closedBy: z.string().nullable(),
  closedAt: At.nullable(),
  cancelled: z.strictObject({ reason: z.string(), by: z.string(), at: At }).nullable(),
  corrections: z.array(CorrectionView).readonly(),
  repeatedBy: z.array(z.strictObject({ id: z.string(), startsAt: At })).readonly(),
}).meta({ title: '培训场次（全部）' });
export type SessionView = z.infer<typeof SessionView>;

/** The exam as who sits it sees it: no right answers. */
export const ExamView = z
  .strictObject({
    session: z.string(),
    paper: z.string(),
    points: z.number().int(),
    passMark: z.number().int(),
    questions: z
      .array(
        z.strictObject({
          text: z.string(),
          points: z.number().int(),
          options: z.array(z.string()),
          several: z.boolean().meta({ title: '多选' }),
        }),
      )
      .readonly(),
    answered: z.boolean(),
    score: z.number().int().nullable(),
    mark: z.enum(['none', 'absent', 'scored']),
    passed: z.boolean(),
  })
  .meta({ title: '答卷页' });
export type ExamView = z.infer<typeof ExamView>;

/** One week's three hours. */
export const WeekView = z
  .strictObject({
    week: z.string().meta({ title: 'ISO 周', example: '2026-W45' }),
    monday: Day,
    sunday: Day,
    goal: z.number().int(),
    held: z.number().int().meta({ title: '实际开成的次数' }),
    complete: z.number().int().meta({ title: '其中五样齐全的' }),
    isOpen: z.boolean().meta({ title: '这一周还没有过完' }),
    counted: z.array(SessionLine).readonly(),
    uncounted: z
      .array(
        z.strictObject({
          session: SessionLine,
          why: z.enum(['cancelled', 'ahead', 'nobody', 'short', 'repeat', 'overlap']),
        }),
      )
      .readonly(),
  })
  .meta({ title: '一周的三个一' });
export type WeekView = z.infer<typeof WeekView>;

/** Weeks with the topics that months lack. */
export const WeeksView = z
  .strictObject({
    site: z.string(),
    items: z.array(WeekView).readonly(),
    months: z
      .array(z.strictObject({ month: z.string(), missing: z.array(z.enum(topics)).readonly() }))
      .readonly()
      .meta({ title: '各月还缺的议题' }),
  })
  .meta({ title: '三个一统计' });
export type WeeksView = z.infer<typeof WeeksView>;

/** One hour in a person's file. */
export const FileLine = z
  .strictObject({
    session: SessionLine,
    part: z.enum(['attended', 'missed', 'taught']),
    result: PersonResultView.nullable(),
    counts: z.boolean().meta({ title: '计入课时', description: '结了课、同一内容只计一次' }),
  })
  .meta({ title: '一次培训' });
export type FileLine = z.infer<typeof FileLine>;

/** A person's training file. */
export const TrainingFile = z
  .strictObject({
    username: z.string(),
    name: z.string(),
    active: z.boolean(),
    years: z
      .array(
        z.strictObject({
          year: z.string(),
          minutes: z.number().int().meta({ title: '课时（分钟）' }),
          attended: z.number().int(),
          expected: z.number().int(),
          expectedPresent: z.number().int(),
          average: z.number().nullable().meta({ title: '平均分（百分制）' }),
          failed: z.number().int(),
        }),
      )
      .readonly(),
    sessions: z.array(FileLine).readonly(),
    learned: z
      .array(
        z.strictObject({
          code: z.string(),
          title: z.string(),
          version: z.number().int(),
          how: z.enum(['reading', 'training']),
          source: z.string(),
          at: At,
        }),
      )
      .readonly(),
  })
  .meta({ title: '个人培训档案' });
export type TrainingFile = z.infer<typeof TrainingFile>;
