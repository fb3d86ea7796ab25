import { type Finding, fault, note } from '../verify/finding.ts';
import { linesOf } from './manifest.ts';

/** Labels and values in their order; a label may stand more than once. */
export type Tags = readonly (readonly [label: string, value: string])[];

/** What `bagit.txt` declares. */
export interface Declaration {
  readonly version: string;
  readonly encoding: string;
}

const knownVersions = ['0.93', '0.94', '0.95', '0.96', '0.97', '1.0'];

/** The bytes of our `bagit.txt`. Source: RFC 8493 §2.1.1. */
export const declarationText = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** Tags as text, one a line. Errors: throws on a label or value that a line cannot hold. */
export function formatTags(tags: Tags): string {
  return tags
    .map(([label, value]) => {
      if (!/^[^\s:][^:\r\n]*$/.test(label) || label.endsWith(' ')) {
        throw new Error(`no tag label: ${label}`);
      }
      if (/[\r\n]/.test(value) || value !== value.trim()) throw new Error(`no tag value: ${value}`);
      return `${label}: ${value}\n`;
    })
    .join('');
}

/** Reads `bagit.txt`: two lines, one spelling. Source: RFC 8493 §2.1.1. */
export function parseDeclaration(bytes: Buffer, report: (finding: Finding) => void): Declaration {
  const text = bytes.toString();
  const wrong = (zh: string, en: string, found: string) => {
    const compared = { expected: declarationText.trimEnd(), found: found.slice(0, 200) };
    report(fault('bagit.declaration', 'bagit.txt', [zh, en], compared));
  };
  if (text.startsWith('\uFEFF')) wrong('以 BOM 开头', 'begins with a byte order mark', text);
  const lines = linesOf(text.replace(/^\uFEFF/, ''));
  const version = /^BagIt-Version: (\d+\.\d+)$/.exec(lines[0] ?? '')?.[1];
  const encoding = /^Tag-File-Character-Encoding: (\S+)$/.exec(lines[1] ?? '')?.[1];
  if (version === undefined || !knownVersions.includes(version)) {
    wrong('第 1 行应为 BagIt-Version', 'line 1 must be a known BagIt-Version', lines[0] ?? '');
  }
  if (encoding === undefined) {
    wrong('第 2 行应为字符编码', 'line 2 must name the encoding', lines[1] ?? '');
  } else if (decoderOf(encoding) === undefined) {
    wrong('字符编码不支持', 'the encoding is unknown', encoding);
  }
  if (lines.length > 2) wrong('多出一行', 'has more than two lines', lines[2] ?? '');
  return { version: version ?? '1.0', encoding: encoding ?? 'UTF-8' };
}

/** The text of a tag file in the declared encoding, or undefined with a finding. */
export function tagText(
  file: string,
  bytes: Uint8Array,
  declaration: Declaration,
  report: (finding: Finding) => void,
): string | undefined {
  try {
    const encoding = widthOf(declaration.encoding, bytes);
    const decoder = decoderOf(encoding) ?? new TextDecoder('utf-8', { fatal: true });
    const text = decoder.decode(bytes);
    if (!text.startsWith('\uFEFF')) return text;
    if (/^utf-?8$/i.test(declaration.encoding)) {
      report(note('bagit.bom', file, ['以 BOM 开头', 'begins with a byte order mark']));
    }
    return text.slice(1);
  } catch {
    const words = [
      `不是 ${declaration.encoding} 文字`,
      `not ${declaration.encoding} text`,
    ] as const;
    report(fault('bagit.encoding', file, words));
    return undefined;
  }
}

/** Reads `bag-info.txt`: `Label: value`, continued by lines that begin with white space. */
export function parseTags(file: string, text: string, report: (finding: Finding) => void): Tags {
  const tags: [string, string][] = [];
  for (const [index, line] of linesOf(text).entries()) {
    const last = tags.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) {
      last[1] = `${last[1]} ${line.trim()}`;
      continue;
    }
    if (line.trim() === '') continue;
    const match = /^([^\s:][^:]*):(.*)$/s.exec(line);
    if (match === null) {
      const words = [`第 ${index + 1} 行不是“标签: 值”`, `line ${index + 1} is no label`] as const;
      report(fault('bagit.tag-line', file, words, { found: line.slice(0, 200) }));
      continue;
    }
    tags.push([(match[1] ?? '').trim(), (match[2] ?? '').trim()]);
  }
  return tags;
}

/** The one value of a label, compared without regard to case. */
export function tagValue(tags: Tags, label: string): string | undefined {
  const wanted = label.toLowerCase();
  return tags.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** Plain UTF-16 is big-endian unless the mark at its beginning says otherwise. */
function widthOf(encoding: string, bytes: Uint8Array): string {
  if (!/^utf-?16$/i.test(encoding)) return encoding;
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-16be';
}

function decoderOf(encoding: string): TextDecoder | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  } catch {
    return undefined; // an encoding that nobody knows
  }
}
