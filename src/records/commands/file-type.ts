import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '../../core/app-error.ts';

/** How much of a file is looked at to tell its type. Units: bytes. */
export const sampleBytes = 1024 * 1024;

const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';
const compound = 'application/x-cfb';

/** What each file name ending may hold. */
const typesByEnding: Readonly<Record<string, readonly string[]>> = {
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  png: ['image/png'],
  gif: ['image/gif'],
  webp: ['image/webp'],
  heic: ['image/heic', 'image/heif', 'image/heic-sequence'],
  heif: ['image/heif', 'image/heic'],
  bmp: ['image/bmp'],
  tif: ['image/tiff'],
  tiff: ['image/tiff'],
  mp3: ['audio/mpeg'],
  m4a: ['audio/x-m4a', 'audio/mp4', 'video/mp4'],
  aac: ['audio/aac'],
  wav: ['audio/wav'],
  amr: ['audio/amr'],
  ogg: ['audio/ogg', 'audio/opus'],
  opus: ['audio/opus', 'audio/ogg'],
  flac: ['audio/flac', 'audio/x-flac'],
  pdf: ['application/pdf'],
  docx: [`${office}.wordprocessingml.document`],
  xlsx: [`${office}.spreadsheetml.sheet`],
  pptx: [`${office}.presentationml.presentation`],
  odt: [`${openDocument}.text`],
  ods: [`${openDocument}.spreadsheet`],
  doc: [compound],
  xls: [compound],
  ppt: [compound],
  wps: [compound],
  et: [compound],
  txt: ['text/plain'],
  csv: ['text/csv'],
};

const zippedParts: Readonly<Record<string, string>> = {
  docx: 'word/',
  xlsx: 'xl/',
  pptx: 'ppt/',
};

/**
 * The media type of an attachment, told by its content and checked against its name.
 *
 * Errors: `invalid` (a kind not accepted, or content that is not what the name says).
 */
export async function mediaTypeOf(name: string, sample: Uint8Array): Promise<string> {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const accepted = typesByEnding[ending];
  if (accepted === undefined) {
    throw refused(`“${name}”不是可附的文件：请用照片、扫描件、录音、PDF、文本或 Office 文档。`);
  }
  const [first = ''] = accepted;
  const found = await detect(ending, sample);
  if (found !== undefined && accepted.includes(found)) return found;
  if (found === undefined && first.startsWith('text/') && isText(sample)) return first;
  const what = found === undefined ? '无法识别' : `实为 ${found}`;
  throw refused(`“${name}”的内容与文件名不符（${what}），未保存；请改正文件名或重新导出。`);
}

async function detect(ending: string, sample: Uint8Array): Promise<string | undefined> {
  const found = (await fileTypeFromBuffer(sample))?.mime;
  const part = zippedParts[ending];
  const zipped = found === 'application/zip' && part !== undefined;
  // Some programs put the part that names the type last, beyond the sample.
  if (zipped && Buffer.from(sample).includes(part)) return typesByEnding[ending]?.[0];
  return found;
}

function isText(sample: Uint8Array): boolean {
  return !sample.includes(0);
}

function refused(message: string): AppError {
  return new AppError('invalid', message, {
    problems: [{ field: 'file', rule: 'type', message }],
  });
}
