import type { Json } from '../core/canonical-json.ts';
import type { Instant } from '../core/clock.ts';
import { localMinuteOf } from '../core/month.ts';
import { code128 } from './code-128.ts';
import type { TypesetResult } from './press-orders.ts';
import type { Printer } from './printer.ts';

/** A dispatch order as its four copies say it. */
export interface SlipInput {
  readonly company: string;
  readonly site: string;
  readonly number: string;
  readonly profile: 'a4' | 'carbonless';
  readonly room: string;
  readonly contact: { readonly name: string; readonly phone: string };
  readonly matter: string;
  readonly department: string;
  readonly engineer: string;
  readonly record: string;
  readonly takenAt: Instant;
  readonly takenBy: string;
  /** Printed across where the order is void. */
  readonly voided: boolean;
  /** Which print this is: from the second on the paper says so; 0 is no print but a look at it. */
  readonly print: number;
  readonly printedBy: string;
  readonly createdAt: Instant;
  readonly zone: string;
}

/** The copies in their order, with what becomes of each. Source: C-2.7. */
const copies = [
  { title: '业主联', note: '由业主留存', phone: true },
  { title: '财务或相关人员联', note: '交财务或相关人员，据以核对收费', phone: false },
  { title: '客服部存联', note: '业主签字后交回客服部，按单号存档', phone: true },
  { title: '工程部存联', note: '由工程部留存备查', phone: true },
] as const;

/** What fits in the place for the matter; the record has all of it. Units: characters. */
const longestMatter = 84;

/** Typesets the four copies: two halves a page on A4, or one page each of 241 × 140 mm. */
export function typesetSlip(printer: Printer, input: SlipInput): Promise<TypesetResult> {
  const { company, site, number, profile, room, department, engineer, record, takenBy } = input;
  const taken = localMinuteOf(input.takenAt, input.zone);
  const data: Json = {
    company,
    site,
    number,
    profile,
    bars: code128(number),
    room,
    department,
    engineer,
    record,
    taken,
    takenBy,
    matter: shortened(input.matter),
    voided: input.voided,
    preview: input.print === 0,
    reprint: input.print > 1 ? `补打第 ${input.print} 次` : '',
    printedWords: `打印于 ${localMinuteOf(input.createdAt, input.zone)} ${input.printedBy}`,
    copies: copies.map(({ title, note, phone }, at) => ({
      title,
      note,
      ordinal: `第${'一二三四'[at]}联`,
      contact: input.contact.name,
      phone: phone ? input.contact.phone : '—',
    })),
  };
  return printer.typeset({
    template: 'slip',
    title: `派工单 ${number}`,
    createdAt: input.createdAt,
    data,
  });
}

function shortened(matter: string): string {
  const letters = [...matter.replace(/\s+/gu, ' ').trim()];
  if (letters.length <= longestMatter) return letters.join('');
  return `${letters.slice(0, longestMatter - 6).join('')}…（详见登记）`;
}
