import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attachFile } from '../../../src/records/commands/attach-file.ts';
import { fileRecord } from '../../../src/records/commands/file-record.ts';
import { getRecord } from '../../../src/records/queries/get-record.ts';
import { readAttachment } from '../../../src/records/queries/read-attachment.ts';
import { engines, type Office, openOffice, repair } from './office.ts';

const png = Buffer.concat([
  Buffer.from(
    '89504e470d0a1a0a0000000d494844520000000100000001080600000' +
      '01f15c4890000000d49444154789c6360000002000154a24f5d0000000049454e44ae426082',
    'hex',
  ),
  Buffer.alloc(100),
]);

for (const engine of engines) {
  describe(`attaching files (${engine})`, () => {
    let office: Office;
    let number: string;

    beforeEach(async () => {
      office = await openOffice(engine);
      const input = { category: '01', fields: repair() };
      ({ number } = await fileRecord(office.home, office.operator, input));
    });

    afterEach(async () => {
      await office.close();
    });

    async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
      for (let start = 0; start < bytes.length; start += 50) {
        yield bytes.subarray(start, start + 50);
      }
    }
    const attach = (name: string, bytes: Uint8Array) =>
      attachFile(office.home, office.operator, { number, name, bytes: chunks(bytes) });

    it('keeps the bytes as they came, with name, type and digest', async () => {
      const { id } = await attach('C:\\照片\\阳台.png', png);
      const sha256 = `sha256:${createHash('sha256').update(png).digest('hex')}`;
      const view = await getRecord(office.home, office.operator, number);
      expect(view.attachments).toMatchObject([
        { id, ordinal: 1, name: '阳台.png', mediaType: 'image/png', sha256, sizeBytes: png.length },
      ]);
      for (const attachment of [id, 1]) {
        const read = await readAttachment(office.home, office.operator, { number, attachment });
        expect(await buffer(read.stream)).toEqual(png);
      }
    });

    it('stores the same bytes once, whatever they are called', async () => {
      await attach('一.png', png);
      await attach('二.png', png);
      const blobs = await office.home.store.read.selectFrom('blob').selectAll().execute();
      expect(blobs).toHaveLength(1);
      const view = await getRecord(office.home, office.operator, number);
      expect(view.attachments.map(({ name }) => name)).toEqual(['一.png', '二.png']);
    });

    it('refuses content that is not what the name says, and kinds it does not keep', async () => {
      for (const [name, bytes] of [
        ['照片.jpg', png],
        ['说明.txt', png],
        ['程序.exe', Buffer.from('MZ')],
        ['没有扩展名', png],
        ['合同.pdf', Buffer.from('not a pdf')],
        ['空.txt', Buffer.alloc(0)],
      ] as const) {
        await expect(attach(name, bytes)).rejects.toMatchObject({ code: 'invalid' });
      }
      await attach('说明.txt', Buffer.from('业主要求改约周末'));
      const view = await getRecord(office.home, office.operator, number);
      expect(view.attachments.map(({ mediaType }) => mediaType)).toEqual(['text/plain']);
    });

    it('refuses an unknown attachment', async () => {
      const read = readAttachment(office.home, office.operator, { number, attachment: 'att_x' });
      await expect(read).rejects.toMatchObject({ code: 'not-found' });
    });
  });
}
