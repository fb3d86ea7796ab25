import type { Json } from '../../core/canonical-json.ts';
import type { LocalDate } from '../../core/month.ts';
import type { ReviewCount } from '../model.ts';

/** What lies sealed under a record's id. */
export interface RecordContent {
  readonly [name: string]: Json | undefined;
  readonly number: string;
  readonly category: string;
  readonly title: string;
  readonly responsible: string;
  readonly kind: string;
  readonly occurredAt: string;
  readonly room: string | null;
  /** Why it was written down after the event; absent from what was filed in time. */
  readonly lateReason?: string;
  readonly fields: Readonly<Record<string, string | number>>;
}

/** What lies sealed under a correction's id; `fields` are the record's fields as they now read. */
export interface CorrectionContent {
  readonly [name: string]: Json | undefined;
  readonly number: string;
  readonly ordinal: number;
  readonly reason: string;
  readonly changes: {
    readonly [field: string]: {
      readonly from: string | number | null;
      readonly to: string | number | null;
    };
  };
  readonly fields: Readonly<Record<string, string | number>>;
}

/** What lies sealed under an attachment's id. */
export interface AttachmentContent {
  readonly [name: string]: Json | undefined;
  readonly number: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** What lies sealed under a day's signature. */
export interface SignOffContent {
  readonly [name: string]: Json | undefined;
  readonly site: string;
  readonly day: LocalDate;
  readonly name: string;
  readonly remark: string | null;
  readonly counts: readonly ReviewCount[];
}
