import { localMinuteOf } from '../../core/month.ts';
import { classTitles } from '../model.ts';
import type { BuildContext } from './context.ts';
import type { BuiltPayload } from './payload.ts';
import { payloadParts, proofParts, type ReadmePart } from './readme-parts.ts';
import { checkingByHand } from './readme-proof.ts';

/** The bag's README, Chinese and English, for a reader ten years from now. */
export function readmeText(context: BuildContext, built: BuiltPayload, name: string): string {
  const names = built.payload.files.map((file) => file.name);
  const present = payloadParts.filter(([part]) => names.some((one) => one.startsWith(part)));
  const parts = [...present, ...proofParts];
  return [
    ...chinese(context, built, { name, parts }),
    '',
    ...english(context, built, { name, parts }),
    '',
    checkingByHand(built.class),
  ].join('\n');
}

interface Contents {
  readonly name: string;
  readonly parts: readonly ReadmePart[];
}

function chinese(context: BuildContext, built: BuiltPayload, { name, parts }: Contents): string[] {
  const { plan, document } = context;
  const zone = document.timeZone;
  const part = plan.supplement === 0 ? '' : `补卷 ${plan.supplement}（封卷后补录），`;
  const exceptions = plan.exceptions.map(
    (one) => `  - ${one.title}（${one.subjects.length}）：${one.reason}`,
  );
  return [
    `档案包 ${name}`,
    '='.repeat(40),
    '',
    `${document.company} · ${context.siteName}`,
    `${plan.month} 月工作记录，${part}保管类别：${classTitles[built.class]}（${built.class}）；` +
      `记录 ${built.records} 条。`,
    `封卷时间：${localMinuteOf(plan.sealedAt, zone)}（${zone}）`,
    `封卷人：${plan.sealers.join('、')}`,
    `签名密钥指纹：${grouped(context.fingerprint)}`,
    '',
    `封卷例外：${exceptions.length === 0 ? '无' : ''}`,
    ...exceptions,
    '',
    '包里有什么',
    ...parts.map(([file, zh]) => `  ${file}\n      ${zh}`),
    '',
    '怎样读',
    '  - 一个月分三个包，按保管期限各自完整：y5 五年，y10 十年，long 长期。',
    '  - 编号为 前缀-年月-顺序号；派工单为 PG-年月-顺序号，每月从 0001 起，不重号；缺号见缺号报告。',
    `  - 以 Z 结尾的时间是世界时（UTC）；各栏（fields）、CSV 与 PDF 里是当地时间（${zone}）。`,
    '  - 金额为元，大小（sizeBytes）为字节，其它单位写在 data/schema/ 该栏的 description 里。',
    '  - records.jsonl 中 fields 是现行内容，filing 是最初登记的内容，corrections 是逐次更正；',
    '    status：open 未办结（结转），closed 已办结，void 已作废；',
    '    retention：years 年限，through 保管至（含当日），未办结的尚无到期日。',
    '  - seq 是日志序号，salt 是盐，content 是被证明的内容，见文末“手工核对”。',
    '',
    '怎样核对',
    '  1. 解开后在本文件夹运行：sha256sum -c manifest-sha256.txt',
    '     以及 sha512sum -c manifest-sha512.txt、sha256sum -c tagmanifest-sha256.txt。',
    '     每个文件都应显示 OK 或“成功”。',
    `  2. 有 Node.js 时运行：node verify.mjs，或 node verify.mjs ../${name}.zip --key 公钥文件`,
    '     它核对每个文件、每条记录、编号、日志证明和签名，不需要联网。',
    '     公钥文件是当年从别处得到的 key.txt 或 PEM；只用包里的，不能证明是谁签的。',
    '  3. 把上面的指纹与当年另行保存的指纹（卷册封面、邮件）比较，确认是同一把密钥。',
    '  4. 没有 Node.js 时，按文末“手工核对”用 sha256sum、openssl 与 Python 逐步核对。',
    '',
  ];
}

function english(context: BuildContext, built: BuiltPayload, { name, parts }: Contents): string[] {
  const { plan, document } = context;
  const zone = document.timeZone;
  const what = plan.supplement === 0 ? 'one month' : 'what came late for one month';
  const exceptions = plan.exceptions.map((one) => `  - ${one.code} (${one.subjects.length})`);
  return [
    `Bag ${name}`,
    '='.repeat(40),
    '',
    `Work records of a property-management office for ${what} and one retention class.`,
    `Month: ${plan.month}. Retention class: ${built.class}. Records: ${built.records}.`,
    `Sealed at ${plan.sealedAt} (UTC).`,
    `Fingerprint of the signing key (SHA-256): ${grouped(context.fingerprint)}`,
    '',
    `Sealed in spite of: ${exceptions.length === 0 ? 'nothing' : ''}`,
    ...exceptions,
    '',
    'What is in it',
    ...parts.map(([file, , en]) => `  ${file}\n      ${en}`),
    '',
    'How to read it',
    '  - A month has three bags, each complete: y5 five years, y10 ten years, long for good.',
    '  - Numbers are prefix-yearmonth-ordinal; dispatch orders PG-yearmonth-ordinal from 0001,',
    '    none twice; the gap report names those that are missing.',
    `  - Times that end in Z are UTC; in \`fields\`, CSV and PDF they are local (${zone}).`,
    '  - Money is in yuan (CNY), sizeBytes in bytes; other units stand in the description of the',
    '    column in data/schema/.',
    '  - In records.jsonl `fields` is what the record says now, `filing` what was filed first,',
    '    `corrections` each change. status: open (carried over), closed or void.',
    '    retention: years, and the last day (through); an open matter has none yet.',
    '',
    'How to check it',
    '  1. Unpack, and in this folder run: sha256sum -c manifest-sha256.txt,',
    '     sha512sum -c manifest-sha512.txt and sha256sum -c tagmanifest-sha256.txt',
    `  2. With Node.js: node verify.mjs, or node verify.mjs ../${name}.zip --key FILE`,
    '     It checks every file, every record, the log proofs and the signature; no network needed.',
    '     FILE is a key.txt or PEM that came another way: the one in here proves nothing of who.',
    '  3. Compare the fingerprint above with one that was kept elsewhere at the time (cover, mail).',
    '  4. Without Node.js: follow “Checking by hand” at the end.',
    '',
    'How the proof works',
    '  - Layout: BagIt (RFC 8493). Each manifest lists the digest of every file below data/.',
    '  - proof/sealed.json holds an entry of a tamper-evident log; its facts name the digests of',
    '    both manifests and of README.txt, bag-info.txt and verify.mjs, so none of these files can',
    '    change without changing that entry.',
    '  - Each line {"seq","leaf","path"} proves that the entry `leaf` stands at place `seq`:',
    '    hash SHA-256(0x00 || leaf), then with each node of `path` SHA-256(0x01 || left || right)',
    '    (RFC 6962, RFC 9162), up to the root in proof/checkpoint.txt, signed with Ed25519.',
    '  - In records.jsonl, SHA-256(salt || canonical JSON of `content`, RFC 8785) equals the',
    '    digest in entry `seq`. So what was filed, when, and every correction can be proved.',
    '',
  ];
}

function grouped(fingerprint: string): string {
  return (fingerprint.match(/.{4}/g) ?? []).join(' ');
}
