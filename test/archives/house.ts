import { importDocuments } from '../../src/archives/commands/import-documents.ts';
import { importHouseholds } from '../../src/archives/commands/import-households.ts';
import type { Home } from '../../src/home/open.ts';
import { person } from '../kit/open-home.ts';

const householdHeads =
  '房号,业主姓名,联系电话,备用联系人,家庭成员,建筑面积平方米,房屋状态,是否出租,租户,租户电话,车牌,宠物,入伙日期,产权变更日期';
const documentHeads = '房号,资料序号,资料名称,日期,页数,保管处,存放位置';

/** Three households: one that lives there with a dog, one let, one not taken over. */
export const threeHouseholds = [
  '1-1-0101,莫静,13522087886,,,141,自住,否,,,,犬 金毛,2021-09-02,',
  '1-1-0502,刘䶮,17726581418,,付晓东、苏佳琪,244,出租,是,孟文博,17791929545,京A·M3WWZ,,2023-06-20,',
  '1-1-1401,,,,,146,未收房,否,,,,,,',
];

export const clerk = person('wang', 'clerk');
export const otherClerk = person('li', 'clerk');
export const supervisor = person('chen', 'supervisor');
export const engineer = person('zhao', 'engineer');
export const auditor = person('sun', 'auditor');
function csv(heads: string, rows: readonly string[]): Uint8Array {
  return Buffer.from(`\ufeff${[heads, ...rows].join('\r\n')}\r\n`);
}

export function bringHouseholds(home: Home, rows: readonly string[], dryRun = false) {
  const bytes = csv(householdHeads, rows);
  return importHouseholds(home, clerk, { fileName: 'households.csv', bytes, dryRun });
}

export function bringDocuments(home: Home, rows: readonly string[]) {
  const bytes = csv(documentHeads, rows);
  return importDocuments(home, clerk, { fileName: 'documents.csv', bytes });
}

/** The kinds of the entries about archives and policies, in the order of the log. */
export async function kindsSince(home: Home, seq = 0): Promise<string[]> {
  const rows = await home.store.read
    .selectFrom('entry')
    .select('kind')
    .where('seq', '>=', seq)
    .orderBy('seq')
    .execute();
  return rows
    .map(({ kind }) => kind)
    .filter((kind) => /^(archive|household|document|policy|posting)\./.test(kind));
}

/** How long the log is. */
export async function logSize(home: Home): Promise<number> {
  const { size } = await home.store.read
    .selectFrom('ledger_head')
    .select('size')
    .executeTakeFirstOrThrow();
  return size;
}
