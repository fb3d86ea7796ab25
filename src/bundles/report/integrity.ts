import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { daysOf } from '../../core/month.ts';
import { readSource } from '../container/source.ts';
import type { Check } from './check.ts';
import {
  type BagEvidence,
  namesBelow,
  objectLines,
  type RecordJson,
  readData,
} from './evidence.ts';

/** 完整性: nothing is missing, nothing is there twice. */
export const integrityChecks: readonly Check[] = [
  {
    code: '2.1',
    property: 'integrity',
    name: '记录齐全',
    how: '包内记录与账上本月本类的记录逐号比较，不缺、不多、不重',
    blocking: true,
    async run(evidence) {
      const expected = new Set(evidence.known.map(({ number }) => number));
      const seen = new Set<string>();
      const faults: string[] = [];
      for await (const { number } of objectLines<RecordJson>(evidence, 'records.jsonl')) {
        if (seen.has(number)) faults.push(`${number}：出现两次`);
        else if (!expected.has(number)) faults.push(`${number}：账上没有`);
        seen.add(number);
      }
      for (const number of expected) if (!seen.has(number)) faults.push(`${number}：包内缺少`);
      return { checked: expected.size, faults };
    },
  },
  {
    code: '2.2',
    property: 'integrity',
    name: '登记编号连续',
    how: '各类别本月取过的编号个数与最大流水号比较，没有空号',
    blocking: true,
    async run({ series }) {
      const faults = series
        .filter(({ last, taken }) => last !== taken)
        .map((one) => `${one.series}：编到 ${one.last} 号，只有 ${one.taken} 条`);
      return { checked: series.length, faults };
    },
  },
  {
    code: '2.3',
    property: 'integrity',
    name: '派工单编号连续',
    how: '派工单自首号至末号逐号核对，缺号须列入封卷例外',
    blocking: true,
    run: checkOrders,
  },
  {
    code: '2.4',
    property: 'integrity',
    name: '附件齐全',
    how: '每件附件在包内，字节数与 SHA-256 相符',
    blocking: true,
    run: checkAttachments,
  },
  {
    code: '2.5',
    property: 'integrity',
    name: '日审阅签字齐全',
    how: '本月每一天都有主管以上审阅签字，缺的须列入封卷例外',
    blocking: true,
    async run(evidence) {
      if (evidence.class !== 'y10' || evidence.supplement > 0) return undefined;
      const signed = new Set<string>();
      for await (const { day } of objectLines<{ day: string }>(evidence, 'sign-offs.jsonl')) {
        signed.add(day);
      }
      const days = daysOf(evidence.month);
      return { checked: days.length, ...split(evidence, 'day-unsigned', days, signed) };
    },
  },
  {
    code: '2.6',
    property: 'integrity',
    name: '分卷齐全',
    how: '有记录的类别各有其卷，卷目录所列的分册都在包内',
    blocking: true,
    async run(evidence) {
      const listed = await volumeIndex(evidence);
      const present = new Set(namesBelow(evidence, 'volumes'));
      const faults = listed.filter(({ file }) => !present.has(file)).map(({ file }) => file);
      const bound = new Set(listed.map(({ category }) => category));
      const categories = new Set(evidence.known.map(({ category }) => category));
      for (const one of categories) if (!bound.has(one)) faults.push(`类别 ${one} 没有成卷`);
      return { checked: categories.size, faults };
    },
  },
  {
    code: '2.7',
    property: 'integrity',
    name: '表格与数据一致',
    how: 'CSV 各行的登记编号与 records.jsonl 逐号比较',
    blocking: true,
    run: compareTables,
  },
];

/** A part of a volume as `volumes/index.json` lists it. */
export interface ListedPart {
  readonly file: string;
  readonly category: string;
  readonly pages: number;
  readonly firstPage: number;
}

/** The parts that the bag says it holds. */
export async function volumeIndex(evidence: BagEvidence): Promise<ListedPart[]> {
  const bytes = await readData(evidence, 'volumes/index.json');
  return bytes === undefined ? [] : (JSON.parse(bytes.toString()) as ListedPart[]);
}

async function checkOrders(evidence: BagEvidence) {
  if (evidence.class !== 'y10' || evidence.supplement > 0) return undefined;
  const ordinals = new Set<number>();
  let stem = '';
  for await (const { number } of objectLines<{ number: string }>(
    evidence,
    'dispatch/orders.jsonl',
  )) {
    ordinals.add(Number(/\d+$/.exec(number)?.[0]));
    stem = number.replace(/\d+$/, '');
  }
  const highest = Math.max(0, ...ordinals);
  const missing = Array.from({ length: highest }, (_, index) => index + 1).filter(
    (ordinal) => !ordinals.has(ordinal),
  );
  const excepted = new Set(exceptedOrdinals(evidence));
  const name = (ordinal: number) => `${stem}${String(ordinal).padStart(4, '0')}`;
  return {
    checked: highest,
    faults: missing.filter((ordinal) => !excepted.has(ordinal)).map((one) => `缺号 ${name(one)}`),
    excepted: missing.filter((ordinal) => excepted.has(ordinal)).map(name),
  };
}

/** Exceptions name single numbers or ranges: `PG-202610-0003 至 PG-202610-0005（3 个）`. */
function exceptedOrdinals({ exceptions }: BagEvidence): number[] {
  const subjects = exceptions
    .filter(({ code }) => code === 'order-number-missing')
    .flatMap((one) => one.subjects);
  return subjects.flatMap((subject) => {
    const [first = 0, last = first] = [...subject.matchAll(/-(\d+)(?=\s|$|（)/gu)].map((found) =>
      Number(found[1]),
    );
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

async function checkAttachments(evidence: BagEvidence) {
  const faults: string[] = [];
  let checked = 0;
  for await (const record of objectLines<RecordJson>(evidence, 'records.jsonl')) {
    for (const { name, path, sha256, sizeBytes } of record.attachments ?? []) {
      checked += 1;
      const found = await digestOfFile(evidence, path);
      if (found === undefined) faults.push(`${record.number} ${name}：不在包内`);
      else if (found.sha256 !== sha256 || found.sizeBytes !== sizeBytes) {
        faults.push(`${record.number} ${name}：内容与登记的摘要不符`);
      }
    }
  }
  return { checked, faults };
}

async function digestOfFile(evidence: BagEvidence, name: string) {
  const file = evidence.files.find((one) => one.name === name);
  if (file === undefined) return undefined;
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for await (const piece of readSource(file.source)) {
      hash.update(piece);
      sizeBytes += piece.length;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

async function compareTables(evidence: BagEvidence) {
  const byCategory = new Map<string, Set<string>>();
  for await (const { category, number } of objectLines<RecordJson>(evidence, 'records.jsonl')) {
    byCategory.set(category, (byCategory.get(category) ?? new Set()).add(number));
  }
  const faults: string[] = [];
  let checked = 0;
  for (const name of namesBelow(evidence, 'csv')) {
    const bytes = (await readData(evidence, name)) ?? Buffer.alloc(0);
    const rows = parse(bytes, { bom: true, relax_column_count: true }) as string[][];
    const category = name.slice('csv/'.length).slice(0, 2);
    const expected = byCategory.get(category) ?? new Set();
    const found = new Set(rows.slice(1).map((row) => row[0] ?? ''));
    checked += found.size;
    for (const number of expected) if (!found.has(number)) faults.push(`${name} 缺 ${number}`);
    for (const number of found) if (!expected.has(number)) faults.push(`${name} 多 ${number}`);
    byCategory.delete(category);
  }
  for (const category of byCategory.keys()) faults.push(`类别 ${category} 没有 CSV`);
  return { checked, faults };
}

function split(
  evidence: BagEvidence,
  code: string,
  expected: readonly string[],
  present: ReadonlySet<string>,
) {
  const excepted = new Set(
    evidence.exceptions.filter((one) => one.code === code).flatMap((one) => one.subjects),
  );
  const missing = expected.filter((subject) => !present.has(subject));
  return {
    faults: missing.filter((subject) => !excepted.has(subject)),
    excepted: missing.filter((subject) => excepted.has(subject)),
  };
}
