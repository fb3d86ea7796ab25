import type { Finding } from './finding.ts';
import type { KeyReport } from './trusted-key.ts';

/** The answer for one bag. `not-ours` is a valid bag without any proof of ours. */
export type Verdict = 'intact' | 'intact-key-unknown' | 'not-ours' | 'broken';

/** What was found out about one bag. Shape: part of the `--json` answer. */
export interface BagReport {
  readonly name: string;
  readonly verdict: Verdict;
  readonly key?: KeyReport;
  readonly checkpoint?: { readonly origin: string; readonly size: number; readonly root: string };
  readonly seal?: {
    readonly seq: number;
    readonly at: string;
    readonly month: string;
    readonly supplement: number;
    readonly classes: readonly string[];
    /** The class of this bag, and the name under which it was written. */
    readonly ownClass?: string;
    readonly name: string;
  };
  readonly payloadFiles: number;
  readonly payloadBytes: number;
  readonly entries: number;
  readonly records: number;
  readonly contents: number;
  readonly findings: readonly Finding[];
}

/** The answer for a bag, or for a folder of bags. Shape: the `--json` answer. */
export interface VerifyReport {
  readonly format: 'anjuan-verify-1';
  readonly intact: boolean;
  readonly bags: readonly BagReport[];
  /** What concerns the bags together, or the source itself. */
  readonly findings: readonly Finding[];
}

/** The answer as people read it: Chinese, with English beside it. */
export function reportText(report: VerifyReport): string {
  const blocks = report.bags.map(bagText);
  if (report.findings.length > 0) blocks.push(report.findings.map(findingText).join('\n'));
  if (report.bags.length > 1 || report.findings.length > 0) {
    const broken = report.bags.filter((bag) => bag.verdict === 'broken').length;
    blocks.push(
      report.intact
        ? `合计 ${report.bags.length} 个包，全部通过 all ${report.bags.length} bags are good`
        : `合计 ${report.bags.length} 个包，${broken} 个不通过 ${broken} of ${report.bags.length} failed`,
    );
  }
  return `${blocks.join('\n\n')}\n`;
}

/** The answer as one line of JSON, which scripts read. */
export function reportJson(report: VerifyReport): string {
  return `${JSON.stringify(report)}\n`;
}

function bagText(bag: BagReport): string {
  const lines = [`${bag.name}: ${verdictText(bag)}`];
  lines.push(`  文件 payload files ${bag.payloadFiles}, ${bag.payloadBytes} bytes`);
  if (bag.checkpoint !== undefined) {
    lines.push(`  日志 log ${bag.checkpoint.origin}, 条目 entries ${bag.checkpoint.size}`);
    lines.push(`  根哈希 root ${bag.checkpoint.root}`);
  }
  if (bag.seal !== undefined) {
    const { month, supplement, at, seq } = bag.seal;
    const part = supplement === 0 ? month : `${month} 补卷 supplement ${supplement}`;
    lines.push(`  封卷 sealed ${part}, ${at}, 第 ${seq} 条 entry`);
  }
  if (bag.entries > 0) {
    const { records, entries, contents } = bag;
    lines.push(`  记录 records ${records}, 条目证明 entries ${entries}, 内容 contents ${contents}`);
  }
  return [...lines, ...bag.findings.map(findingText)].join('\n');
}

function verdictText(bag: BagReport): string {
  const fingerprint = bag.key?.fingerprint ?? '';
  const faults = bag.findings.filter((finding) => finding.severity === 'fault').length;
  const texts: Record<Verdict, string> = {
    intact: `完好 intact；由您给的密钥签名 signed by the key you gave, ${fingerprint}`,
    'intact-key-unknown':
      `完好 intact；签名密钥 signed by key ${fingerprint}，` +
      '未与您已知的密钥比对 not compared with one you know',
    'not-ours':
      '是有效的 BagIt 包，但不含本系统的证明 a valid bag (RFC 8493); it holds no proof of ours',
    broken: `不通过 FAILED：${faults} 处问题 ${faults} fault(s)`,
  };
  return texts[bag.verdict];
}

function findingText(finding: Finding): string {
  const mark = finding.severity === 'fault' ? '✗' : '·';
  const lines = [
    `  ${mark} ${shown(finding.path)}: ${finding.zh} / ${finding.en} [${finding.code}]`,
  ];
  if (finding.expected !== undefined) lines.push(`      应为 expected ${shown(finding.expected)}`);
  if (finding.found !== undefined) lines.push(`      实为 found    ${shown(finding.found)}`);
  return lines.join('\n');
}

/** Names come from strangers: what would move the cursor or break the line is spelt out. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
