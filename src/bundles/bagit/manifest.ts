import { compareNames } from '../container/form.ts';
import { nameProblem } from '../container/names.ts';
import { type Finding, fault, note } from '../verify/finding.ts';

/** One line of a manifest. */
export interface ManifestLine {
  readonly digest: string;
  readonly path: string;
}

/** A manifest as read: which algorithm, and which digest for which path. */
export interface Manifest {
  readonly file: string;
  readonly kind: 'payload' | 'tag';
  readonly algorithm: string;
  readonly digests: ReadonlyMap<string, string>;
}

/** Length of a digest by algorithm. Units: hexadecimal digits. */
const digestLengths: ReadonlyMap<string, number> = new Map([
  ['md5', 32],
  ['sha1', 40],
  ['sha224', 56],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/**
 * A manifest in its one spelling: lower-case digest, two spaces, path; lines in byte order.
 *
 * Shape: what `sha256sum` writes and checks. Source: RFC 8493 §2.1.3.
 */
export function formatManifest(lines: readonly ManifestLine[]): string {
  return [...lines]
    .sort((one, other) => compareNames(one.path, other.path))
    .map((line) => `${line.digest}  ${encodePath(line.path)}\n`)
    .join('');
}

/** Reads a manifest of any maker; what is wrong with it becomes findings. */
export function parseManifest(
  place: { readonly file: string; readonly text: string; readonly version: string },
  report: (finding: Finding) => void,
): Manifest | undefined {
  const { file, text, version } = place;
  const [, tag, name = ''] = /^(tag)?manifest-([A-Za-z0-9-]+)\.txt$/.exec(file) ?? [];
  const algorithm = name.toLowerCase().replaceAll('-', '');
  const kind = tag === undefined ? 'payload' : 'tag';
  const length = digestLengths.get(algorithm);
  if (length === undefined) {
    const words = [
      `不支持的算法 ${name}，未核对`,
      `unknown algorithm ${name}: not checked`,
    ] as const;
    report(note('bagit.algorithm', file, words));
    return undefined;
  }
  const digests = new Map<string, string>();
  for (const [index, line] of linesOf(text).entries()) {
    const parsed = parseLine(line, kind);
    if (parsed === undefined || parsed.digest.length !== length || !isHex(parsed.digest)) {
      const words = [`第 ${index + 1} 行格式不对`, `line ${index + 1} is malformed`] as const;
      const expected = `<${length} hex> <path>`;
      report(fault('bagit.manifest-line', file, words, { expected, found: line.slice(0, 200) }));
      continue;
    }
    const path = checkedPath(parsed.path, { file, version, line: index + 1 }, report);
    const digest = parsed.digest.toLowerCase();
    reportTwice(digests.get(path), digest, { file, path, version }, report);
    digests.set(path, digest);
  }
  return { file, kind, algorithm, digests };
}

/** Lines that end in LF, CR or CRLF; the last one may end in nothing. Source: RFC 8493 §2. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** `%`, CR and LF, and nothing else, are percent-encoded. Source: RFC 8493 §2.1.3. */
function encodePath(path: string): string {
  return path.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A path as it stood in a manifest, decoded; older versions do not encode `%`. */
export function decodePath(path: string, version: string): string {
  const plain = path.replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');
  return version === '1.0' ? plain.replaceAll('%25', '%') : plain;
}

function parseLine(line: string, kind: 'payload' | 'tag'): ManifestLine | undefined {
  const match = /^(\S+)[ \t]+(.+)$/su.exec(line);
  if (match === null) return undefined;
  const [, digest = '', path = ''] = match;
  // The tools of md5sum's kind mark binary mode by an asterisk before the name.
  const marked = path.startsWith('*') && (kind === 'tag' || path.startsWith('*data/'));
  return { digest, path: marked ? path.slice(1) : path };
}

function checkedPath(
  written: string,
  place: { readonly file: string; readonly version: string; readonly line: number },
  report: (finding: Finding) => void,
): string {
  let path = decodePath(written, place.version);
  if (path.startsWith('./')) {
    path = path.replace(/^(\.\/)+/, '');
    const words = ['路径以 ./ 开头', 'path begins with ./'] as const;
    report(note('bagit.dot-path', place.file, words, { found: written }));
  }
  const problem = nameProblem(path);
  if (problem !== undefined) {
    const words = [
      `第 ${place.line} 行路径不安全：${problem[0]}`,
      `line ${place.line}: unsafe path: ${problem[1]}`,
    ] as const;
    report(fault('bagit.unsafe-path', place.file, words, { found: written }));
  }
  return path;
}

function reportTwice(
  earlier: string | undefined,
  digest: string,
  place: { readonly file: string; readonly path: string; readonly version: string },
  report: (finding: Finding) => void,
): void {
  if (earlier === undefined) return;
  const words = [`${place.file} 列了两次`, `listed twice in ${place.file}`] as const;
  // Before 1.0 the same line twice was a blemish; two digests for one file never fit.
  const mild = earlier === digest && place.version !== '1.0';
  const compared = { expected: earlier, found: digest };
  report((mild ? note : fault)('bagit.listed-twice', place.path, words, compared));
}

function isHex(text: string): boolean {
  return /^[0-9A-Fa-f]+$/.test(text);
}
