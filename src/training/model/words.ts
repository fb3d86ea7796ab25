/** The three classes of training. Source: C-5.3. */
export const trainingClasses = ['law', 'weekly', 'system'] as const;
export type TrainingClass = (typeof trainingClasses)[number];

/** What the weekly hours must cover over each month. Source: C-5.3(2). */
export const topics = ['safety', 'procedure', 'difficult', 'proposal'] as const;
export type Topic = (typeof topics)[number];

/** The five parts without which a training is incomplete. Source: C-5.1, C-5.2. */
export const trainingParts = ['plan', 'notes', 'sign-in', 'exam', 'summary'] as const;
export type TrainingPart = (typeof trainingParts)[number];

/** How somebody signed in: by themselves, with their password on another's screen, or by another. */
export const waysOfSigningIn = ['own-screen', 'own-password', 'by-name'] as const;
export type WayOfSigningIn = (typeof waysOfSigningIn)[number];

/** The topics as the source calls them. */
export const topicTitles: Readonly<Record<Topic, string>> = {
  safety: '安全教育',
  procedure: '日常工作流程探讨',
  difficult: '疑难问题总结研讨',
  proposal: '改进工作的议案',
};

/** The five parts in words. */
export const partTitles: Readonly<Record<TrainingPart, string>> = {
  plan: '计划',
  notes: '教案',
  'sign-in': '签到',
  exam: '考核',
  summary: '效果总结',
};

/** So many weekly hours are due in a week, each of at least so many minutes. Source: C-5.3(2). */
export const weeklyGoal = { hours: 3, minutes: 60 } as const;
