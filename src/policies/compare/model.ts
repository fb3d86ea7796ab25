import { z } from 'zod';

const Depth = z.number().int().min(0).meta({ title: '层次', description: '0 为最外层' });

/** What a clause is: how it stands in the text, apart from its words. */
export const ClauseForm = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('heading'), level: z.number().int() }),
    z.strictObject({ kind: z.literal('paragraph'), depth: Depth }),
    z.strictObject({ kind: z.literal('point'), depth: Depth, marker: z.string() }),
    z.strictObject({ kind: z.literal('row') }),
    z.strictObject({ kind: z.literal('line') }),
  ])
  .meta({ title: '条款的样子', description: '标题、段落、编号条款、表格的一行、图或代码的一行' });
export type ClauseForm = z.infer<typeof ClauseForm>;

/** How words are set off. */
export const WordMark = z.enum(['bold', 'italic', 'code', 'struck']);
export type WordMark = z.infer<typeof WordMark>;

/** A run of words that stayed, came or went. */
export const ComparedPart = z
  .strictObject({
    text: z.string(),
    kind: z.enum(['same', 'added', 'removed']),
    marks: z.array(WordMark).readonly().optional().meta({ title: '字样' }),
  })
  .meta({ title: '一段文字' });
export type ComparedPart = z.infer<typeof ComparedPart>;

/** One clause of two texts: as it was, as it is, and by words where it changed. */
export const ComparedClause = z
  .strictObject({
    kind: z.enum(['same', 'changed', 'added', 'removed', 'moved-away', 'moved-here']),
    before: ClauseForm.nullable().meta({ title: '在旧版里的样子' }),
    after: ClauseForm.nullable().meta({ title: '在新版里的样子' }),
    parts: z.array(ComparedPart).readonly(),
  })
  .meta({ title: '一条的比较' });
export type ComparedClause = z.infer<typeof ComparedClause>;
