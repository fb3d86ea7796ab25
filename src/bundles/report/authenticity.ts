import { canonicalJson } from '../../core/canonical-json.ts';
import { saltedDigest } from '../../core/digest.ts';
import type { Check, Outcome } from './check.ts';
import {
  type BagEvidence,
  namesBelow,
  objectLines,
  type ProvedJson,
  type RecordJson,
} from './evidence.ts';

/** 真实性: what the bag says is what was filed, by whom and when. */
export const authenticityChecks: readonly Check[] = [
  {
    code: '1.1',
    property: 'authenticity',
    name: '登记内容与日志摘要一致',
    how: '逐条由盐与内容重算摘要，与日志条目比较（登记、更正、作废、附件）',
    blocking: true,
    async run(evidence) {
      return compareDigests(evidence, ['records.jsonl'], provedIn);
    },
  },
  {
    code: '1.2',
    property: 'authenticity',
    name: '登记人与登记时间可查',
    how: '每条记录的登记时间、编号与日志条目相同，登记人不空',
    blocking: true,
    async run(evidence) {
      const faults: string[] = [];
      let checked = 0;
      for await (const record of objectLines<RecordJson>(evidence, 'records.jsonl')) {
        checked += 1;
        const leaf = evidence.leaves.get(record.filing?.seq);
        if (leaf?.kind !== 'record.filed' || leaf.subject !== record.number) {
          faults.push(`${record.number}：日志中没有它的登记条目`);
        } else if (leaf.at !== record.filedAt) {
          faults.push(`${record.number}：登记时间应为 ${leaf.at}，写作 ${record.filedAt}`);
        }
        if (!record.filer) faults.push(`${record.number}：没有登记人`);
      }
      return { checked, faults };
    },
  },
  {
    code: '1.3',
    property: 'authenticity',
    name: '现行内容由原文与更正得出',
    how: '现行各栏等于最后一次更正后的内容；没有更正的等于登记原文',
    blocking: true,
    async run(evidence) {
      const faults: string[] = [];
      let checked = 0;
      for await (const record of objectLines<RecordJson>(evidence, 'records.jsonl')) {
        checked += 1;
        const newest = record.corrections?.at(-1) ?? record.filing;
        const same =
          canonicalJson(newest?.content?.fields ?? {}) === canonicalJson(record.fields ?? {});
        if (!same) faults.push(`${record.number}：现行内容与原文、更正不符`);
      }
      return { checked, faults };
    },
  },
  {
    code: '1.4',
    property: 'authenticity',
    name: '派工单、审阅签字与查档内容和日志一致',
    how: '派工单、日审阅签字、查档各行由盐与内容重算摘要，与日志条目比较',
    blocking: true,
    async run(evidence) {
      const names = [...namesBelow(evidence, 'dispatch'), 'sign-offs.jsonl', ...accessLogs];
      const present = names.filter(
        (name) =>
          name.endsWith('.jsonl') && evidence.files.some((file) => file.name === `data/${name}`),
      );
      if (present.length === 0) return undefined;
      return compareDigests(evidence, present, otherProved);
    },
  },
];

const accessLogs = ['access-log.jsonl', 'look-log.jsonl', 'later.jsonl'];

interface OtherLine {
  readonly number?: string;
  readonly filing?: ProvedJson;
  readonly proved?: readonly ProvedJson[];
  readonly voided?: { readonly proved: readonly ProvedJson[] } | null;
}

function otherProved(line: OtherLine): ProvedJson[] {
  return [
    ...(line.filing ? [line.filing] : []),
    ...(line.proved ?? []),
    ...(line.voided?.proved ?? []),
  ];
}

function provedIn(record: RecordJson): ProvedJson[] {
  return [
    record.filing,
    ...(record.corrections ?? []),
    ...(record.voided?.proved ?? []),
    ...(record.attachments ?? []).flatMap((one) => one.proved),
  ];
}

async function compareDigests<Line>(
  evidence: BagEvidence,
  files: readonly string[],
  provedOf: (line: Line) => ProvedJson[],
): Promise<Outcome> {
  const faults: string[] = [];
  let checked = 0;
  for (const file of files) {
    for await (const line of objectLines<Line & { number?: string }>(evidence, file)) {
      for (const proved of provedOf(line)) {
        checked += 1;
        const leaf = evidence.leaves.get(proved?.seq);
        const digest = saltedDigest(Buffer.from(proved?.salt ?? '', 'hex'), proved?.content ?? {});
        if (leaf?.digest === digest) continue;
        faults.push(`${line.number ?? file} 第 ${proved?.seq} 条：摘要不符`);
      }
    }
  }
  return { checked, faults };
}
