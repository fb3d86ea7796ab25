/** Words that stand between the parts of a room, and say nothing else. */
const separators = /号楼|单元|[栋幢座号层楼室房户#\-－—_/.,，、\s]/gu;
const floorAndDoor = /(\d+)[层楼](\d{1,2})(?=[室号房户]?$)/u;
const numerals = '〇一二三四五六七八九';
const writtenNumber = /[〇零一二三四五六七八九十两]+/gu;

/**
 * A room as its parts, however it is written: zero padding, width and wording fall away.
 *
 * Shape: `3-2-0501`, `３栋２单元５０１室`, `三号楼二单元5楼01` and `3#2-501` all give `3-2-501`.
 */
export function roomKey(text: string): string {
  const digits = text.normalize('NFKC').toLowerCase().replace(writtenNumber, numberText);
  const doors = digits.replace(
    floorAndDoor,
    (_, floor: string, door: string) => `${floor}${door.padStart(2, '0')}`,
  );
  const parts = doors.replace(separators, ' ').match(/\d+|[a-z]+|[^\da-z\s]+/gu) ?? [];
  return parts.map((part) => part.replace(/^0+(?=\d)/, '')).join('-');
}

/** Whether a text reads as a room or the beginning of one: numbers, and nothing like a name. */
export function isRoomLike(text: string): boolean {
  return /^([a-z]{1,2}-)?\d+(-(\d+|[a-z]{1,2}))*$/.test(roomKey(text));
}

/** Shape: `五〇一` is 501, `十二` is 12, `两` is 2. */
function numberText(written: string): string {
  const text = written.replaceAll('两', '二').replaceAll('零', '〇');
  const [tens, ones, ...more] = text.split('十');
  if (ones === undefined || more.length > 0) return digitsOf(text);
  return `${digitsOf(tens ?? '') || '1'}${digitsOf(ones) || '0'}`;
}

function digitsOf(text: string): string {
  return Array.from(text, (numeral) => {
    const at = numerals.indexOf(numeral);
    return at < 0 ? numeral : String(at);
  }).join('');
}
