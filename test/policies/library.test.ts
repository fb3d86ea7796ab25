import { describe, expect, it } from 'vitest';
import { readPack } from '../../src/catalogue/pack.ts';
import { AppError } from '../../src/core/app-error.ts';
import { parseStarter, readLibrary } from '../../src/policies/commands/seed-policies.ts';

/** The policies proper; the rest of the library is tested beside it. */
const library = readLibrary().filter(({ code }) => code.startsWith('ZD-'));

describe('the starter library', () => {
  it('holds the 22 policies, fifteen of which must hang on a wall', () => {
    const codes = Array.from({ length: 22 }, (_, at) => `ZD-${String(at + 1).padStart(2, '0')}`);
    expect(library.map(({ code }) => code)).toEqual(codes);
    const posted = library
      .filter((policy) => policy.posted)
      .map(({ code }) => Number(code.slice(3)));
    expect(posted).toEqual([1, 4, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20]);
    expect(new Set(library.map(({ title }) => title)).size).toBe(22);
  });

  it('sends each ※ policy to walls of the pack, and the others to none', () => {
    const { places, departments } = readPack();
    const known = new Set(places.map(({ code }) => code));
    for (const policy of library) {
      expect(policy.places.length > 0).toBe(policy.posted);
      expect(policy.places.filter((place) => !known.has(place))).toEqual([]);
      expect(departments).toContain(policy.department);
      expect(policy.source).toMatch(/^C-4\.1\(\d+\)$/);
    }
  });

  it('says in each what it is for, what to file and what counts as a fault', () => {
    const { categories } = readPack();
    const codes = new Set(categories.map(({ code }) => code));
    for (const { code, text } of library) {
      for (const head of ['目的', '适用范围', '记录与表单', '什么算过失']) {
        expect(text, code).toContain(`## ${head}\n`);
      }
      const records = text.slice(text.indexOf('## 记录与表单'), text.indexOf('## 什么算过失'));
      const named = records.match(/\d{2}/g) ?? [];
      expect(named.length, code).toBeGreaterThan(0);
      expect(named.filter((each) => !codes.has(each))).toEqual([]);
      expect(text.replace(/\s/g, '').length, code).toBeGreaterThan(600);
    }
  });

  it('refuses a file without its front matter, naming it', () => {
    expect(() => parseStarter('ZD-99.md', '# 没有抬头')).toThrow(AppError);
    expect(() => parseStarter('ZD-99.md', '---\ncode: ZD-99\n---\n正文')).toThrow('ZD-99.md');
  });
});
