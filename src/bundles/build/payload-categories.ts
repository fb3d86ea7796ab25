import { byCategory, type MonthEvidence } from '../data/month.ts';
import type { BagClass } from '../model.ts';
import { type MadeCategory, readyCategory } from './category.ts';
import type { BuildContext } from './context.ts';
import { type DraftVolume, putVolume } from './volumes.ts';
import type { WorkFolder } from './work-folder.ts';

/** Volumes typeset at once, one for each press; their records are in memory meanwhile. */
const atOnce = 2;

/**
 * Puts every category of a class into its bag, in the order of their numbers.
 *
 * The parts of one volume follow each other, since page numbers run on; volumes do not wait for
 * each other. Only one category at a time writes into the payload.
 */
export async function makeCategories(
  context: BuildContext,
  folder: WorkFolder,
  month: MonthEvidence,
  bag: BagClass,
): Promise<MadeCategory[]> {
  const categories = [...byCategory(month, bag).values()];
  const total = categories.reduce((sum, rows) => sum + rows.length, 0);
  let done = 0;
  const tell = () => context.progress({ step: `装订分卷（${bag}）`, done, total });
  tell();
  const made: Omit<MadeCategory, 'volume'>[] = [];
  const drafts: Promise<DraftVolume>[] = [];
  const underWay = new Set<Promise<unknown>>();
  try {
    for (const rows of categories) {
      if (underWay.size >= atOnce) await Promise.race(underWay);
      const ready = await readyCategory(context, folder, rows, bag);
      const draft = ready.draft().finally(() => {
        underWay.delete(draft);
        done += rows.length;
        tell();
      });
      draft.catch(() => undefined); // it is told of where all are waited for
      underWay.add(draft);
      made.push(ready.made);
      drafts.push(draft);
    }
  } finally {
    // Also after a failure: nothing may go on writing into a folder that is given up.
    await Promise.allSettled(drafts);
  }
  const volumes = await Promise.all(drafts);
  const whole: MadeCategory[] = [];
  for (const [index, one] of made.entries()) {
    const draft = volumes[index];
    if (draft !== undefined) whole.push({ ...one, volume: await putVolume(folder, draft) });
  }
  return whole;
}
