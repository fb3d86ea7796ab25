import { localMinuteOf } from '../../core/month.ts';
import { classTitles, type SealPlan } from '../model.ts';
import type { BuildContext } from './context.ts';
import type { BuiltPayload } from './payload.ts';

/** What each part of a bag is, for somebody who has nothing but the bag. */
const parts: readonly (readonly [file: string, zh: string, en: string])[] = [
  ['data/volumes/', '各类别的分卷，PDF，可直接打印', 'volumes as PDF, one for each category'],
  ['data/records.jsonl', '全部记录，一行一条', 'all records, one JSON object a line'],
  ['data/csv/', '同样的记录，表格', 'the same records as tables'],
  ['data/attachments/', '附件原件，以 SHA-256 命名', 'attached files as they came, by SHA-256'],
  ['data/schema/', '各行的格式说明（JSON Schema）', 'what the lines look like (JSON Schema)'],
  ['data/statistics.json', '各类别件数、类型与时限', 'counts by kind and deadlines kept'],
  ['data/dispatch/', '派工单登记簿、数据与缺号报告', 'dispatch orders and the gap report'],
  ['data/sign-offs.jsonl', '主管每日签审', 'supervisors’ signatures under each day'],
  ['data/access-log.jsonl', '查档的申请与审批', 'asks to see an archive, and decisions'],
  ['data/look-log.jsonl', '查看档案的记录', 'who looked at which archive'],
  ['data/policies/', '当月生效的制度与上墙情况', 'policies in force and where they hung'],
  ['data/later.jsonl', '以前各月记录在本月的更正等', 'what happened to records bound before'],
  ['data/report/', '四性检测报告', 'report on the four properties'],
];

const proofs: readonly (readonly [file: string, zh: string, en: string])[] = [
  ['bagit.txt', '说明本文件夹是 BagIt 格式', 'says that this folder is in BagIt layout'],
  ['bag-info.txt', '包的来历：单位、名称、日期、日志名', 'where the bag comes from'],
  ['manifest-sha256.txt', '每个文件的 SHA-256', 'SHA-256 of every payload file'],
  ['manifest-sha512.txt', '每个文件的 SHA-512', 'SHA-512 of every payload file'],
  [
    'proof/sealed.json',
    '封存条目：清单的摘要已记入日志',
    'the sealing entry: digests of manifests',
  ],
  ['proof/entries.jsonl', '各条记录的日志条目与证明', 'log entries of this bag, with proofs'],
  ['proof/checkpoint.txt', '签名的日志检查点', 'signed checkpoint of the log'],
  ['proof/key.txt', '签名公钥', 'the public key that signed it'],
  ['verify.mjs', '校验程序，只需 Node.js 20 以上', 'verifier; needs Node.js 20 or newer only'],
];

/** The bag's README, Chinese and English, for a reader ten years from now. */
export function readmeText(
  context: BuildContext,
  plan: SealPlan,
  built: BuiltPayload,
  name: string,
): string {
  const fingerprint = (context.fingerprint.match(/.{4}/g) ?? []).join(' ');
  const names = built.payload.files.map((file) => file.name);
  const present = parts.filter(([part]) => names.some((one) => one.startsWith(part)));
  const exceptions = plan.exceptions.map(
    (one) => `  - ${one.title}（${one.subjects.length}）：${one.reason}`,
  );
  return [
    `档案包 ${name}`,
    '='.repeat(40),
    '',
    `${context.document.company} · ${context.siteName}`,
    `${plan.month} 月工作记录，保管类别：${classTitles[built.class]}；记录 ${built.records} 条。`,
    `封存时间：${localMinuteOf(plan.sealedAt, context.document.timeZone)}（${context.document.timeZone}）`,
    `封存人：${plan.sealers.join('、')}`,
    `签名密钥指纹：${fingerprint}`,
    '',
    `封存例外：${exceptions.length === 0 ? '无' : ''}`,
    ...exceptions,
    '',
    '包里有什么',
    ...[...present, ...proofs].map(([file, zh]) => `  ${file}\n      ${zh}`),
    '',
    '怎样核对',
    '  1. 解开后在本文件夹运行：sha256sum -c manifest-sha256.txt',
    '     每个文件都应显示 OK 或“成功”。',
    `  2. 有 Node.js 时运行：node verify.mjs，或 node verify.mjs ${name}.zip --key 公钥文件`,
    '     它核对每个文件、每条记录、编号、日志证明和签名，不需要联网。',
    '  3. 把上面的指纹与当年另行保存的指纹（卷册封面、邮件）比较，确认是同一把密钥。',
    '  时间均为世界时（UTC，末尾的 Z）；卷册和 CSV 里是当地时间。',
    '',
    '',
    `Bag ${name}`,
    '='.repeat(40),
    '',
    'Work records of a property-management office for one month and one retention class.',
    `Retention class: ${built.class}. Records: ${built.records}. Sealed at ${plan.sealedAt} (UTC).`,
    `Fingerprint of the signing key (SHA-256): ${fingerprint}`,
    '',
    'What is in it',
    ...[...present, ...proofs].map(([file, , en]) => `  ${file}\n      ${en}`),
    '',
    'How to check it',
    '  1. Unpack, and in this folder run: sha256sum -c manifest-sha256.txt',
    `  2. With Node.js: node verify.mjs, or node verify.mjs ${name}.zip --key FILE`,
    '     It checks every file, every record, the log proofs and the signature; no network needed.',
    '  3. Compare the fingerprint above with one that was kept elsewhere at the time.',
    '',
    'How the proof works',
    '  - Layout: BagIt (RFC 8493). Each manifest lists the digest of every file below data/.',
    '  - proof/sealed.json holds an entry of a tamper-evident log; its facts name the digests of',
    '    both manifests, so no file can change without changing that entry.',
    '  - Each line {"seq","leaf","path"} proves that the entry `leaf` stands at place `seq`:',
    '    hash SHA-256(0x00 || leaf), then with each node of `path` SHA-256(0x01 || left || right)',
    '    (RFC 6962), up to the root in proof/checkpoint.txt, which is signed with Ed25519.',
    '  - In records.jsonl, SHA-256(salt || canonical JSON of `content`, RFC 8785) equals the',
    '    digest in entry `seq`. So what was filed, when, and every correction can be proved.',
    '',
  ].join('\n');
}
