import type { Page } from '../kit/page/page.ts';
import { defineWords } from '../kit/page/words.ts';

const causeWords = defineWords('failure-causes', {
  zh: {
    diskFull: '服务器的磁盘满了，请管理员腾出地方。',
    diskRefuses: '服务器上的 bundles 目录不让写，请管理员检查它的权限。',
    diskInTheWay: '服务器的 bundles 目录里有同名的东西占着位置，请管理员移开它。',
    asTold: '系统的原话，给管理员看',
  },
  en: {
    diskFull: 'The server’s disk is full: an administrator has to make room.',
    diskRefuses:
      'The server may not write to its bundles folder: an administrator has to check its rights.',
    diskInTheWay:
      'Something of that name is in the way in the server’s bundles folder: an administrator has to move it.',
    asTold: 'What the system said, for the administrator',
  },
});

/** What the operating system answers where a bag cannot be written. */
const diskFaults = new Map<string, 'diskFull' | 'diskRefuses' | 'diskInTheWay'>([
  ['ENOSPC', 'diskFull'],
  ['EDQUOT', 'diskFull'],
  ['EACCES', 'diskRefuses'],
  ['EPERM', 'diskRefuses'],
  ['EROFS', 'diskRefuses'],
  ['EEXIST', 'diskInTheWay'],
  ['ENOTDIR', 'diskInTheWay'],
  ['EISDIR', 'diskInTheWay'],
]);

/** Why a binding failed: what a disk says is told in words, and as it stands for who mends it. */
export function FailureCause({ page, detail }: { page: Page; detail: string }) {
  const say = causeWords(page.lang);
  const cause = diskFaults.get(/^(E[A-Z]+):/.exec(detail)?.[1] ?? '');
  if (cause === undefined) {
    return (
      <p class="failure" lang="zh-CN">
        {detail}
      </p>
    );
  }
  return (
    <>
      <p class="failure">{say(cause)}</p>
      <details>
        <summary>{say('asTold')}</summary>
        <code class="failure">{detail}</code>
      </details>
    </>
  );
}
