import { getCategory } from '../../catalogue/catalogue.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import type { Instant } from '../../core/clock.ts';
import { instantOf, isLocalDate, isMonth, type Month, nextDay } from '../../core/month.ts';
import { type RecordStatus, RecordStatus as Status } from '../../records/model.ts';
import type { RetentionClass } from '../../records/rules/retention.ts';

/** What an export asks for: words to search for, and filters. `until` is exclusive. */
export interface ExportWish {
  readonly words: string;
  readonly category?: string;
  readonly month?: Month;
  readonly room?: string;
  readonly status?: RecordStatus;
  readonly from?: Instant;
  readonly until?: Instant;
  readonly class?: RetentionClass;
  /** The name of who answers for it (责任者), matched exactly. */
  readonly person?: string;
}

const classes = ['y5', 'y10', 'long'] as const satisfies readonly RetentionClass[];
const filter = /(?:^|(?<=\s))(month|category|room|status|from|to|class|person)[:：](\S+)/gu;

/**
 * Reads a query of words and filters.
 *
 * Shape: `漏水 month:2026-10 category:01 room:3-2-0501 status:open from:2026-10-01 to:2026-10-07
 * class:y10 person:王芳`; both days count. Errors: `invalid`, naming the filter at fault.
 */
export function readExportWish(text: string, document: SiteDocument): ExportWish {
  const zone = document.timeZone;
  const filters = new Map([...text.matchAll(filter)].map(([, name, value]) => [name, value]));
  const {
    category,
    month,
    room,
    status,
    from,
    to,
    class: kept,
    person,
  } = Object.fromEntries(filters);
  if (month !== undefined && !isMonth(month)) throw fault('month', month, '请写成 2026-10');
  const parsed = Status.safeParse(status);
  if (status !== undefined && !parsed.success) {
    throw fault('status', status, '请填 open、closed 或 void');
  }
  const bag = classes.find((one) => one === kept);
  if (kept !== undefined && bag === undefined) throw fault('class', kept, '请填 y5、y10 或 long');
  const words = text.replace(filter, ' ').replace(/\s+/g, ' ').trim();
  if (words === '' && filters.size === 0) {
    throw new AppError('usage', '请写要导出什么，例如：漏水，或 month:2026-10 category:01。');
  }
  return {
    words,
    ...(category === undefined ? {} : { category: getCategory(document, category).code }),
    ...(month === undefined ? {} : { month }),
    ...(bag === undefined ? {} : { class: bag }),
    ...(person === undefined ? {} : { person }),
    ...(room === undefined ? {} : { room }),
    ...(parsed.success ? { status: parsed.data } : {}),
    ...(from === undefined ? {} : { from: instantOf(dayOf('from', from), zone) }),
    ...(to === undefined ? {} : { until: instantOf(nextDay(dayOf('to', to)), zone) }),
  };
}

function dayOf(name: string, text: string): string {
  if (isLocalDate(text)) return text;
  throw fault(name, text, '请写成 2026-10-02');
}

function fault(name: string, value: string, advice: string): AppError {
  return new AppError('invalid', `条件 ${name}:${value} 不对，${advice}。`);
}
