import type { SessionLine } from '../../training/model/views.ts';
import type { Topic, TrainingClass, TrainingPart } from '../../training/model/words.ts';
import type { Page } from '../kit/page/page.ts';
import { defineWords, type Lang } from '../kit/page/words.ts';
import { InChinese } from '../kit/ui/form-field.tsx';
import { Tag, type Tone } from '../kit/ui/tag.tsx';

const nameWords = defineWords('training-names', {
  zh: {
    class_law: '物业管理法律法规',
    class_weekly: '每周三个一',
    class_system: '体系规章制度',
    topic_safety: '安全教育',
    topic_procedure: '日常工作流程探讨',
    topic_difficult: '疑难问题总结研讨',
    topic_proposal: '改进工作的议案',
    part_plan: '计划',
    'part_sign-in': '签到',
    part_notes: '教案',
    part_exam: '考核',
    part_summary: '效果总结',
    status_planned: '未开课',
    status_incomplete: '未完成',
    status_closed: '已结课',
    status_cancelled: '已取消',
    repeat: '重复场次',
    comma: '、',
  },
  en: {
    class_law: 'Property law',
    class_weekly: 'Three hours a week',
    class_system: 'Policy system',
    topic_safety: 'Safety',
    topic_procedure: 'Daily procedures',
    topic_difficult: 'Difficult cases',
    topic_proposal: 'Proposals for improvement',
    part_plan: 'Plan',
    'part_sign-in': 'Sign-in',
    part_notes: 'Lesson notes',
    part_exam: 'Exam',
    part_summary: 'Summary',
    status_planned: 'Ahead',
    status_incomplete: 'Incomplete',
    status_closed: 'Closed',
    status_cancelled: 'Called off',
    repeat: 'Repeat',
    comma: ', ',
  },
});

export function classTitle(lang: Lang, kind: TrainingClass): string {
  return nameWords(lang)(`class_${kind}`);
}

export function topicTitle(lang: Lang, topic: Topic): string {
  return nameWords(lang)(`topic_${topic}`);
}

export function partTitle(lang: Lang, part: TrainingPart): string {
  return nameWords(lang)(`part_${part}`);
}

/** Parts or topics in one line. */
export function listed(lang: Lang, words: readonly string[]): string {
  return words.join(nameWords(lang)('comma'));
}

const tones: Readonly<Record<SessionLine['status'], Tone>> = {
  planned: 'info',
  incomplete: 'warn',
  closed: 'good',
  cancelled: 'neutral',
};

/** Where a session stands. */
export function StatusTag({ lang, status }: { lang: Lang; status: SessionLine['status'] }) {
  return <Tag tone={tones[status]}>{nameWords(lang)(`status_${status}`)}</Tag>;
}

/** What a session is about: the training's title and its topic. */
export function SessionTitle({ lang, line }: { lang: Lang; line: SessionLine }) {
  const say = nameWords(lang);
  return (
    <>
      <InChinese lang={lang}>{line.title}</InChinese>
      {line.topic === null ? null : <span class="quiet"> · {topicTitle(lang, line.topic)}</span>}
      {line.repeats === null ? null : <span class="quiet"> · {say('repeat')}</span>}
    </>
  );
}

/** A session's title as plain words. */
export function sessionWords(lang: Lang, line: Pick<SessionLine, 'title' | 'topic'>): string {
  return line.topic === null ? line.title : `${line.title} · ${topicTitle(lang, line.topic)}`;
}

/** Missing parts in words, for the page that closes. */
export function missingWords(
  { lang }: Pick<Page, 'lang'>,
  { missing }: Pick<SessionLine, 'missing'>,
): string {
  return listed(
    lang,
    missing.filter((part) => part !== 'summary').map((part) => partTitle(lang, part)),
  );
}
