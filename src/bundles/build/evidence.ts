import type { MonthEvidence } from '../data/month.ts';
import { compareNumbers } from '../data/records.ts';
import type { BagClass } from '../model.ts';
import type { BagEvidence, LeafJson } from '../report/evidence.ts';
import type { MadeCategory } from './category.ts';
import type { BuildContext } from './context.ts';
import type { WorkFolder } from './work-folder.ts';

const atOnce = 400;

/** What the four-property checks compare a bag with: store, log and index, at first hand. */
export async function evidenceOf(
  context: BuildContext,
  month: MonthEvidence,
  made: {
    readonly bag: BagClass;
    readonly folder: WorkFolder;
    readonly made: readonly MadeCategory[];
    readonly seqs: readonly number[];
  },
): Promise<BagEvidence> {
  const { home, plan, document } = context;
  const db = home.store.read;
  const ids = new Map(month.rows.map((row) => [row.number, row.id]));
  const scopes = document.categories.map(({ code }) => `record:${code}`);
  return {
    site: plan.site,
    month: plan.month,
    supplement: plan.supplement,
    class: made.bag,
    exceptions: plan.exceptions,
    files: made.folder.files,
    known: made.made.flatMap((one) => one.known),
    leaves: await leavesOf(context, made.seqs),
    series: await seriesOf(context),
    missingGlyphs: [...new Set(made.made.flatMap((one) => one.volume.missingGlyphs))].sort(),
    unreadable: made.made.flatMap((one) => one.volume.unreadable),
    personal: made.made.flatMap((one) => one.personal),
    async findsInIndex(record, value) {
      // The index goes on changing, so a rebuild takes what the sealing found.
      if (plan.foundInIndex !== undefined) return plan.foundInIndex.includes(record);
      const query = { query: value, sites: [plan.site], scopes, month: plan.month, limit: 200 };
      const page = await home.index.search(db, query);
      const id = ids.get(record);
      return page.ids.some((hit) => hit.id === id);
    },
  };
}

async function leavesOf(
  context: BuildContext,
  seqs: readonly number[],
): Promise<Map<number, LeafJson>> {
  const leaves = new Map<number, LeafJson>();
  for (let at = 0; at < seqs.length; at += atOnce) {
    const rows = await context.home.store.read
      .selectFrom('entry')
      .select(['seq', 'leaf'])
      .where('seq', 'in', seqs.slice(at, at + atOnce))
      .execute();
    for (const { seq, leaf } of rows) leaves.set(seq, JSON.parse(leaf) as LeafJson);
  }
  return leaves;
}

/** Each category's highest number of the month within the binding, and how many there are. */
async function seriesOf(context: BuildContext): Promise<BagEvidence['series']> {
  const { plan } = context;
  const rows = await context.home.store.read
    .selectFrom('record')
    .select(['category', 'number'])
    .where('site', '=', plan.site)
    .where('month', '=', plan.month)
    .where('entry_seq', '<', plan.size)
    .execute();
  const groups = Map.groupBy(rows, (row) => row.category);
  return [...groups]
    .map(([series, of]) => {
      const highest =
        of
          .map(({ number }) => number)
          .sort(compareNumbers)
          .at(-1) ?? '';
      return { series, last: Number(/\d+$/.exec(highest)?.[0] ?? 0), taken: of.length };
    })
    .sort((one, other) => (one.series < other.series ? -1 : 1));
}
