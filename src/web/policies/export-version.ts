import type { Requester } from '../../access/model.ts';
import { siteChartsOf } from '../../catalogue/charts.ts';
import { type LocalDate, localDateOf } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import type { VersionView } from '../../policies/model.ts';
import { getPolicy, getVersion, todayOf } from '../../policies/queries/policies.ts';
import { typesetPolicy } from '../../print/policy.ts';
import { withPress } from '../kit/press.ts';

type ExportHome = Pick<Home, 'store' | 'catalogue' | 'clock'>;
interface Asked {
  readonly code: string;
  readonly version: number;
}

/** What is said across a version that is not in force. */
function stampOf(version: VersionView, today: LocalDate): string | undefined {
  const { status, inForceFrom } = version;
  if (status === 'draft') return '草稿';
  if (status === 'in-review') return '审核中';
  if (status === 'approved') return '已批准，未发布';
  if (status === 'superseded') return '已被取代';
  if (status === 'retired') return '已废止';
  return inForceFrom !== null && inForceFrom > today ? '尚未生效' : undefined;
}

/** A version as a PDF, with who wrote and approved it and the whole fingerprint of its text. */
export async function versionPdf(home: ExportHome, who: Requester, asked: Asked) {
  const { document } = home.catalogue;
  const policy = await getPolicy(home, who, asked.code);
  const version = await getVersion(home, who, asked);
  const dayOf = (at: string | null) => (at === null ? null : localDateOf(at, document.timeZone));
  const stamp = stampOf(version, todayOf(home));
  const { pdf } = await withPress((printer) =>
    typesetPolicy(printer, {
      company: document.company,
      site: document.sites.map(({ name }) => name).join('、'),
      code: policy.code,
      title: policy.title,
      version: String(version.version),
      important: policy.posted,
      department: policy.department,
      inForceFrom: version.inForceFrom,
      inForceUntil: version.inForceUntil,
      writer: version.writtenBy,
      writtenOn: dayOf(version.writtenAt),
      approver: version.approvedBy,
      approvedOn: dayOf(version.approvedAt),
      ...(stamp === undefined ? {} : { stamp }),
      digest: version.sha256,
      text: version.text,
      charts: siteChartsOf(document),
      createdAt: version.publishedAt ?? version.writtenAt,
    }),
  );
  return new Uint8Array(pdf);
}

/**
 * A version as Markdown: front matter, then its text byte by byte, so that its SHA-256 can be
 * computed again.
 *
 * Shape: `---`, comments and `name: value` lines (texts as JSON writes them), `---`, the text.
 */
export async function versionMarkdown(home: ExportHome, who: Requester, asked: Asked) {
  const { posted, department } = await getPolicy(home, who, asked.code);
  const version = await getVersion(home, who, asked);
  const quoted = (words: string | null) => JSON.stringify(words);
  const facts = [
    `code: ${version.code}`,
    `title: ${quoted(version.title)}`,
    `version: ${version.version}`,
    `status: ${version.status}`,
    `posted: ${posted}`,
    `department: ${quoted(department)}`,
    `inForceFrom: ${version.inForceFrom}`,
    `inForceUntil: ${version.inForceUntil}`,
    `writtenBy: ${quoted(version.writtenBy)}`,
    `approvedBy: ${quoted(version.approvedBy)}`,
    `reason: ${quoted(version.reason)}`,
    `sha256: ${version.sha256.replace(/^sha256:/, '')}`,
  ];
  // Two rules and two comments stand around the facts, and the text begins on the line after them.
  const first = facts.length + 5;
  const head = [
    '---',
    `# 第 ${first} 行起到文件末尾是正文，一个字节不多，一个字节不少；它的 SHA-256 就是下面的 sha256。`,
    `# 核对：tail -n +${first} 本文件 | sha256sum`,
    ...facts,
    '---',
  ];
  return `${head.join('\n')}\n${version.text}`;
}
