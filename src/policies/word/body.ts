import type { wordLosses } from './model.ts';
import type { Numbering } from './numbers.ts';
import { closeOf, elementsOf, settingOf, type Tag, tagsOf } from './tags.ts';

type Loss = (typeof wordLosses)[number];

/** How often each kind of thing was left out or told otherwise. */
export type Losses = Map<Loss, number>;

/** Marks at the beginning of a paragraph, which no text of people holds: what it is, then its number. */
export const marks = { heading: '\ue000', point: '\ue001', end: '\ue002' } as const;

/** Adds to what was left out. */
export function lose(losses: Losses, what: Loss, count = 1): void {
  if (count > 0) losses.set(what, (losses.get(what) ?? 0) + count);
}

/** What holds pictures, text boxes, objects and formulas. */
const drawn = new Set(['drawing', 'pict', 'object', 'oMath', 'oMathPara']);
/** Tags that go while what stands between them stays. */
const unwrapped = new Set(['hyperlink']);
/** References to what stands elsewhere. */
const references = new Map<string, Loss>([
  ['footnoteReference', 'footnotes'],
  ['endnoteReference', 'footnotes'],
  ['commentReference', 'comments'],
]);

/**
 * The body of a Word file with words only: what is drawn, referred to or hidden goes and is counted,
 * each paragraph begins with its rank and number, and nothing leads out of the file.
 */
export function wordsOnly(xml: string, numbering: Numbering, losses: Losses): string {
  const tags = tagsOf(xml);
  const out: string[] = [];
  let from = 0;
  const keepUntil = (at: number) => {
    if (at > from) out.push(xml.slice(from, at));
  };
  for (let at = 0; at < tags.length; at += 1) {
    const tag = tags[at];
    if (tag === undefined || tag.at < from) continue;
    const end = closeOf(tags, at);
    if (isLeftOut(tags, { at, end }, losses)) {
      keepUntil(tag.at);
      from = tags[end]?.end ?? tag.end;
      at = end;
    } else if (unwrapped.has(tag.name)) {
      if (tag.kind === 'open') lose(losses, 'links');
      keepUntil(tag.at);
      from = tag.end;
    } else if (tag.name === 'p' && tag.kind === 'open') {
      const place = paragraphAt(tags, { at, end }, numbering);
      if (place.isContents) {
        lose(losses, 'contents');
        keepUntil(tag.at);
        from = tags[end]?.end ?? tag.end;
        at = end;
        continue;
      }
      keepUntil(place.wordsAt);
      from = place.wordsAt;
      if (place.mark !== '') out.push(runOf(place.mark));
      if (place.isNumbered) lose(losses, 'numbers');
    }
  }
  keepUntil(xml.length);
  countKept(tagsOf(out.join('')), losses);
  return out.join('');
}

/** Whether an element goes as a whole; what goes with it is counted. */
function isLeftOut(
  tags: readonly Tag[],
  { at, end }: { at: number; end: number },
  losses: Losses,
): boolean {
  const tag = tags[at];
  if (tag === undefined || tag.kind === 'close') return false;
  const reference = references.get(tag.name);
  if (reference !== undefined) {
    lose(losses, reference);
    return true;
  }
  const inner = tags.slice(at, end + 1);
  if (tag.name === 'r' && isHidden(inner)) {
    lose(losses, 'hidden');
    return true;
  }
  const isChoice = tag.name === 'AlternateContent' && inner.some(({ name }) => drawn.has(name));
  if (!isChoice && !drawn.has(tag.name)) return false;
  countDrawn(inner, losses);
  return true;
}

function isHidden(run: readonly Tag[]): boolean {
  const properties = elementsOf(run, 'rPr')[0] ?? [];
  return (
    properties.some(({ name }) => name === 'vanish') &&
    !/^(0|false)$/.test(settingOf(properties, 'vanish') ?? '')
  );
}

/** What is drawn is told twice, for newer and for older programs; it is counted once. */
function countDrawn(inner: readonly Tag[], losses: Losses): void {
  const older = new Set(elementsOf(inner, 'Fallback').flat());
  const once = inner.filter((tag) => !older.has(tag) && tag.kind !== 'close');
  const count = (...names: string[]) => once.filter(({ name }) => names.includes(name)).length;
  const [boxes, formulas] = [count('txbxContent'), count('oMath')];
  const objects = count('OLEObject', 'chart', 'relIds', 'control');
  const pictures = count('blip', 'imagedata');
  lose(losses, 'text-boxes', boxes);
  lose(losses, 'equations', formulas);
  lose(losses, 'objects', objects);
  const isShape = boxes + formulas + objects === 0;
  // An embedded object shows itself by a picture, which is none of its own.
  if (objects === 0) lose(losses, 'pictures', isShape ? Math.max(1, pictures) : pictures);
}

/** Where a paragraph's words begin, and what is put before them. */
function paragraphAt(
  tags: readonly Tag[],
  { at, end }: { at: number; end: number },
  numbering: Numbering,
) {
  const next = tags[at + 1];
  const isSaid = next?.name === 'pPr' && next.kind === 'open' && at + 1 < end;
  const close = isSaid ? closeOf(tags, at + 1) : at;
  const properties = isSaid ? tags.slice(at + 1, close + 1) : [];
  const hasEmpty = next?.name === 'pPr' && next.kind === 'empty';
  const wordsAt = (hasEmpty ? next : tags[close])?.end ?? 0;
  const place = numbering.next(properties);
  const { heading, marker, depth, isContents } = place;
  const number = marker === undefined ? '' : marker.replace(/[\ue000-\ue002]/g, '');
  const mark =
    heading !== undefined
      ? `${marks.heading}${heading}${number === '•' ? '' : number}${marks.end}`
      : marker !== undefined
        ? `${marks.point}${depth}${number}${marks.end}`
        : '';
  return { wordsAt, mark, isContents, isNumbered: marker !== undefined && marker !== '•' };
}

function runOf(words: string): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<w:r><w:t xml:space="preserve">${escaped}</w:t></w:r>`;
}

const looks = new Set(['color', 'sz', 'rFonts', 'highlight', 'shd', 'u', 'i', 'strike']);

/** What stays in the words but is told otherwise. */
function countKept(tags: readonly Tag[], losses: Losses): void {
  const count = (...names: string[]) =>
    tags.filter(({ name, kind }) => kind !== 'close' && names.includes(name)).length;
  lose(losses, 'insertions', count('ins', 'moveTo'));
  lose(losses, 'deletions', count('del', 'moveFrom'));
  lose(losses, 'format-changes', count('rPrChange', 'pPrChange', 'sectPrChange', 'tblPrChange'));
  const merged = tags.filter(
    (tag) =>
      tag.kind !== 'close' &&
      ((tag.name === 'gridSpan' && Number(settingOf([tag], 'gridSpan')) > 1) ||
        (tag.name === 'vMerge' && settingOf([tag], 'vMerge') !== 'restart')),
  ).length;
  lose(losses, 'merged-cells', merged);
  const runs = elementsOf(tags, 'r').flatMap((run) => elementsOf(run, 'rPr').slice(0, 1));
  lose(losses, 'fonts', runs.filter((one) => one.some(({ name }) => looks.has(name))).length);
}
