import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { getInForce } from '../../policies/queries/policies.ts';
import type { Page } from '../kit/page/page.ts';

/** A question with the answer that everybody at the desk gives. */
export interface StandardAnswer {
  readonly question: string;
  readonly answer: string;
}

/** The register of inquiries, and the policy that compiles the answers. Source: C-1.6, C-4.1(6). */
export const inquiries = {
  category: '03',
  policy: 'ZD-06',
  field: '咨询事项',
  asked: '咨询时间',
  /** What is filled in with the question where it is answered on the spot. */
  atOnce: { field: '是否当场答复', yes: '是', answer: '答复内容', at: '答复时间' },
} as const;

const mostShown = 3;

/** The answers of the compilation in force that are nearest to what was typed. */
export async function findAnswers(
  home: Home,
  page: Pick<Page, 'who'>,
  typed: string,
): Promise<readonly StandardAnswer[]> {
  try {
    const { text } = await getInForce(home, page.who, { code: inquiries.policy });
    return nearestAnswers(answersIn(text), typed);
  } catch (error) {
    // Before the compilation is in force, and to whom policies are closed, there is no answer.
    if (error instanceof AppError && ['not-found', 'forbidden'].includes(error.code)) return [];
    throw error;
  }
}

/** The questions of a compilation: each a heading, what follows it is its answer. */
export function answersIn(text: string): StandardAnswer[] {
  return text.split(/^(?=#)/mu).flatMap((part) => {
    const [, question = '', answer = ''] = /^#+ *问[ 　:：]*(.+)\n([\s\S]*)$/u.exec(part) ?? [];
    const plain = answer.replace(/^\s*答[:：]?\s*/u, '').trim();
    return question === '' || plain === '' ? [] : [{ question: question.trim(), answer: plain }];
  });
}

/** Those that share most pairs of letters with what was typed; a question weighs three answers. */
export function nearestAnswers(
  all: readonly StandardAnswer[],
  typed: string,
): readonly StandardAnswer[] {
  const wanted = pairsOf(typed);
  if (wanted.size === 0) return [];
  const shared = (text: string) => [...pairsOf(text)].filter((pair) => wanted.has(pair)).length;
  return all
    .map((one) => ({ one, weight: 3 * shared(one.question) + shared(one.answer) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostShown)
    .map(({ one }) => one);
}

function pairsOf(text: string): ReadonlySet<string> {
  const letters = [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  ];
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`));
}
