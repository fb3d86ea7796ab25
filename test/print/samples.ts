import { createHash } from 'node:crypto';
import { degrees, PDFDocument, rgb, StandardFonts } from 'pdf-lib';
import sharp from 'sharp';
import type { VolumeAttachment, VolumeInput, VolumeRecord } from '../../src/print/volume-model.ts';

const matters = [
  '客厅顶灯不亮，更换镇流器',
  '厨房下水管漏水',
  '入户门锁无法反锁，业主要求当天处理，并请维修人员上门前先打电话联系',
  '空调外机支架松动',
  '地库 B2-117 车位地锁损坏',
  '卫生间地漏返臭',
];
const names = ['李静', '王芳', '䶮昇', '祎喆', '欧阳建国', '阿卜杜拉·买买提'];

const sha = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');

export function record(order: number, changes: Partial<VolumeRecord> = {}): VolumeRecord {
  const day = String((order % 28) + 1).padStart(2, '0');
  const matter = matters[order % matters.length]!;
  const name = names[order % names.length]!;
  return {
    number: `BX-202610-${String(order).padStart(4, '0')}`,
    responsible: name,
    title: `3-2-0${(order % 9) + 1}01 ${matter}`,
    date: `2026-10-${day}`,
    secrecy: order % 7 === 0 ? '机密' : '内部',
    note: order % 11 === 0 ? '结转' : '',
    filedLine: `${name} 2026-10-${day} 09:42 登记`,
    digest: `sha256:${sha(`record ${order}`)}`,
    lines: [
      { label: '报修时间', value: `2026-10-${day} 09:${String(order % 60).padStart(2, '0')}` },
      { label: '房号', value: `3-2-0${(order % 9) + 1}01` },
      { label: '报修人', value: name },
      { label: '联系电话', value: '138 0013 8000' },
      { label: '报修内容', value: matter, wide: true },
      { label: '派工单号', value: `PG-202610-${String(order).padStart(4, '0')}` },
      { label: '维修人员', value: '周师傅' },
      { label: '到达时间', value: `2026-10-${day} 10:15` },
      { label: '完成时间', value: `2026-10-${day} 11:05` },
      { label: '材料费（元）', value: order % 3 === 0 ? '' : '35.00' },
      { label: '业主签字', value: '已签' },
      {
        label: '处理结果',
        value: '已修复，试用正常。业主对到场时间满意，要求下次提前十分钟电话联系。',
        wide: true,
      },
    ],
    corrections: [],
    attachments: [],
    ...changes,
  };
}

export function volume(changes: Partial<VolumeInput> = {}): VolumeInput {
  return {
    company: '安居物业服务有限公司',
    site: '锦绣花园客户服务中心',
    month: '2026-10',
    code: '01',
    title: '业主日常报修',
    classTitle: '十年',
    retention: '保管至 2036-12-31',
    important: true,
    sealedAt: '2026-11-05T02:30:00.000Z',
    zone: 'Asia/Shanghai',
    sealedBy: '王芳（客服主管）、刘志强（项目经理）',
    fingerprint: `sha256:${sha('volume')}`,
    firstPage: 1,
    part: 1,
    parts: 1,
    columns: 2,
    statistics: [
      {
        title: '按类型',
        rows: [
          { label: '水', value: '12' },
          { label: '电', value: '31' },
          { label: '门窗五金', value: '8' },
          { label: '合计', value: '51' },
        ],
      },
      {
        title: '时限',
        rows: [
          { label: '30 分钟内到场', value: '49／51（96.1%）' },
          { label: '当日完成', value: '50／51（98.0%）' },
        ],
      },
    ],
    records: [],
    ...changes,
  };
}

export function attachment(name: string, mediaType: string, bytes: Uint8Array): VolumeAttachment {
  return { name, mediaType, sizeBytes: bytes.length, sha256: sha(bytes), bytes };
}

/** A photo-like picture: grey with a black bar along the top, so that up is known. */
export async function picture(
  width: number,
  height: number,
  format: 'jpeg' | 'png' | 'webp' = 'jpeg',
): Promise<Uint8Array> {
  const bar = await sharp({
    create: { width, height: Math.round(height / 8), channels: 3, background: '#000000' },
  })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: '#8fa3b5' } })
    .composite([{ input: bar, top: 0, left: 0 }])
    .toFormat(format)
    .toBuffer();
}

/** A foreign PDF: each page says its number in its middle and is black along its top edge. */
export async function foreignPdf(
  pages: number,
  options: { width?: number; height?: number; turn?: number; words?: string } = {},
): Promise<Uint8Array> {
  const { width = 595, height = 842, turn = 0, words = 'FOREIGN' } = options;
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let order = 1; order <= pages; order += 1) {
    const page = pdf.addPage([width, height]);
    page.drawText(`${words} ${order} of ${pages}`, { x: 60, y: height / 2, size: 32, font });
    page.drawRectangle({
      x: 0,
      y: height - 40,
      width,
      height: 40,
      color: rgb(0, 0, 0),
    });
    page.setRotation(degrees(turn));
  }
  return pdf.save();
}
