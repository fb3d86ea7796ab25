import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildHandbook } from '../../src/handbook/commands/build-handbook.ts';
import type { Edition } from '../../src/handbook/model.ts';
import { getEdition, readEditionPdf } from '../../src/handbook/queries/editions.ts';
import { localOperator } from '../../src/home/open.ts';
import { adoptPolicies } from '../../src/policies/commands/adopt-policies.ts';
import { seedPolicies } from '../../src/policies/commands/seed-policies.ts';
import {
  blankCharacters,
  bookmarksOf,
  checkPdf,
  fontsOf,
  textOf,
  type Word,
  wordsOf,
} from '../print/tools.ts';
import { type Office, openOffice } from '../web/office.ts';

/** The starter library's handbook is built once for all that is asked of it here. */
let office: Office;
let edition: Edition;
let pdf: Uint8Array;
let pages: readonly string[];
let words: readonly Word[];

const plain = (text: string) => text.replace(/\s/g, '');
const linesOf = (page: string) => page.split('\n').filter((line) => line.trim() !== '');

beforeAll(async () => {
  office = await openOffice();
  const { home } = office;
  const who = { actor: localOperator(), name: '本机操作员', roles: [] };
  await seedPolicies(home, who.actor);
  await adoptPolicies(home, who, { from: '2026-11-01' });
  expect(await buildHandbook(home, office.requester('admin'))).toEqual({
    state: 'built',
    edition: 1,
  });
  edition = await getEdition(home, who, 1);
  pdf = await buffer((await readEditionPdf(home, who, 1)).stream);
  pages = textOf(pdf);
  words = wordsOf(pdf);
}, 120_000);
afterAll(() => office.close());

/** What the printed contents say: code, title and page of every line. */
function printedContents(): { code: string; title: string; page: number }[] {
  const first = edition.contents[0]?.page ?? 0;
  return pages.slice(1, first - 1).flatMap((page) =>
    [...page.matchAll(/^ *([A-Z]{2}-\d+) +(.+?) +第 ?\d+ ?版 +(\d+)$/gm)].map(
      ([, code = '', title = '', number]) => ({
        code,
        title: plain(title),
        page: Number(number),
      }),
    ),
  );
}

describe('the handbook of the starter library', () => {
  it('names in its contents the very page whose first heading is the chapter', () => {
    const printed = printedContents();
    expect(printed).toEqual(
      edition.contents.map(({ code, title, page }) => ({ code, title: plain(title), page })),
    );
    for (const { code, title, page } of printed) {
      // Above the heading stands only the running head.
      const [, heading = ''] = linesOf(pages[page - 1] ?? '');
      expect(plain(heading).replace('※', ''), code).toBe(title);
    }
    expect(pages.at(-1)).not.toBe('');
    expect(edition.pages).toBe(pages.length);
  });

  it('numbers its pages through, and says on each which edition it is of', () => {
    pages.slice(1).forEach((page, index) => {
      const foot = plain(linesOf(page).at(-1) ?? '');
      expect(foot).toBe(`工作手册第1版第${index + 2}页／共${pages.length}页截至2026-11-03`);
    });
    const cover = plain(pages[0] ?? '');
    for (const said of ['工作手册', '第1版', '截至2026-11-03', `${pages.length}页`, '管理员']) {
      expect(cover).toContain(said);
    }
    expect(cover).toContain(edition.material.replace('sha256:', ''));
  });

  it('draws the five documents in letters of eight points and more', async () => {
    const charts = edition.contents.filter(({ code }) => code.startsWith('SC-'));
    expect(charts).toHaveLength(5);
    // A heading of policies is set in 13 points: by its box other sizes are told.
    const known = words.find(({ text, page }) => text === '目的' && page === charts[0]?.page);
    const box = (known?.bottom ?? 0) - (known?.top ?? 0);
    expect(box).toBeGreaterThan(10);
    for (const { code, page, drawn } of charts) {
      expect(drawn, code).not.toBeNull();
      const inside = words.filter(
        (word) => word.page === page && word.top > 90 && word.bottom < 780,
      );
      const smallest = Math.min(...inside.map(({ top, bottom }) => bottom - top));
      expect((smallest / box) * 13.02, code).toBeGreaterThanOrEqual(7.98);
      expect(Math.min(...inside.map(({ left }) => left)), code).toBeGreaterThan(40);
      expect(Math.max(...inside.map(({ right }) => right)), code).toBeLessThan(595 - 40);
      expect(await blankCharacters(pdf, page, words), code).toEqual([]);
    }
  });

  it('leaves no character without ink on its cover, contents, a chapter and the list of versions', async () => {
    const chapter = edition.contents.find(({ code }) => code === 'ZD-07')?.page ?? 0;
    for (const page of [1, 2, 3, chapter, pages.length - 1, pages.length]) {
      expect(await blankCharacters(pdf, page, words), `page ${page}`).toEqual([]);
    }
  });

  it('is a sound file with all its letters in it, and a bookmark for every chapter', () => {
    checkPdf(pdf);
    expect(fontsOf(pdf).length).toBeGreaterThan(0);
    for (const { name, isEmbedded } of fontsOf(pdf)) expect(isEmbedded, name).toBe(true);
    const parts = bookmarksOf(pdf);
    expect(parts.map(({ title }) => title.replace(/^第.部分　/, ''))).toEqual([
      '目录',
      '管理制度',
      '岗位职责',
      '组织、线路与流程',
      '考核、标准与相关文件',
      '所收版本与指纹',
    ]);
    expect(
      parts.flatMap(({ below }) => below.map(({ title, page }) => [title.replace('※', ''), page])),
    ).toEqual(edition.contents.map(({ title, page }) => [title, page]));
  });

  it('lists at its end every version with its whole digest', () => {
    const { length } = pages;
    const end = plain(pages.slice(length - 3).join(''));
    for (const { code, sha256 } of edition.contents) {
      const hex = sha256.replace('sha256:', '');
      expect(end.includes(hex.slice(0, 16)) && end.includes(hex.slice(48)), code).toBe(true);
    }
    expect(end).toContain('全部收入');
  });
});
