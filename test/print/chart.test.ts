import { afterAll, beforeAll, expect, it } from 'vitest';
import { siteChartsOf } from '../../src/catalogue/charts.ts';
import { initialSiteDocument } from '../../src/catalogue/pack.ts';
import { readLibrary } from '../../src/policies/commands/seed-policies.ts';
import { parseMarkdown } from '../../src/print/markdown.ts';
import { typesetPolicy } from '../../src/print/policy.ts';
import { openPrinter, type Printer } from '../../src/print/printer.ts';
import { blankCharacters, checkPdf, textOf, wordsOf } from './tools.ts';

let printer: Printer;
beforeAll(() => {
  printer = openPrinter();
});
afterAll(() => printer.close());

const sheet = {
  company: '安居物业服务有限公司',
  site: '锦绣花园客户服务中心',
  version: '1',
  important: false,
  inForceFrom: '2026-11-01',
  approver: '刘志强',
  approvedOn: '2026-10-20',
  digest: `sha256:${'0'.repeat(64)}`,
  createdAt: '2026-11-05T02:30:00.000Z',
};
const charts = siteChartsOf(initialSiteDocument());
const handbook = readLibrary().filter(({ code }) => code.startsWith('SC-'));

it.each(handbook)(
  '$code is drawn on its first page, all its words within the margins',
  async (paper) => {
    const { code, title, department, text } = paper;
    const result = await typesetPolicy(printer, {
      ...sheet,
      code,
      title,
      department,
      text,
      charts,
    });
    checkPdf(result.pdf);
    expect(result.missingGlyphs).toEqual([]);
    const [chart] = parseMarkdown(text, charts).filter((block) => block.kind === 'chart');
    const drawn = (chart?.drawing.boxes ?? []).flatMap((box) => box.words.map((line) => line.text));
    expect(drawn.length).toBeGreaterThan(20);
    const page = (textOf(result.pdf)[0] ?? '').replaceAll(/\s/g, '');
    for (const words of drawn) expect(page).toContain(words.replaceAll(' ', ''));
    const onPage = wordsOf(result.pdf).filter((word) => word.page === 1);
    expect(Math.min(...onPage.map(({ left }) => left))).toBeGreaterThan(65);
    expect(Math.max(...onPage.map(({ right }) => right))).toBeLessThan(595 - 55);
    expect(await blankCharacters(result.pdf, 1)).toEqual([]);
    expect(Buffer.from(result.pdf).includes('```')).toBe(false);
  },
);

it('prints the longest round that the settings take', async () => {
  const points = Array.from({ length: 72 }, (_, at) => ({
    at: `${'ABCDEF'[at % 6]}${Math.floor(at / 6) + 1}`,
    title: '东'.repeat(60),
    see: '看'.repeat(120),
    walk: 999,
    stay: 999,
  }));
  const patrolRoute = { title: '巡视', start: '9:30', points };
  const text = '```chart\nsite patrol-route\n```';
  const result = await typesetPolicy(printer, {
    ...sheet,
    code: 'SC-02',
    title: '巡视线路',
    department: '秩序部',
    text,
    charts: siteChartsOf({ ...initialSiteDocument(), patrolRoute }),
  });
  checkPdf(result.pdf);
});

it('prints a chart at fault as it was typed', () => {
  expect(parseMarkdown('```chart\nflow 图\n1 没有泳道\n```')).toEqual([
    { kind: 'code', text: 'flow 图\n1 没有泳道' },
  ]);
});

it('keeps code of any other language as code', () => {
  expect(parseMarkdown('```text\nflow 图\n```')).toEqual([{ kind: 'code', text: 'flow 图' }]);
});
