import { rm } from 'node:fs/promises';
import type { Json } from '../../core/canonical-json.ts';
import { classOf } from '../../records/rules/retention.ts';
import { type MeasuredPayload, measurePayload } from '../bagit/write.ts';
import type { LaterEvent } from '../data/later-event.ts';
import { byCategory, type MonthEvidence } from '../data/month.ts';
import { type CategoryStatistics, statisticsOf } from '../data/statistics.ts';
import type { BagClass } from '../model.ts';
import type { CheckedRow } from '../report/check.ts';
import type { BagEvidence } from '../report/evidence.ts';
import { putReport } from '../report/report.ts';
import type { BuildContext } from './context.ts';
import { evidenceOf } from './evidence.ts';
import { recordSchema } from './json-schema.ts';
import { makeCategories } from './payload-categories.ts';
import { putPolicies } from './policies.ts';
import { attachmentPath, provenJson } from './record-line.ts';
import { laterSchema } from './register-schemas.ts';
import { jsonText, putAccessLog, putOrders, putSignOffs } from './registers.ts';
import { WorkFolder } from './work-folder.ts';

/** A bag's payload on disk, measured and checked; tag files and container follow the sealing. */
export interface BuiltPayload {
  readonly class: BagClass;
  readonly payload: MeasuredPayload;
  /** The entries of the log that the bag will prove. */
  readonly seqs: readonly number[];
  readonly statistics: readonly CategoryStatistics[];
  readonly evidence: BagEvidence;
  readonly rows: readonly CheckedRow[];
  readonly records: number;
}

/** Builds the payload of one class below `folder`, which is emptied first. */
export async function buildPayload(
  context: BuildContext,
  month: MonthEvidence,
  bag: BagClass,
  path: string,
): Promise<BuiltPayload> {
  await rm(path, { recursive: true, force: true });
  const folder = new WorkFolder(path);
  const made = await makeCategories(context, folder, month, bag);
  await folder.putLines(
    'records.jsonl',
    made.flatMap((one) => one.lines),
  );
  await folder.put('schema/record.schema.json', jsonText(recordSchema));
  const parts = made.flatMap((one) => one.volume.parts);
  await folder.put('volumes/index.json', jsonText(parts as unknown as Json));
  const statistics = [...made.map((one) => one.statistics), ...emptyOnes(context, month, bag)].sort(
    (one, other) => (one.code < other.code ? -1 : 1),
  );
  await folder.put('statistics.json', jsonText(statistics as unknown as Json));
  const registers = await putRegisters(context, folder, month, bag);
  const later = month.later.filter((event) => event.class === bag);
  if (later.length > 0) await putLater(context, folder, later);
  const seqs = [...made.flatMap((one) => one.seqs), ...registers, ...later.map(({ seq }) => seq)];
  const evidence = await evidenceOf(context, month, { bag, folder, made, seqs });
  context.progress({ step: '四性检测', done: 0, total: 1 });
  const rows = await putReport(context, folder, evidence);
  return {
    class: bag,
    payload: await measurePayload(folder.files),
    seqs,
    statistics,
    evidence,
    rows,
    records: evidence.known.length,
  };
}

/** Categories without a record this month get a line in the statistics, not an empty volume. */
function emptyOnes(
  context: BuildContext,
  month: MonthEvidence,
  bag: BagClass,
): CategoryStatistics[] {
  if (month.scope.supplement > 0) return [];
  const present = byCategory(month, bag);
  return context.document.categories
    .filter((category) => classOf(category) === bag && !present.has(category.code))
    .map((category) => statisticsOf(category, [], context.document.timeZone));
}

/** What is kept beside the records, each in the class of its own retention. */
async function putRegisters(
  context: BuildContext,
  folder: WorkFolder,
  month: MonthEvidence,
  bag: BagClass,
): Promise<number[]> {
  if (bag === 'y10') {
    const asked = month.access.filter((one) => !one.isLook);
    await putOrders(context, folder, month.orders);
    await putSignOffs(context, folder, month.signOffs);
    if (month.scope.supplement === 0) {
      await putAccessLog(context, folder, asked, { file: 'access-log', title: '查档申请与审批' });
    }
    return [
      ...month.orders.flatMap((order) => [
        order.row.entry_seq,
        ...order.copies.map((copy) => copy.entry_seq),
        ...(order.voided ? [order.voided.seq] : []),
      ]),
      ...month.signOffs.map(({ row }) => row.entry_seq),
      ...asked.map(({ entry }) => entry.seq),
    ];
  }
  if (bag !== 'long' || month.scope.supplement > 0) return [];
  const looks = month.access.filter((one) => one.isLook);
  await putPolicies(folder, month.policies, context.document);
  await putAccessLog(context, folder, looks, { file: 'look-log', title: '查看档案记录' });
  return [...looks.map(({ entry }) => entry.seq), ...month.policies.flatMap(({ seqs }) => seqs)];
}

/** What happened this month to what was sealed before; the files come along. */
async function putLater(
  context: BuildContext,
  folder: WorkFolder,
  later: readonly LaterEvent[],
): Promise<void> {
  const lines: string[] = [];
  for (const event of later) {
    const { kind, number, month, at, seq, copy, proven, file } = event;
    const content = (proven?.value ?? {}) as { sha256?: string; name?: string };
    const sha256 = (content.sha256 ?? '').replace(/^sha256:/, '');
    const path = attachmentPath({ sha256, name: content.name ?? '' });
    if (file !== undefined && !folder.has(path)) {
      const bytes = await context.home.files.read(file.keyName, file.address);
      await folder.putStream(path, bytes, sha256);
    }
    const by = context.nameOf(event.by);
    lines.push(
      JSON.stringify({
        number,
        boundIn: month,
        kind,
        at,
        by,
        seq,
        copy,
        path: file && `data/${path}`,
        proved: proven === undefined ? [] : [provenJson(proven)],
      }),
    );
  }
  await folder.put('schema/later.schema.json', jsonText(laterSchema));
  await folder.putLines('later.jsonl', lines);
}
