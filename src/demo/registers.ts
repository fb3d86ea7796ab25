import { readdirSync, readFileSync } from 'node:fs';
import { importDocuments } from '../archives/commands/import-documents.ts';
import { importHouseholds } from '../archives/commands/import-households.ts';
import { isLocalDate, type LocalDate, type Month } from '../core/month.ts';
import { importRegister } from '../records/commands/import-register.ts';
import type { Calendar } from './calendar.ts';
import type { Scene, Stage } from './stage.ts';

const folder = new URL('../../templates/demo/', import.meta.url);

/** A file to import, with the story's months in the place of its placeholders. */
interface RegisterFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/**
 * The paper years before the software: the household list, the archives' papers, and two months of
 * registers, of which the last goes as far as the day on which the desk files by itself.
 */
export function registerScenes(stage: Stage): Scene[] {
  const { home, cast, calendar } = stage;
  const { earlier, last } = calendar.months;
  return [
    {
      at: calendar.at(`${earlier}-03`, '09:20'),
      says: '业主名册与档案资料目录导入',
      async play() {
        const lists = [
          await importHouseholds(home, cast.clerk, listFile('households.csv')),
          await importDocuments(home, cast.clerk, listFile('documents.csv')),
        ];
        for (const list of lists) refuseRejected(list);
      },
    },
    {
      at: calendar.at(`${last}-01`, '09:10'),
      says: `${earlier} 的纸质登记导入`,
      play: () => importMonth(stage, 'two-months-ago', `${last}-01`),
    },
    {
      at: calendar.at(calendar.deskFrom, '08:00'),
      says: `${last} 的纸质登记导入，自 ${calendar.deskFrom} 起前台直接登记`,
      play: () => importMonth(stage, 'last-month', calendar.deskFrom),
    },
  ];
}

async function importMonth(stage: Stage, name: string, until: LocalDate): Promise<void> {
  const { home, cast, calendar } = stage;
  for (const file of registersOf(name, calendar, until)) {
    refuseRejected(await importRegister(home, cast.secondClerk, file));
  }
}

/** The registers of a month, with the rows before `until` of the days that the month has. */
function registersOf(name: string, calendar: Calendar, until: LocalDate): RegisterFile[] {
  const month = new URL(`registers/${name}/`, folder);
  return readdirSync(month)
    .toSorted()
    .map((fileName) => {
      const text = dated(readFileSync(new URL(fileName, month), 'utf8'), calendar.months);
      const [heads = '', ...rows] = text.split('\r\n');
      const kept = rows.filter((row) => {
        const day = /\d{4}-\d{2}-\d{2}/.exec(row)?.[0] ?? '';
        return isLocalDate(day) && day < until;
      });
      return { fileName, bytes: Buffer.from(`${[heads, ...kept].join('\r\n')}\r\n`) };
    });
}

function listFile(fileName: string): RegisterFile {
  return { fileName, bytes: readFileSync(new URL(fileName, folder)) };
}

/** Puts months for placeholders: `{{M-2}}` is `2026-09`, and `{{YM-2}}` is `202609` for numbers. */
function dated(text: string, months: Calendar['months']): string {
  const back: Readonly<Record<string, Month>> = {
    0: months.present,
    1: months.last,
    2: months.earlier,
  };
  return text.replace(/\{\{(Y?M)-(\d)\}\}/g, (whole, kind: string, count: string) => {
    const month = back[count] ?? whole;
    return kind === 'M' ? month : month.replace('-', '');
  });
}

/** The story's registers are right; a row that is not is a fault of the story. */
function refuseRejected(report: {
  file: string;
  rejected: readonly { line: number; column: string; message: string }[];
}): void {
  const [first] = report.rejected;
  if (first === undefined) return;
  throw new Error(`${report.file}:${first.line} ${first.column}: ${first.message}`);
}
