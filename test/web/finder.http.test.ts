import { afterEach, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

let office: Office;
afterEach(() => office.close());

const list = [
  '房号,业主姓名,联系电话,建筑面积平方米,房屋状态,车牌,入伙日期',
  '1-1-0101,柳如是,13900000001,100,自住,京A·M3WWZ,2020-05-01',
  '1-2-0302,欧阳娜娜,13900000002,120,自住,,2020-05-01',
].join('\n');

test('households are found by room in any spelling, by name, pinyin and plate', async () => {
  office = await openOffice();
  const [clerk, auditor] = [await office.as('clerk'), await office.as('auditor')];
  await clerk.send('/imports/households?fileName=households.csv', { method: 'POST', body: list });
  const roomsFor = async (who: typeof clerk, q: string) =>
    (
      await who.get<{ items: { room: string }[] }>(`/finder?q=${encodeURIComponent(q)}`)
    ).body.items.map(({ room }) => room);
  for (const q of ['1栋2单元302', '欧阳', 'oyn', 'ouyang']) {
    expect(await roomsFor(clerk, q)).toEqual(['1-2-0302']);
  }
  expect(await roomsFor(clerk, 'M3WWZ')).toEqual(['1-1-0101']);
  // Who may not read names does not find by them either.
  expect(await roomsFor(auditor, '欧阳')).toEqual([]);
  expect(await roomsFor(auditor, '1-1-101')).toEqual(['1-1-0101']);
});

test('a household that came later is found too', async () => {
  office = await openOffice();
  const clerk = await office.as('clerk');
  expect((await clerk.get<{ items: unknown[] }>('/finder?q=1-1')).body.items).toEqual([]);
  await clerk.send('/imports/households?fileName=households.csv', { method: 'POST', body: list });
  expect((await clerk.get<{ items: unknown[] }>('/finder?q=1-1')).body.items).toHaveLength(1);
});
