import type { BagClass } from '../../bundles/model.ts';
import type { BundleLine } from '../kit/bindings.ts';
import type { Page } from '../kit/page/page.ts';
import { shortDigest } from '../kit/ui/short-digest.ts';
import { Tag, type Tone } from '../kit/ui/tag.tsx';
import { monthWords } from './words.ts';

const tones = { draft: 'neutral', running: 'info', failed: 'bad', sealed: 'good' } as const;

/** Where a month stands, in a word. */
export function MonthTag({ page, line }: { page: Page; line: BundleLine }) {
  const say = monthWords(page.lang);
  if (isStopped(page, line)) return <Tag tone="bad">{say('stopped')}</Tag>;
  const tone: Tone = tones[line.state];
  return <Tag tone={tone}>{say(line.state)}</Tag>;
}

/** Longer than any single step of a binding takes. Units: milliseconds. */
const longestSilence = 10 * 60_000;

/** Whether a binding has said nothing for so long that it must have been interrupted. */
export function isStopped(page: Pick<Page, 'now'>, { state, job }: BundleLine): boolean {
  if (state !== 'running' || job === null) return false;
  return Date.parse(page.now) - Date.parse(job.updatedAt) > longestSilence;
}

/** What a binding is at, in the reader's language. */
export function stepWords(page: Page, step: string): string {
  const say = monthWords(page.lang);
  const volumes = /^装订分卷（(y5|y10|long)）$/.exec(step)?.[1] as BagClass | undefined;
  if (volumes !== undefined) return say('stepVolumes', { class: say(volumes) });
  const key = steps.get(step);
  return key === undefined ? step : say(key);
}

type StepWord = `step${'Start' | 'Read' | 'Checkup' | 'Write' | 'Overview' | 'Sealing' | 'Done'}`;
const steps = new Map<string, StepWord>([
  ['开始', 'stepStart'],
  ['读取当月资料', 'stepRead'],
  ['四性检测', 'stepCheckup'],
  ['写档案包', 'stepWrite'],
  ['写总览', 'stepOverview'],
  ['封卷', 'stepSealing'],
  ['完成', 'stepDone'],
]);

const units = ['B', 'KB', 'MB', 'GB'] as const;

/** A size as people read it: `812 MB`. */
export function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

/** A long digest as its first four and last two characters; all of it on a click. */
export function Fingerprint({ text }: { text: string }) {
  return (
    <details class="digest">
      <summary>
        <code>{shortDigest(text)}</code>
      </summary>
      <code class="digest-whole">{text}</code>
    </details>
  );
}
