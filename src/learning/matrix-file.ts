import { utils, write } from '@e965/xlsx';
import type { SiteDocument } from '../catalogue/model.ts';
import { localDateOf, localMinuteOf } from '../core/month.ts';
import { defusedCsvText } from '../registers/csv-text.ts';
import { defuse } from '../registers/defuse.ts';
import type { LearningMatrix, MatrixCell, MatrixPerson } from './model.ts';

/** The kinds of file in which the matrix leaves the house. */
export type ExportFormat = 'csv' | 'xlsx';

type Row = readonly (string | number)[];

/**
 * The matrix as a table of its own: what it is, of which moment and of whom, then a row a person.
 *
 * Shape: CSV as UTF-8 with a byte-order mark and CRLF, or an Excel workbook; no cell is taken for a
 * formula.
 */
export function matrixFile(
  document: SiteDocument,
  matrix: LearningMatrix,
  format: ExportFormat,
): Uint8Array {
  const rows = rowsOf(document, matrix);
  return format === 'csv' ? Buffer.from(defusedCsvText(rows)) : workbookOf(rows);
}

function workbookOf(rows: readonly Row[]): Uint8Array {
  const sheet = utils.aoa_to_sheet(rows.map((row) => row.map((cell) => defuse(cell))));
  sheet['!cols'] = (rows[headRow] ?? []).map((head) => ({ wch: Math.min(24, widthOf(head)) }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '学习情况');
  return new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx', compression: true }));
}

/** A Chinese character is as wide as two letters. */
function widthOf(cell: string | number): number {
  return [...String(cell)].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 2);
}

/** The row in which the table's own heads stand. */
const headRow = 4;

function rowsOf(document: SiteDocument, matrix: LearningMatrix): Row[] {
  const { policies, people, at, learned, applies, behind } = matrix;
  return [
    [`${document.company} 制度学习情况`],
    [`截至 ${localMinuteOf(at, document.timeZone)}`],
    [`范围：${scopeOf(document, matrix)}`],
    [`应学 ${applies} 项次，已学 ${learned}，逾期未学 ${behind}`],
    [
      ...['姓名', '用户名', '岗位', '应学', '已学', '逾期'],
      ...policies.map(({ code, title, version }) => `${code} ${title} 第${version}版`),
    ],
    ...people.map((person) => rowOf(document, person)),
    [
      ...['已学/应学', '', '', applies, learned, behind],
      ...policies.map((policy) => `${policy.learned}/${policy.applies}`),
    ],
  ];
}

function rowOf(document: SiteDocument, person: MatrixPerson): Row {
  const titles = new Map(document.posts.map(({ code, title }) => [code, title]));
  const posts = new Set(person.posts.map(({ post }) => titles.get(post) ?? post));
  return [
    person.name,
    person.username,
    [...posts].join('、'),
    person.applies,
    person.learned,
    person.behind,
    ...person.cells.map((cell) => wordsOf(cell, document.timeZone)),
  ];
}

function wordsOf(cell: MatrixCell, zone: string): string {
  if (cell.state === 'not-owed') return '不适用';
  if (cell.state === 'learned') {
    const day = cell.at === undefined ? '' : ` ${localDateOf(cell.at, zone)}`;
    return `已学 v${cell.version}${day}${cell.how === 'training' ? '（培训）' : ''}`;
  }
  const words = cell.knows === null ? '未学' : `旧版 v${cell.knows}`;
  return cell.isBehind ? `${words}（逾期，最迟 ${cell.dueOn}）` : `${words}（最迟 ${cell.dueOn}）`;
}

/** What the matrix was narrowed to, in words. */
function scopeOf(document: SiteDocument, { filter, sites }: LearningMatrix): string {
  const names = sites.map((site) => document.sites.find(({ code }) => code === site)?.name ?? site);
  const post = document.posts.find(({ code }) => code === filter.post);
  return [
    names.join('、'),
    ...(filter.department === undefined ? [] : [`部门 ${filter.department}`]),
    ...(filter.post === undefined ? [] : [`岗位 ${post?.title ?? filter.post}`]),
    ...(filter.policy === undefined ? [] : [`制度 ${filter.policy}`]),
    ...(filter.behind === true ? ['只列逾期的人'] : []),
  ].join('；');
}
