import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/app-error.ts';
import type { Printer } from '../../print/printer.ts';
import { type BindingHome, type BuildContext, contextOf } from '../build/context.ts';
import { type BuiltPayload, buildPayload } from '../build/payload.ts';
import { hasBag, readMonth } from '../data/month.ts';
import { type BindingKey, bagClasses, type OpenPlan, type ReportProgress } from '../model.ts';
import { blockingFaults } from '../report/report.ts';

/** What building needs beside the home. */
export interface BuildTools {
  readonly printer: Printer;
  readonly progress: ReportProgress;
}

/** A month's payloads, built in a folder of their own. */
export interface BuiltMonth {
  readonly context: BuildContext;
  readonly bags: readonly BuiltPayload[];
  readonly folder: string;
}

/** Where a binding is built; it lies beside the bags, so that renaming never crosses disks. */
export function workFolderOf(home: Pick<BindingHome, 'path'>, plan: BindingKey): string {
  const { site, month, supplement } = plan;
  return join(home.path, 'bundles', `.building-${site}-${month}-s${supplement}`);
}

/**
 * Builds every bag's payload from a plan. The same plan gives the same bytes.
 *
 * Errors: `tampered`, naming each row of the four properties that keeps a bag from being sealed.
 */
export async function buildMonth(
  home: BindingHome,
  plan: OpenPlan,
  tools: BuildTools,
  nameOf?: (actor: string) => string,
): Promise<BuiltMonth> {
  const usual = await contextOf(home, plan, tools);
  const context = nameOf === undefined ? usual : { ...usual, nameOf };
  const folder = workFolderOf(home, plan);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  tools.progress({ step: '读取当月资料', done: 0, total: 1 });
  const month = await readMonth(context.sources, plan, plan.policies);
  const bags: BuiltPayload[] = [];
  for (const bag of bagClasses.filter((one) => hasBag(month, one))) {
    const built = await buildPayload(context, month, bag, join(folder, bag));
    const faults = blockingFaults(built.rows);
    if (faults.length > 0) {
      const words = faults.map((row) => `${row.code} ${row.name}：${row.faults[0]}`).join('；');
      throw new AppError('tampered', `四性检测不通过，不能封卷（${bag}）：${words}`);
    }
    bags.push(built);
  }
  return { context, bags, folder };
}
