import type { Question } from '../model/inputs.ts';

/** A paper's text cannot be read: at which line, and what to do. */
export interface PaperProblem {
  readonly line: number;
  readonly message: string;
}

/** What somebody answered: the places of the options they chose, or words. */
export type Answer = readonly number[] | string;

const letters = 'ABCDEFGH';
const wholePaper = 100;

interface Draft {
  readonly line: number;
  readonly words: string[];
  readonly options: string[];
  readonly right: number[];
}

/**
 * Reads questions as people type them: a question, its points in brackets, options by letters, the
 * right ones ticked. Where no question has points, they share 100.
 *
 * Shape: `派工要在几分钟内？（20分）`, then lines `A. 3 分钟` and `B. 5 分钟 √`; a blank line between
 * questions; without options it is a short answer.
 */
export function readPaper(text: string): Question[] | readonly PaperProblem[] {
  const drafts = draftsOf(text);
  if (drafts.length === 0) return [{ line: 1, message: '还没有题目' }];
  const read = drafts.map((draft) => ({ draft, ...pointsOf(draft) }));
  const without = read.filter(({ points }) => points === undefined);
  const problems: PaperProblem[] = read.flatMap(({ draft, words }) => problemsOf(draft, words));
  if (without.length > 0 && without.length < read.length) {
    problems.push(
      ...without.map(({ draft }) => ({
        line: draft.line,
        message: '请在题目末尾写分值，如（20分）',
      })),
    );
  }
  if (problems.length > 0) return problems.toSorted((a, b) => a.line - b.line);
  const share = Math.max(1, Math.floor(wholePaper / read.length));
  const last = Math.max(1, wholePaper - share * (read.length - 1));
  return read.map(({ draft, words, points }, index) => ({
    text: words,
    points: points ?? (index === read.length - 1 ? last : share),
    options: draft.options,
    right: draft.right,
  }));
}

/** Whether a text was read. */
export function isPaper(read: Question[] | readonly PaperProblem[]): read is Question[] {
  return read.every((one) => 'points' in one);
}

/** Questions as they are typed. */
export function writePaper(questions: readonly Question[]): string {
  return questions
    .map(({ text, points, options, right }) =>
      [
        `${text}（${points}分）`,
        ...options.map(
          (option, index) => `${letters[index]}. ${option}${right.includes(index) ? ' √' : ''}`,
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

/** The points of a whole paper. */
export function pointsIn(questions: readonly Pick<Question, 'points'>[]): number {
  return questions.reduce((sum, { points }) => sum + points, 0);
}

/** What passes where nobody says otherwise: 80 of 100. Units: points. */
export function usualPassMark(points: number): number {
  return Math.ceil(points * 0.8);
}

/**
 * What the choices of an answered paper are worth, all or nothing a question; `open` says whether
 * words are left for somebody to mark.
 */
export function markAnswers(
  questions: readonly Question[],
  answers: readonly Answer[],
): { readonly points: number; readonly open: boolean } {
  const points = questions.map((question, index) => pointsFor(question, answers[index]) ?? 0);
  return {
    points: points.reduce((sum, one) => sum + one, 0),
    open: questions.some(({ options }) => options.length === 0),
  };
}

/** The points that one answer earns; undefined where somebody must read it. */
function pointsFor(question: Question, answer: Answer | undefined): number | undefined {
  if (question.options.length === 0) return undefined;
  const chosen = new Set(typeof answer === 'string' ? [] : answer);
  const isRight =
    chosen.size === question.right.length && question.right.every((one) => chosen.has(one));
  return isRight ? question.points : 0;
}

/** The letter of an option. */
export function letterOf(index: number): string {
  return letters[index] ?? '?';
}

function draftsOf(text: string): Draft[] {
  const drafts: Draft[] = [];
  let afterBlank = true;
  for (const [index, whole] of text.split(/\r\n|\r|\n/).entries()) {
    const line = whole.trim();
    if (line === '') {
      afterBlank = true;
      continue;
    }
    const current = drafts.at(-1);
    const option = current === undefined ? undefined : optionIn(line, current.options.length);
    if (current !== undefined && option !== undefined) {
      if (option.isRight) current.right.push(current.options.length);
      current.options.push(option.words);
    } else if (current === undefined || afterBlank || current.options.length > 0) {
      drafts.push({ line: index + 1, words: [withoutNumber(line)], options: [], right: [] });
    } else {
      current.words.push(line);
    }
    afterBlank = false;
  }
  return drafts;
}

/** An option is a line that begins with the next letter. */
function optionIn(line: string, count: number): { words: string; isRight: boolean } | undefined {
  const letter = letters[count];
  const [, found = '', words = ''] = /^([A-H])(?:[.．、)）:：]\s*|\s+)(.+)$/i.exec(line) ?? [];
  if (letter === undefined || found.toUpperCase() !== letter) return undefined;
  const plain = words.replace(/\s*[√✓✔*]$/, '');
  return { words: plain, isRight: plain !== words };
}

function withoutNumber(line: string): string {
  return line.replace(/^(?:第?\d{1,2}\s*[.．、)）题](?!\d)|[（(]\d{1,2}[)）])\s*/, '') || line;
}

const marked = /\s*[（(]\s*(\d{1,3})\s*(?:分|points?)?\s*[)）]\s*$/i;

function pointsOf({ words }: Draft): { words: string; points: number | undefined } {
  const at = words.findIndex((line) => marked.test(line));
  if (at < 0) return { words: words.join('\n'), points: undefined };
  const points = Number(marked.exec(words[at] ?? '')?.[1]);
  const plain = words.map((line, index) => (index === at ? line.replace(marked, '') : line));
  return { words: plain.join('\n').trim(), points };
}

function problemsOf({ line, options, right, words }: Draft, plain: string): PaperProblem[] {
  const found: string[] = [];
  if (plain === '') found.push('请写出题目');
  if (plain.length > 1_000) found.push('题目太长，最多 1000 字');
  if (options.some((one) => one === '' || one.length > 300))
    found.push('选项要有内容，最多 300 字');
  if (options.length === 1) found.push('只有一个选项，请至少写两个');
  if (options.length > 1 && right.length === 0) found.push('没有标出正确答案，请在它后面打 √');
  if (new Set(options).size < options.length) found.push('有两个选项相同');
  const points = pointsOf({ line, options, right, words }).points;
  if (points !== undefined && (points < 1 || points > wholePaper)) found.push('分值请填 1 至 100');
  return found.map((message) => ({ line, message }));
}
