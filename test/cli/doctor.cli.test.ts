import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileInquiry, openTestHome } from '../home/filled-home.ts';
import { runCli } from '../kit/cli.ts';
import { freshHome } from '../kit/home.ts';
import { folderBytes } from './folder-bytes.ts';

test('doctor says what is well and what is not, and its exit code tells which', async () => {
  const home = freshHome();
  const filled = await openTestHome(home);
  await fileInquiry(filled, { day: 1, matter: '停车收费' });
  await filled.close();
  const before = folderBytes(home);
  const well = await runCli(['doctor'], { home });
  expect(well).toMatchObject({ code: 0, stderr: '' });
  expect(well.stdout).toContain('✓ 密钥齐全');
  expect(well.stdout).toContain('△ 邮件未设置');
  expect(well.stdout).not.toContain('✗');
  expect(folderBytes(home)).toEqual(before);

  rmSync(join(home, 'keys/master.key'));
  const ill = await runCli(['doctor', '--json'], { home });
  expect(ill.code).toBe(1);
  const { well: isWell, checks } = JSON.parse(ill.stdout);
  expect(isWell).toBe(false);
  expect(checks).toContainEqual({
    code: 'keys',
    state: 'wrong',
    message: expect.stringContaining('master.key'),
  });
});

test('doctor of a folder without a home is wrong use', async () => {
  const answer = await runCli(['doctor'], { home: freshHome() });
  expect(answer.code).toBe(2);
  expect(answer.stderr.trim().split('\n')).toHaveLength(1);
});
