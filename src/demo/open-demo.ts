import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import type { Entropy } from '../core/ids.ts';
import { type Home, openHome } from '../home/open.ts';
import { isToldHome, signIns } from './people.ts';
import type { Say } from './stage.ts';
import { openTelling, tellStory } from './tell.ts';

/** A home for trying the product out. */
export interface DemoHome {
  readonly home: Home;
  /**
   * Tells the story, unless the home has one; resolves to how to sign in, or to nothing where the
   * home is not the story's.
   */
  tell(say: Say): Promise<string | undefined>;
}

/**
 * Opens the demonstration's home: the named folder, or a throw-away one of the system. A folder that
 * is a home already is opened as it is.
 *
 * Errors: as `openHome`.
 */
export async function openDemo(options: {
  readonly path?: string;
  readonly clock: Clock;
  readonly entropy: Entropy;
}): Promise<DemoHome> {
  const { clock, entropy } = options;
  const path = options.path ?? (await mkdtemp(join(tmpdir(), 'anjuan-demo-')));
  if (existsSync(join(path, 'site.json')) || existsSync(join(path, 'keys'))) {
    const home = await openHome({ path, clock, entropy });
    return {
      home,
      async tell(say) {
        const isTold = await isToldHome(home);
        if (!isTold) say(`${path} 里不是演示数据，照常启动，不讲演示故事。\n`);
        return isTold ? invitation(path) : undefined;
      },
    };
  }
  const telling = await openTelling({ path, clock, entropy });
  return {
    home: telling.home,
    async tell(say) {
      say('演示：正在讲一个物业办公室近两个月的故事，约需十几秒……\n');
      await tellStory(telling, (line) => say(`  ${line}\n`));
      return invitation(path);
    },
  };
}

/** Where the story lies, and everybody's sign-in with what to try. */
function invitation(path: string): string {
  const rows = [
    ['用户名', '密码', '姓名', '岗位', '可以试试'],
    ...signIns.map(({ username, password, name, title, tries }) => {
      return [username, password, name, title, tries];
    }),
  ];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ''))));
  const lines = rows.map((row) => {
    const cells = row.map(
      (cell, at) => cell + ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(cell))),
    );
    return `  ${cells.join('  ')}`;
  });
  return [
    '演示账号（人物、房号、电话都是虚构的，不会发出邮件）：',
    ...lines.map((line) => line.trimEnd()),
    `演示数据在 ${path}，不要了可以整个删除；带上 --demo --home ${path} 可再次打开。`,
    '先以 chen 登录：有一起报修刚登记，还没有派工。',
    '',
  ].join('\n');
}

/** The width of a cell on a terminal, where a Chinese character takes two columns. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0);
}
