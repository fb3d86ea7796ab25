import { collisionKey, nameProblem } from '../container/names.ts';
import { readSource } from '../container/source.ts';
import type { Check } from './check.ts';
import { objectLines, type RecordJson } from './evidence.ts';

/** 安全性: nothing that runs, nothing that leaks, nothing in the wrong bag. */
export const securityChecks: readonly Check[] = [
  {
    code: '4.1',
    property: 'security',
    name: '文件名安全',
    how: '名字在各系统上都能解开：没有越界、控制字符、保留字符，大小写不相撞',
    blocking: true,
    async run({ files }) {
      const seen = new Map<string, string>();
      const faults = files.flatMap(({ name }) => {
        const other = seen.get(collisionKey(name));
        seen.set(collisionKey(name), name);
        if (other !== undefined) return [`${name} 与 ${other} 只差大小写或写法`];
        const problem = nameProblem(name)?.[0] ?? portabilityProblem(name);
        return problem === undefined ? [] : [`${name}：${problem}`];
      });
      return { checked: files.length, faults };
    },
  },
  {
    code: '4.2',
    property: 'security',
    name: '附件无活动内容',
    how: '查找 PDF 脚本与启动动作、Office 宏、可执行文件、网页脚本；查到的列出，不改原件',
    blocking: false,
    async run(evidence) {
      const files = evidence.files.filter(({ name }) => name.startsWith('data/attachments/'));
      const faults: string[] = [];
      for (const file of files) {
        const found = await activeContent(file.source);
        if (found !== undefined) faults.push(`${file.name}：含${found}`);
      }
      return { checked: files.length, faults };
    },
  },
  {
    code: '4.3',
    property: 'security',
    name: '保管期限正确',
    how: '每条记录的保管类别、年限与到期日等于由类别与办结日重算的结果，且在本类的包内',
    blocking: true,
    async run(evidence) {
      const known = new Map(evidence.known.map((one) => [one.number, one]));
      const faults: string[] = [];
      let checked = 0;
      for await (const { number, retention } of objectLines<RecordJson>(
        evidence,
        'records.jsonl',
      )) {
        const expected = known.get(number);
        if (expected === undefined) continue;
        checked += 1;
        const same =
          retention?.class === evidence.class &&
          expected.class === evidence.class &&
          retention.years === expected.years &&
          retention.through === expected.retainedThrough;
        if (same) continue;
        const words = [
          expected.class,
          expected.years ?? '长期',
          expected.retainedThrough ?? '未定',
        ];
        faults.push(`${number}：应为 ${words.join('、')}`);
      }
      return { checked, faults };
    },
  },
  {
    code: '4.4',
    property: 'security',
    name: '没有别的项目与月份',
    how: '每条记录属于本项目本月，证明它的日志条目也是本项目的',
    blocking: true,
    async run(evidence) {
      const faults: string[] = [];
      let checked = 0;
      for await (const record of objectLines<RecordJson>(evidence, 'records.jsonl')) {
        checked += 1;
        const leaf = evidence.leaves.get(record.filing?.seq);
        const ours =
          record.site === evidence.site &&
          record.month === evidence.month &&
          (leaf === undefined || leaf.site === evidence.site);
        if (!ours) faults.push(`${record.number}：不属于本项目本月`);
      }
      return { checked, faults };
    },
  },
  {
    code: '4.5',
    property: 'security',
    name: '检索索引不含个人信息',
    how: '以个人信息栏的值检索全文索引，不应检得该记录（值多于 500 个时均匀抽取 500 个）',
    blocking: false,
    async run(evidence) {
      const sample = spread(evidence.personal, 500);
      const found = new Set<string>();
      for (const { number, value } of sample) {
        if (await evidence.findsInIndex(number, value)) found.add(number);
      }
      return { checked: sample.length, faults: [...found] };
    },
  },
];

function portabilityProblem(name: string): string | undefined {
  if (/[\p{Cc}:*?"<>|%]/u.test(name)) return '含控制字符或保留字符';
  const steps = name.split('/');
  if (steps.some((step) => /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(step))) return '是保留名';
  if (steps.some((step) => /[. ]$/.test(step))) return '以点或空格结尾';
  if (steps.some((step) => Buffer.byteLength(step) > 240)) return '太长';
  return name.normalize('NFC') === name ? undefined : '不是 NFC 写法';
}

const marks: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/\/(JavaScript|JS|Launch|EmbeddedFile|RichMedia)[\s/<([]/, ' PDF 活动内容'],
  [/vbaProject\.bin/, ' Office 宏'],
  [/<script[\s>]/i, '网页脚本'],
];

/** What of a file could run, by its tell-tale bytes; what is compressed inside is not seen. */
async function activeContent(
  source: Parameters<typeof readSource>[0],
): Promise<string | undefined> {
  let tail = '';
  let isFirst = true;
  for await (const piece of readSource(source)) {
    const text = tail + Buffer.from(piece).toString('latin1');
    if (isFirst && /^(MZ|\x7fELF|#!)/.test(text)) return '可执行程序';
    isFirst = false;
    const found = marks.find(([pattern]) => pattern.test(text));
    if (found !== undefined) return found[1];
    tail = text.slice(-32);
  }
  return undefined;
}

/** At most `most` members, evenly spread. */
function spread<Member>(members: readonly Member[], most: number): Member[] {
  const step = Math.max(1, members.length / most);
  const picked: Member[] = [];
  for (let at = 0; at < members.length && picked.length < most; at += step) {
    const member = members[Math.floor(at)];
    if (member !== undefined) picked.push(member);
  }
  return picked;
}
