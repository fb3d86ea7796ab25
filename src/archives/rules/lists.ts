import type { Category, Field } from '../../catalogue/model.ts';

/** A list that is imported into the archives, described like a register so that it is read alike. */
function list(
  of: Pick<Category, 'code' | 'prefix' | 'title' | 'en' | 'time' | 'fields'>,
): Category {
  return {
    ...of,
    important: true,
    retention: { permanent: true, source: 'C-2.6' },
    room: '房号',
    subject: ['房号'],
    responsible: '房号',
    closing: { by: 'occurrence' },
    print: { columns: 2, wide: [] },
  };
}

/** The household list (业户名册). Source: C-2.1(6) to (9), C-2.3, C-2.4. */
export const householdList: Category = list({
  code: '90',
  prefix: 'YH',
  title: '业户名册',
  en: 'Household list',
  time: { field: '入伙日期', precision: 'day' },
  fields: [
    { name: '房号', en: 'Room', type: 'room', required: true },
    { name: '业主姓名', en: 'Owner', type: 'text', personal: true },
    { name: '联系电话', en: 'Telephone', type: 'phone', personal: true },
    { name: '备用联系人', en: 'Second contact', type: 'text', personal: true },
    { name: '家庭成员', en: 'Family', type: 'text', personal: true },
    { name: '建筑面积平方米', en: 'Floor area', type: 'decimal', min: 0.01, unit: '平方米' },
    {
      name: '房屋状态',
      en: 'State',
      type: 'choice',
      choices: ['自住', '空置', '出租', '未收房'],
      personal: true,
    },
    { name: '是否出租', en: 'Let', type: 'yes-no', personal: true },
    { name: '租户', en: 'Tenant', type: 'text', personal: true },
    { name: '租户电话', en: 'Tenant’s telephone', type: 'phone', personal: true },
    { name: '车牌', en: 'Plate', type: 'text', personal: true },
    { name: '宠物', en: 'Pet', type: 'text', personal: true },
    { name: '入伙日期', en: 'Hand-over', type: 'date' },
    { name: '产权变更日期', en: 'Change of ownership', type: 'date' },
  ],
});

/** The list of papers in the archives (档案资料目录). Source: C-2.1, C-2.2. */
export const documentList: Category = list({
  code: '91',
  prefix: 'DA',
  title: '档案资料目录',
  en: 'Archive documents',
  time: { field: '日期', precision: 'day' },
  fields: [
    { name: '房号', en: 'Room', type: 'room', required: true },
    { name: '资料序号', en: 'Type', type: 'integer', required: true, min: 1 },
    { name: '资料名称', en: 'Title', type: 'text', required: true },
    { name: '日期', en: 'Date', type: 'date' },
    { name: '页数', en: 'Pages', type: 'integer', min: 1, unit: '页' },
    { name: '保管处', en: 'Custody', type: 'text' },
    { name: '存放位置', en: 'Shelf place', type: 'text' },
  ],
});

/** The columns of a household that somebody may ask for: all but the room itself. */
export const askableFields: readonly Field[] = householdList.fields.filter(
  ({ name }) => name !== '房号',
);
