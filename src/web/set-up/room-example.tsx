import { roomBook } from '../../records/rules/rooms.ts';
import type { Lang } from '../kit/page/words.ts';
import { setUpWords } from './words.ts';

/** How people write rooms when nobody looks. */
const spellings = ['3栋2单元501', '３＃２－５０１', '3-501', 'A-12', '1203'];

/** How a format reads what people write. */
export function RoomExample({ lang, pattern }: { lang: Lang; pattern: string }) {
  const say = setUpWords(lang);
  const book = bookOf(pattern);
  if (book === undefined) return <p>{say('exampleBroken')}</p>;
  return (
    <>
      <p>{say('example')}</p>
      <ul>
        {spellings.map((written) => {
          const match = book.match(written);
          return (
            <li>
              {'room' in match
                ? say('exampleReads', { written, room: match.room })
                : say('exampleNot', { written })}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function bookOf(pattern: string) {
  try {
    return roomBook([], pattern);
  } catch {
    return undefined; // what was typed is no regular expression
  }
}
