import type { Instant } from '../core/clock.ts';
import type { Month } from '../core/month.ts';

/** A month's records of one category, as they are bound. Texts are ready to read. */
export interface VolumeInput {
  readonly company: string;
  readonly site: string;
  readonly month: Month;
  /** Which supplement of the month it is bound with; none for the month itself. */
  readonly supplement?: number;
  /** Category code, such as `01`. */
  readonly code: string;
  /** Category title, such as 业主日常报修. */
  readonly title: string;
  /** Retention class: 五年, 十年 or 长期. */
  readonly classTitle: string;
  /** Such as 保管至 2036-12-31. */
  readonly retention: string;
  /** ※ */
  readonly important: boolean;
  readonly sealedAt: Instant;
  readonly zone: string;
  readonly sealedBy: string;
  readonly fingerprint: string;
  readonly firstPage: number;
  /** The number of the first part made here, usually 1. */
  readonly part: number;
  /** At least this many parts are announced; more if the records need them. */
  readonly parts: number;
  /** Label and value pairs a line, 1 to 4. */
  readonly columns: number;
  readonly statistics: readonly VolumeStatistics[];
  readonly records: readonly VolumeRecord[];
}

export interface VolumeStatistics {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
}

export interface VolumeRecord {
  readonly number: string;
  readonly responsible: string;
  readonly title: string;
  readonly date: string;
  /** 内部 or 机密. */
  readonly secrecy: string;
  /** 备注: 作废, 结转, 补录 … */
  readonly note: string;
  /** The words of a stamp over the record, such as 作废. */
  readonly stamp?: string;
  /** Such as 李静 2026-10-01 09:42 登记. */
  readonly filedLine: string;
  readonly digest: string;
  readonly lines: readonly {
    readonly label: string;
    readonly value: string;
    readonly wide?: boolean;
  }[];
  readonly corrections: readonly VolumeCorrection[];
  readonly attachments: readonly VolumeAttachment[];
}

export interface VolumeCorrection {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly changes: readonly {
    readonly label: string;
    readonly from: string;
    readonly to: string;
  }[];
}

export interface VolumeAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** An image's or a PDF's content; anything else is only listed. */
  readonly bytes?: Uint8Array;
}

export interface VolumePart {
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly firstPage: number;
}

/** What of a volume could not be shown as it is. */
export interface VolumeFindings {
  readonly missingGlyphs: readonly string[];
  /** Attachments that could not be shown, as `档号 名称：原因`. */
  readonly unreadable: readonly string[];
}

export interface BoundVolume extends VolumeFindings {
  readonly parts: readonly VolumePart[];
}
