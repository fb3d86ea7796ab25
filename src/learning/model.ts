import { z } from 'zod';

/** How a version was learned: by reading it and signing, or in a training with a passed exam. */
export const waysOfLearning = ['reading', 'training'] as const;
export type WayOfLearning = (typeof waysOfLearning)[number];

/** The one fact of learning: a person learned a version of a policy. */
export interface Learned {
  readonly person: string;
  readonly code: string;
  readonly version: number;
  readonly how: WayOfLearning;
  /** The training session; empty for a signed reading. */
  readonly source: string;
}

/** Signs that some texts were read and understood: the very texts whose digests are given. */
export const SignReadings = z
  .strictObject({
    readings: z
      .array(
        z.strictObject({
          code: z.string().meta({ title: '制度编号', example: 'ZD-04' }),
          version: z.number().int().positive().meta({ title: '版本号', example: 2 }),
          sha256: z
            .string()
            .regex(/^sha256:[0-9a-f]{64}$/)
            .meta({ title: '正文摘要', description: '所读正文的 SHA-256' }),
        }),
      )
      .min(1, '请至少读一项')
      .max(100),
  })
  .meta({ title: '阅读签字' });
export type SignReadings = z.infer<typeof SignReadings>;
