import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { freshHome } from '../kit/home.ts';
import { newDesk } from './desk.ts';

const launcher = fileURLToPath(new URL('../../bin/anjuan', import.meta.url));

test('a reader that stops early loses the words, not the work', () => {
  const desk = newDesk();
  const home = freshHome();
  const row = { 日期: '2026-10-05', 经办人: '王芳', 备忘: '' };
  const rows = Array.from({ length: 400 }, (_, at) => ({ ...row, 事件: `=第 ${at} 件` }));
  const file = desk.register('29', rows);
  const words = `"${process.execPath}" "${launcher}" import records "${file}" --home "${home}"`;
  const heard = execFileSync(
    'sh',
    ['-c', `(${words}; echo "ended $?" >&2) 2>&1 >/dev/null | tail -1`],
    {
      encoding: 'utf8',
      cwd: join(desk.folder),
    },
  );
  expect(heard).toContain('ended 0');
  const cut = execFileSync(
    'sh',
    [
      '-c',
      `(${words}; echo "ended $?" >&2) 2>"${home}.err" | head -c 1 >/dev/null; cat "${home}.err"`,
    ],
    {
      encoding: 'utf8',
    },
  );
  expect(cut.trim()).toBe('ended 0');
});
