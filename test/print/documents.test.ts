import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PolicyInput, typesetPolicy } from '../../src/print/policy.ts';
import type { TypesetResult } from '../../src/print/press-orders.ts';
import { openPrinter, type Printer } from '../../src/print/printer.ts';
import { type RegisterInput, typesetRegister } from '../../src/print/register.ts';
import { type ReportInput, typesetReport } from '../../src/print/report.ts';
import { blankCharacters, checkPdf, renderPage, textOf, wordsOf } from './tools.ts';

let printer: Printer;
beforeAll(() => {
  printer = openPrinter();
});
afterAll(() => printer.close());

const base = {
  company: '安居物业服务有限公司',
  site: '锦绣花园客户服务中心',
  createdAt: '2026-11-05T02:30:00.000Z',
  zone: 'Asia/Shanghai',
};

const register: RegisterInput = {
  ...base,
  title: '派工单登记簿',
  subtitle: '2026 年 10 月',
  facts: [{ label: '缺号', value: '无' }],
  columns: [{ title: '单号', width: 30 }, { title: '事项' }, { title: '费用', align: 'end' }],
  groups: [
    {
      title: '上半月',
      summary: '小计 80 单',
      rows: Array.from({ length: 80 }, (_, index) => ({
        cells: [`PG-202610-${String(index + 1).padStart(4, '0')}`, '更换镇流器', '35.00'],
        struck: index === 4,
        flagged: index === 6,
      })),
    },
  ],
  notes: [{ title: '编号核对', lines: ['0001 至 0080，无缺号。'] }],
};

const report: ReportInput = {
  ...base,
  title: '四性检测报告',
  subject: '2026 年 10 月 十年类档案包',
  facts: [{ label: '档案包', value: '2026-10-y10.zip' }],
  sections: ['真实性', '完整性', '可用性', '安全性'].map((title, section) => ({
    title,
    checks: [true, true, false, null].map((passed, index) => ({
      code: `${section + 1}.${index + 1}`,
      name: '数量相符',
      checked: '逐一比对清单',
      measured: '312 件全部相符',
      passed: passed === false && section > 0 ? true : passed,
    })),
  })),
  conclusion: '一项不合格。',
  notes: ['检测依据：DA/T 70。'],
  signatures: ['检测人', '审核人'],
};

const policy: PolicyInput = {
  ...base,
  code: 'ZD-03',
  title: '派工单管理制度',
  version: '2',
  important: true,
  department: '客户服务部',
  inForceFrom: '2026-09-01',
  approver: '刘志强',
  approvedOn: '2026-08-25',
  stamp: '草案',
  digest: `sha256:${'ab'.repeat(32)}`,
  text: [
    '# 派工单管理制度',
    '## 第一章 总则',
    '第一条　为**规范**流转，制定本制度。',
    '1. 开单\n   - 写明房号\n2. 上门',
    '| 联次 | 期限 |\n| --- | ---: |\n| 客服部存联 | 10 年 |',
    '> 注：补录。',
    '---',
    ...Array.from({ length: 40 }, (_, index) => `第${index + 2}条　妥善保存存根。`),
  ].join('\n\n'),
};

async function soundly(result: TypesetResult): Promise<string[]> {
  checkPdf(result.pdf);
  for (let page = 1; page <= result.pages; page += 1) {
    expect(await blankCharacters(result.pdf, page), `page ${page}`).toEqual([]);
  }
  const pages = textOf(result.pdf).map((page) => page.replace(/\s/g, ''));
  expect(pages).toHaveLength(result.pages);
  for (const [index, page] of pages.entries()) {
    expect(page).toContain(`第${index + 1}页／共${result.pages}页`);
  }
  return pages;
}

describe('a register', () => {
  it('shows every row in order, its head on every page, and its notes', async () => {
    const result = await typesetRegister(printer, register);
    const pages = await soundly(result);
    expect(result.pages).toBeGreaterThan(1);
    for (const page of pages) expect(page).toContain('单号事项费用');
    const numbers = pages.join('').match(/PG-202610-\d{4}/g);
    expect(numbers).toEqual(register.groups[0]!.rows.map(({ cells }) => cells[0]));
    expect(pages.join('')).toContain('0001至0080，无缺号。');
  });

  it('says so when it is empty', async () => {
    const result = await typesetRegister(printer, { ...register, groups: [], landscape: true });
    expect((await soundly(result))[0]).toContain('本期无记录');
  });

  it('is the same bytes for the same input', async () => {
    const [one, two] = [
      await typesetRegister(printer, register),
      await typesetRegister(printer, register),
    ];
    expect(Buffer.compare(one.pdf, two.pdf)).toBe(0);
  });
});

describe('a report', () => {
  it('gives each check its verdict in word and in a drawn sign', async () => {
    const result = await typesetReport(printer, report);
    const pages = await soundly(result);
    expect(pages[0]).toContain('共16项：合格11，不合格1，不适用4');
    const raster = await renderPage(result.pdf, 1);
    const verdicts = wordsOf(result.pdf).filter(
      ({ page, left, text }) => page === 1 && left > 460 && /^(合格|不合格|不适用)$/.test(text),
    );
    expect(verdicts.length).toBeGreaterThan(8);
    for (const { left, top, bottom } of verdicts) {
      expect(raster.inked(left - 9, top, left - 1, bottom)).toBeGreaterThan(8);
    }
  });

  it('fails as a whole if one check failed, and if nothing was checked', async () => {
    const nothing = await typesetReport(printer, { ...report, sections: [] });
    expect(textOf(nothing.pdf)[0]).toContain('不合格');
    const sections = report.sections.slice(1);
    const good = await typesetReport(printer, { ...report, sections, conclusion: '全部相符。' });
    expect(
      textOf(good.pdf)
        .join('')
        .replace(/不合格\s*0/, ''),
    ).not.toContain('不合格');
  });
});

describe('a policy', () => {
  it('carries its title block, every clause and its stamp', async () => {
    const result = await typesetPolicy(printer, policy);
    const text = (await soundly(result)).join('');
    for (const words of ['ZD-03', '第2版', '2026-09-01', '刘志强', '客户服务部', '草案']) {
      expect(text).toContain(words);
    }
    for (let index = 2; index < 42; index += 1) expect(text).toContain(`第${index}条　`.trim());
    expect(text.match(/派工单管理制度/g)).toHaveLength(result.pages);
    expect(text).toContain('客服部存联10年');
  });
});
