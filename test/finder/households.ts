import type { HouseholdHeader } from '../../src/finder/household-terms.ts';
import { dice } from '../core/search/corpus.ts';

const surnames = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧曾解单');
const given = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建国志文海晓东𠮷');
const letters = Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ');

/** Households of one site, the same ones for the same seed. */
export function someHouseholds(count: number, seed = 3): HouseholdHeader[] {
  const roll = dice(seed);
  const pick = (choices: readonly string[]) => choices[roll(choices.length)] ?? '';
  const name = () => pick(surnames) + pick(given) + (roll(3) > 0 ? pick(given) : '');
  const plate = () =>
    `粤${pick(letters)}${String(roll(100)).padStart(2, '0')}${pick(letters)}${10 + roll(90)}`;
  return Array.from({ length: count }, (_, number) => ({
    id: `h${number}`,
    site: 'A',
    room: `${1 + Math.floor(number / 400)}-${1 + (Math.floor(number / 100) % 4)}-${String(
      1 + (Math.floor(number / 4) % 25),
    ).padStart(2, '0')}0${1 + (number % 4)}`,
    names: roll(4) === 0 ? [name(), name()] : [name()],
    plates: roll(2) === 0 ? [plate()] : [],
  }));
}
