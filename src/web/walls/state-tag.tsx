import type { DutyState, PostingTask, WallDuty } from '../../walls/model.ts';
import type { Lang } from '../kit/page/words.ts';
import { Tag, type Tone } from '../kit/ui/tag.tsx';
import { stateWords } from './state-words.ts';

const tones = {
  current: 'good',
  ahead: 'info',
  'out-of-date': 'bad',
  missing: 'bad',
  damaged: 'bad',
  unchecked: 'warn',
} as const satisfies Record<DutyState, Tone>;

/** One wall of a policy: what hangs there, and what is to be done about it. */
export interface WallView {
  readonly place: string;
  /** Undefined while no version of the policy is in force. */
  readonly wall: WallDuty | undefined;
  readonly task: PostingTask | undefined;
  /** Whether the policy was ended: then nothing is to come. */
  readonly isOver?: boolean | undefined;
}

/** The state of a wall as word and sign. */
export function WallTag({ lang, view }: { readonly lang: Lang; readonly view: WallView }) {
  const say = stateWords(lang);
  const { wall, task, isOver } = view;
  if (task !== undefined && (wall !== undefined || task.why === 'ahead')) {
    return <TaskTag lang={lang} task={task} />;
  }
  if (wall !== undefined) return <Tag tone={tones[wall.state]}>{say(wall.state)}</Tag>;
  return <Tag tone="neutral">{say(isOver === true ? 'retired' : 'notYet')}</Tag>;
}

/** What is wrong, or will be, at the place of a task. */
export function TaskTag({ lang, task }: { readonly lang: Lang; readonly task: PostingTask }) {
  const say = stateWords(lang);
  if (task.why === 'ahead') return <Tag tone="warn">{say('changing', { from: task.from })}</Tag>;
  return <Tag tone={tones[task.why]}>{say(task.why)}</Tag>;
}
