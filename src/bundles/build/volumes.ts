import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Category } from '../../catalogue/model.ts';
import { saltedDigest } from '../../core/digest.ts';
import { localMinuteOf } from '../../core/month.ts';
import { bindParts } from '../../print/volume.ts';
import type {
  VolumeAttachment,
  VolumeCorrection,
  VolumeInput,
  VolumeRecord,
  VolumeStatistics,
} from '../../print/volume-model.ts';
import type { BoundAttachment, BoundCorrection, BoundRecord } from '../data/records.ts';
import { type CategoryStatistics, shareText } from '../data/statistics.ts';
import { type BagClass, classTitles } from '../model.ts';
import type { BuildContext } from './context.ts';
import { attachmentPath } from './record-line.ts';
import { fileWords, type WorkFolder } from './work-folder.ts';

/** Above this an attachment is listed in the volume and lies only beside it. Units: bytes. */
const shownBytes = 48 * 1024 * 1024;

/** A part of a volume as it lies in the bag. */
export interface VolumeFile {
  readonly file: string;
  readonly category: string;
  readonly pages: number;
  readonly firstPage: number;
}

/** A volume's parts, and what of it could not be shown. */
export interface MadeVolume {
  readonly parts: readonly VolumeFile[];
  readonly missingGlyphs: readonly string[];
  readonly unreadable: readonly string[];
}

/** A volume whose parts wait beside the payload, so that several may be typeset at once. */
export interface DraftVolume {
  readonly category: Category;
  readonly parts: readonly { readonly path: string; pages: number; firstPage: number }[];
  readonly missingGlyphs: readonly string[];
  readonly unreadable: readonly string[];
}

/** Typesets a category's volume, each part written to disk as soon as it is made. */
export async function draftVolume(
  context: BuildContext,
  folder: WorkFolder,
  volume: {
    readonly category: Category;
    readonly class: BagClass;
    readonly records: readonly BoundRecord[];
    readonly statistics: CategoryStatistics;
  },
): Promise<DraftVolume> {
  const { category } = volume;
  const parts: { path: string; pages: number; firstPage: number }[] = [];
  const drafts = join(folder.path, 'drafts');
  await mkdir(drafts, { recursive: true });
  const input = volumeInput(context, folder, volume);
  const { count, ...findings } = await bindParts(
    context.printer,
    input,
    async ({ pdf, pages, firstPage }, index) => {
      const path = join(drafts, `${category.code}-${index + 1}.pdf`);
      await writeFile(path, pdf);
      parts[index] = { path, pages, firstPage };
    },
  );
  return { category, parts: parts.slice(0, count), ...findings };
}

/** Brings a drafted volume into the payload, `-1`, `-2` behind the title of one in parts. */
export async function putVolume(folder: WorkFolder, draft: DraftVolume): Promise<MadeVolume> {
  const { code, title } = draft.category;
  const parts: VolumeFile[] = [];
  for (const [index, { path, pages, firstPage }] of draft.parts.entries()) {
    const suffix = draft.parts.length > 1 ? `-${index + 1}` : '';
    const file = `volumes/${code}-${fileWords(title)}${suffix}.pdf`;
    await folder.take(file, path);
    parts.push({ file, category: code, pages, firstPage });
  }
  return { parts, missingGlyphs: draft.missingGlyphs, unreadable: draft.unreadable };
}

function volumeInput(
  context: BuildContext,
  folder: WorkFolder,
  volume: Parameters<typeof draftVolume>[2],
): VolumeInput {
  const { plan, document } = context;
  const { category, records } = volume;
  return {
    company: document.company,
    site: context.siteName,
    month: plan.month,
    supplement: plan.supplement,
    code: category.code,
    title: category.title,
    classTitle: classTitles[volume.class],
    retention: retentionWords(records),
    important: category.important,
    sealedAt: plan.sealedAt,
    zone: document.timeZone,
    sealedBy: plan.sealers.join('、'),
    fingerprint: context.fingerprint,
    firstPage: 1,
    part: 1,
    parts: 1,
    columns: category.print.columns,
    statistics: statisticsTables(volume.statistics),
    records: records.map((record) => volumeRecord(context, folder, record)),
  };
}

/** Statistics as a volume and the overview print them. */
function statisticsTables(of: CategoryStatistics): VolumeStatistics[] {
  const totals = [
    { label: '合计', value: String(of.records) },
    { label: '未办结（结转）', value: String(of.open) },
    { label: '作废', value: String(of.void) },
    ...(of.counted === null
      ? []
      : [
          { label: '计入统计', value: String(of.counted.yes) },
          { label: of.counted.why, value: String(of.counted.no) },
        ]),
  ];
  const kinds = of.kinds.map(({ kind, count }) => ({ label: kind, value: String(count) }));
  const deadlines = of.deadlines.map((one) => ({ label: one.title, value: shareText(one) }));
  return [
    { title: '件数', rows: totals },
    ...(kinds.length > 0 ? [{ title: '按类型', rows: kinds }] : []),
    ...(deadlines.length > 0 ? [{ title: '时限', rows: deadlines }] : []),
  ];
}

function retentionWords(records: readonly BoundRecord[]): string {
  const years = records[0]?.row.retention_years ?? null;
  if (years === null) return '长期';
  const through = records.flatMap((record) => record.retainedThrough ?? []).sort();
  const last = through.at(-1);
  if (last === undefined) return `办结后次年起 ${years} 年（均未办结）`;
  const open = records.some((record) => record.status === 'open');
  return `保管至 ${last}${open ? `；未办结的自办结次年起 ${years} 年` : ''}`;
}

function volumeRecord(
  context: BuildContext,
  folder: WorkFolder,
  record: BoundRecord,
): VolumeRecord {
  const { row, category, heading } = record;
  const zone = context.document.timeZone;
  const wide = new Set(category.print.wide);
  const personal = category.fields.some((one) => one.personal && record.fields[one.name]);
  const how = row.source === 'import' ? '导入' : '登记';
  return {
    number: row.number,
    responsible: heading.responsible,
    title: heading.title,
    date: localMinuteOf(row.occurred_at, zone).slice(0, 10),
    secrecy: personal ? '机密' : '内部',
    note: remarks(record).join('、'),
    ...(record.voided ? { stamp: '作废' } : {}),
    filedLine: `${context.nameOf(row.filed_by)} ${localMinuteOf(row.filed_at, zone)} ${how}`,
    digest: saltedDigest(record.filing.salt, record.filing.value),
    lines: [
      ...category.fields.map((field) => ({
        label: labelOf(field),
        value: String(record.fields[field.name] ?? ''),
        wide: wide.has(field.name),
      })),
      ...(record.lateReason === undefined
        ? []
        : [{ label: '补录原因', value: record.lateReason, wide: true }]),
      ...voidLines(context, record),
    ],
    corrections: record.corrections.map((one) => volumeCorrection(context, one)),
    attachments: record.attachments.map((one) => volumeAttachment(folder, one)),
  };
}

/** Why a record was voided, and who approved it, below what it said. */
function voidLines({ nameOf }: BuildContext, { voided }: BoundRecord) {
  if (voided === undefined) return [];
  const { reason, approver } = voided.proven.value as { reason: string; approver: string };
  const value = `${reason}（${nameOf(voided.by)} 提出，${approver} 批准）`;
  return [{ label: '作废原因', value, wide: true }];
}

/** The bytes are read when the press asks for them: a month's photographs do not fit in memory. */
function volumeAttachment(folder: WorkFolder, attachment: BoundAttachment): VolumeAttachment {
  const { name, mediaType, sizeBytes, sha256 } = attachment;
  const listed = { name, mediaType, sizeBytes, sha256 };
  const isShown = /^(image\/|application\/pdf$)/.test(mediaType) && sizeBytes <= shownBytes;
  if (!isShown) return listed;
  const path = folder.pathOf(attachmentPath(attachment));
  return {
    ...listed,
    get bytes() {
      return readFileSync(path);
    },
  };
}

/** A field's name with its unit, unless the name already ends with it: 有偿金额元. */
export function labelOf({ name, unit }: Pick<Category['fields'][number], 'name' | 'unit'>): string {
  return unit === undefined || name.endsWith(unit) ? name : `${name}（${unit}）`;
}

function remarks(record: BoundRecord): string[] {
  return [
    ...(record.voided ? ['作废'] : []),
    ...(record.status === 'open' ? ['结转'] : []),
    ...(record.row.supplement > 0 || record.lateReason !== undefined ? ['补录'] : []),
    ...(record.corrections.length > 0 ? [`更正 ${record.corrections.length}`] : []),
  ];
}

function volumeCorrection(context: BuildContext, correction: BoundCorrection): VolumeCorrection {
  const { reason, changes } = correction.proven.value as unknown as {
    reason: string;
    changes: Record<string, { from: string | number | null; to: string | number | null }>;
  };
  return {
    at: localMinuteOf(correction.at, context.document.timeZone),
    by: context.nameOf(correction.by),
    reason,
    changes: Object.entries(changes).map(([label, { from, to }]) => ({
      label,
      from: String(from ?? ''),
      to: String(to ?? ''),
    })),
  };
}
