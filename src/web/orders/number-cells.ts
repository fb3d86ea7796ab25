import type { MonthAccount } from '../../dispatch/model.ts';
import { partsOfOrderNumber } from '../../dispatch/rules.ts';
import { paths } from '../kit/page/paths.ts';
import type { Lang } from '../kit/page/words.ts';
import type { StripCell } from '../kit/ui/strip.tsx';
import { dispatchWords } from './words.ts';

/** A month's numbers as squares: one each, a run of missing ones in one, and the next to be taken. */
export function cellsOf(account: MonthAccount, lang: Lang, next: string | undefined): StripCell[] {
  const say = dispatchWords(lang);
  const states = { issued: 'out', done: 'filed', void: 'void' } as const;
  const cells: StripCell[] = [];
  let inGap = false;
  for (const { number, state } of account.numbers) {
    if (state !== 'missing') {
      inGap = false;
      const words = say(state);
      const href = paths.order(number);
      cells.push({ number, label: tailOf(number), state: states[state], href, words });
      continue;
    }
    if (inGap) continue;
    inGap = true;
    const run = account.gaps.find(({ first }) => first === number);
    cells.push(gapCell(run ?? { first: number, last: number }, lang));
  }
  if (next !== undefined) {
    const words = say('legendNext');
    cells.push({ number: next, label: tailOf(next), state: 'next', words });
  }
  return cells;
}

function gapCell({ first, last }: { first: string; last: string }, lang: Lang): StripCell {
  const say = dispatchWords(lang);
  const isOne = first === last;
  return {
    number: isOne ? first : say('gapRange', { first, last }),
    label: isOne ? tailOf(first) : `${tailOf(first)}–${tailOf(last)}`,
    state: 'gap',
    words: say('legendGap'),
  };
}

/** A number without its month and without leading zeros. */
function tailOf(number: string): string {
  return String(partsOfOrderNumber(number)?.ordinal ?? number);
}
