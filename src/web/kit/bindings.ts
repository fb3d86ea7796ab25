import { basename } from 'node:path';
import { z } from '@hono/zod-openapi';
import type { BindingHome } from '../../bundles/build/context.ts';
import { sizeOf } from '../../bundles/download.ts';
import { bagClasses, type MonthSeal } from '../../bundles/model.ts';
import { listBundles, listFiledMonths } from '../../bundles/queries.ts';
import { listSeals } from '../../bundles/rows.ts';
import { findJobRow, listJobMonths } from '../../bundles/seal/job.ts';
import { placesOf } from '../../bundles/seal/publish.ts';
import { localDateOf, type Month, previousMonth } from '../../core/month.ts';

/** Long work as people watch it. */
const JobView = z
  .object({
    state: z.enum(['running', 'done', 'failed']),
    step: z.string(),
    done: z.number().int(),
    total: z.number().int(),
    detail: z.string().nullable().openapi({ description: '完成或失败的说明' }),
    startedAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Job');
type JobView = z.infer<typeof JobView>;

/** One sealing of a month with its bags. */
const SealView = z
  .object({
    supplement: z.number().int().openapi({ description: '0 为正卷，1 起为补卷' }),
    sealedAt: z.string(),
    sealers: z.array(z.string()),
    exceptions: z.number().int(),
    bags: z.array(
      z.object({
        class: z.enum(bagClasses),
        file: z.string(),
        sizeBytes: z.number().int().nullable().openapi({ description: '文件不在时为 null' }),
      }),
    ),
  })
  .openapi('Seal');
type SealView = z.infer<typeof SealView>;

/** A month among the bundles. */
export const BundleLine = z
  .object({
    site: z.string(),
    month: z.string(),
    state: z.enum(['draft', 'running', 'failed', 'sealed']),
    seals: z.array(SealView),
    job: JobView.nullable(),
  })
  .openapi('Bundle');
export type BundleLine = z.infer<typeof BundleLine>;

/** The months of a site that are over and hold anything, sealed or not, newest first. */
export async function listMonths(home: BindingHome, site: string): Promise<BundleLine[]> {
  const sealed = await listBundles(home, site);
  const begun = await listJobMonths(home.store.read, site);
  const present = localDateOf(home.clock.now(), home.catalogue.document.timeZone).slice(0, 7);
  const filed = (await listFiledMonths(home, site)).filter((month) => month < present);
  const months = new Set([
    previousMonth(present),
    ...sealed.map(({ month }) => month),
    ...begun,
    ...filed,
  ]);
  const newestFirst = [...months].sort().reverse();
  return Promise.all(newestFirst.map((month) => getMonth(home, site, month)));
}

/** Where a month stands. */
export async function getMonth(home: BindingHome, site: string, month: Month): Promise<BundleLine> {
  const seals = await listSeals(home.store.read, { site, month });
  const job = await findJob(home, { site, month });
  const views = await Promise.all(seals.map((seal) => sealView(home, seal)));
  return { site, month, state: stateOf(seals, job), seals: views, job: job ?? null };
}

function stateOf(seals: readonly MonthSeal[], job: JobView | undefined): BundleLine['state'] {
  if (job?.state === 'running' || job?.state === 'failed') return job.state;
  return seals.length > 0 ? 'sealed' : 'draft';
}

async function findJob(
  home: Pick<BindingHome, 'store'>,
  asked: { site: string; month: Month },
): Promise<JobView | undefined> {
  const row = await findJobRow(home.store.read, asked);
  if (row === undefined) return undefined;
  const { step, done, total, detail, started_at, updated_at } = row;
  const state = JobView.shape.state.parse(row.state);
  return { state, step, done, total, detail, startedAt: started_at, updatedAt: updated_at };
}

async function sealView(home: BindingHome, seal: MonthSeal): Promise<SealView> {
  const { bags } = await placesOf(home, seal);
  return {
    supplement: seal.supplement,
    sealedAt: seal.sealedAt,
    sealers: seal.plan.sealers,
    exceptions: seal.plan.exceptions.length,
    bags: await Promise.all(
      bags.map(async ({ class: bag, path }) => ({
        class: bag,
        file: basename(path),
        sizeBytes: await sizeOf(path),
      })),
    ),
  };
}
