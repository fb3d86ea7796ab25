import { AppError } from '../core/app-error.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: such characters are what it looks for
const binary = /[\u0000-\u0008\u000e-\u001f]/gu;

/**
 * The text of a file in UTF-8 or UTF-16 (with or without a mark), or GB 18030.
 *
 * Errors: invalid (no text at all).
 */
export function decodeText(bytes: Uint8Array): { text: string; notes: string[] } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return checked(decode('utf-16le', bytes), []);
  if (first === 0xfe && second === 0xff) return checked(decode('utf-16be', bytes), []);
  const unmarked = unmarkedUtf16(bytes);
  if (unmarked !== undefined) return checked(decode(unmarked, bytes), []);
  const strict = decodeStrictly('utf-8', bytes);
  if (strict !== undefined) return checked(strict, []);
  const loose = decode('utf-8', bytes);
  const chinese = decodeStrictly('gb18030', bytes);
  if (chinese !== undefined && !isMostlyReadable(loose)) {
    return checked(chinese, ['文件编码是 GB 18030（GBK），已按此读取']);
  }
  if (!isMostlyReadable(loose)) return checked(decode('gb18030', bytes), [damaged]);
  return checked(loose, [damaged]);
}

/** Commas and digits in UTF-16 have a zero high byte (一 has a zero low one); other text has none. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, sampleBytes);
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if ((even + odd) * 20 < sample.length) return undefined;
  if (even * 3 < odd) return 'utf-16le';
  return odd * 3 < even ? 'utf-16be' : undefined;
}

const sampleBytes = 20_000;
const damaged = '文件里有读不出的字节，已显示为“�”，请核对';

function decodeStrictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined; // not of this encoding
  }
}

function decode(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** UTF-8 with a few broken bytes is still UTF-8: most of its Chinese characters can be read. */
function isMostlyReadable(text: string): boolean {
  const broken = text.match(/\ufffd/gu)?.length ?? 0;
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return chinese > broken * 10;
}

function checked(text: string, notes: string[]): { text: string; notes: string[] } {
  const strange = text.match(binary)?.length ?? 0;
  if (strange <= Math.max(1, text.length / 200)) return { text, notes };
  throw new AppError('invalid', '读不懂这个文件，请另存为 .xlsx 或 .csv 后再导入');
}
