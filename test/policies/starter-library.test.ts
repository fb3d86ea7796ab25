import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { siteChartsOf } from '../../src/catalogue/charts.ts';
import { initialSiteDocument, readPack } from '../../src/catalogue/pack.ts';
import { chartSvg } from '../../src/core/chart/chart-svg.ts';
import { readLibrary } from '../../src/policies/commands/seed-policies.ts';

const library = readLibrary();
const numbered = (series: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${series}-${String(at + 1).padStart(2, '0')}`);

describe('the whole starter library', () => {
  it('holds 22 policies, a duty statement a post, five handbook documents and six papers', () => {
    const papers = ['KH-01', 'FW-01', 'ZL-01', ...numbered('BZ', 3)];
    const statements = numbered('GW', readPack().posts.length);
    const codes = [...numbered('ZD', 22), ...statements, ...numbered('SC', 5), ...papers];
    expect(library.map(({ code }) => code)).toEqual(codes);
    expect(new Set(library.map(({ title }) => title)).size).toBe(codes.length);
  });

  it('says of each its department and its source, and hangs none of the papers', () => {
    const { departments, categories } = readPack();
    const known = new Set(categories.map(({ code }) => code));
    const beside = library.filter(({ code }) => !/^(ZD|GW)-/.test(code));
    for (const { code, department, source, posted, places, text } of beside) {
      expect(departments, code).toContain(department);
      expect(source, code).toMatch(/^[B-E](-\d(\.\d)?(\(\d\))?)?(, [B-E]-\d\.\d)?$/);
      expect([posted, places], code).toEqual([false, []]);
      // What the settings draw is no part of a text.
      expect(text.length, code).toBeGreaterThan(code.startsWith('SC-') ? 1_250 : 1_700);
      expect(text.length, code).toBeLessThan(3_500);
      for (const head of ['目的', '适用范围', '记录与表单', '什么算过失']) {
        expect(text, code).toContain(`## ${head}\n`);
      }
      const records = text.slice(text.indexOf('## 记录与表单'), text.indexOf('## 什么算过失'));
      for (const [named] of records.matchAll(/(?<!-)\b\d{2}\b/g))
        expect(known, code).toContain(named);
    }
  });

  it('names only papers that are in it', () => {
    const codes = new Set(library.map(({ code }) => code));
    for (const { code, text } of library) {
      for (const [named] of text.matchAll(/\b(?:ZD|GW|SC|KH|FW|ZL|BZ)-\d{2}\b/g)) {
        expect(codes, `${named} in ${code}`).toContain(named);
      }
    }
  });

  it('draws each handbook document, with the posts of the pack in the organisation', () => {
    const charts = siteChartsOf(initialSiteDocument());
    const drawn = library
      .filter(({ code }) => code.startsWith('SC-'))
      .map(({ text }) => chartSvg(/```chart\n([\s\S]*?)```/.exec(text)?.[1] ?? '', charts));
    for (const { svg } of drawn) expect(svg).toMatch(/^<svg /);
    expect(new Set(drawn.map(({ words }) => words)).size).toBe(5);
    for (const { title } of readPack().posts) expect(drawn[0]?.words).toContain(title);
  });

  it('carries the figures of the assessment rule', () => {
    const rule = library.find(({ code }) => code === 'KH-01')?.text ?? '';
    for (const figure of [
      '5 元',
      '20 元',
      '5 至 10 分',
      '11 至 15 分',
      '16 至 19 分',
      '20 分以上',
      '70%',
      '30%',
      '1 日至 5 日',
    ]) {
      expect(rule).toContain(figure);
    }
  });

  it('reads files of any series by number, and leaves other files alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'library-'));
    const put = (name: string) =>
      writeFileSync(
        join(folder, name),
        `---\ncode: ${name.slice(0, -3)}\ntitle: 甲\ndepartment: 乙\n---\n丙\n`,
      );
    for (const name of ['XX-01.md', 'ZD-100.md', 'ZD-21.md', 'BZ-01.md', 'SC-05.md']) put(name);
    writeFileSync(join(folder, 'README.md'), '说明');
    const codes = readLibrary(pathToFileURL(`${folder}/`)).map(({ code }) => code);
    expect(codes).toEqual(['ZD-21', 'ZD-100', 'SC-05', 'BZ-01', 'XX-01']);
  });
});
