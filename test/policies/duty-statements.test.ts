import { describe, expect, it } from 'vitest';
import type { Action, Role } from '../../src/access/model.ts';
import { can } from '../../src/access/rules.ts';
import { readPack } from '../../src/catalogue/pack.ts';
import { readLibrary, type StarterPolicy } from '../../src/policies/commands/seed-policies.ts';

const { posts, categories } = readPack();
const library = readLibrary();
const statements = library.filter(({ post }) => post !== undefined);
const rule = library.find(({ code }) => code === 'ZD-01');

const heads = [
  '岗位目的',
  '上级与下级',
  '日常工作',
  '每周每月',
  '权限与不可为',
  '遇到这些事',
  '对应的制度和登记',
  '交接',
  '考核要点',
];

/** What a statement may promise, in its words, and the right that it takes. */
const promises: readonly (readonly [RegExp, Action])[] = [
  [/审阅签字|签日审阅/, 'record.sign-off'],
  [/作废/, 'record.void'],
  [/批准(他人的)?查档/, 'archive.approve'],
  [/批准[^。；]*制度/, 'policy.approve'],
  [/写制度/, 'policy.write'],
  [/发布/, 'policy.publish'],
  [/看操作日志|看日志/, 'log.read'],
  [/下载/, 'bundle.download'],
  [/封存案卷/, 'bundle.seal'],
  [/(?<!建议)登记(?!派工单|、派工单)(、更正|张贴|看到|巡视)/, 'record.file'],
  [/看本户联系方式/, 'personal.read'],
  [/看一次/, 'archive.look'],
  [/学习情况/, 'learning.read'],
  [/组织培训|安排培训/, 'training.keep'],
  [/申请查档|查档申请/, 'archive.ask'],
  [/导入/, 'import.run'],
  [/归档|整理档案/, 'archive.keep'],
];

function section({ text }: StarterPolicy, head: string): string {
  return text.split(`## ${head}\n`)[1]?.split('\n## ')[0] ?? '';
}

function mayRole(role: string, action: Action): boolean {
  const actor = { kind: 'person', id: 'p', username: 'p' } as const;
  const who = { actor, name: '某', roles: [{ site: 'A', role: role as Role }] };
  return can(who, action, { site: 'A' }) === undefined;
}

describe('the duty statements of the starter library', () => {
  it('are one for each post of the pack, in its order, from the post’s own department', () => {
    expect(statements.map(({ post }) => post)).toEqual(posts.map(({ code }) => code));
    for (const [index, { code, title, department, posted }] of statements.entries()) {
      const post = posts[index];
      expect(code).toBe(`GW-${String(index + 1).padStart(2, '0')}`);
      expect([title, department]).toEqual([`${post?.title}岗位职责`, post?.department]);
      expect(posted, code).toBe(false);
    }
  });

  it('each say what to work by, in a page and a half', () => {
    for (const statement of statements) {
      const { code, text } = statement;
      expect([...text.matchAll(/^## (.+)$/gm)].map(([, head]) => head)).toEqual(heads);
      const length = text.match(/\p{Script=Han}/gu)?.length ?? 0;
      expect(length, code).toBeGreaterThanOrEqual(700);
      expect(text.replace(/\s/g, '').length, code).toBeLessThanOrEqual(1_100);
    }
  });

  it('name the superior whom the organisation gives the post', () => {
    const codeOf = new Map(statements.map(({ code, post }) => [post, code]));
    for (const [index, statement] of statements.entries()) {
      const above = posts[index]?.reportsTo;
      const said = section(statement, '上级与下级');
      if (above === undefined) expect(said, statement.code).toContain('对公司负责');
      else expect(said, statement.code).toContain(codeOf.get(above));
    }
  });

  it('name registers, orders and the rule of archives, and only registers that exist', () => {
    const known = new Set(categories.map(({ code }) => code));
    for (const statement of statements) {
      const said = section(statement, '对应的制度和登记');
      for (const word of ['登记', '派工单', 'ZD-15']) expect(said, statement.code).toContain(word);
      const named = said.match(/(?<![-\d])\d{2}(?!\d| ?[年天分元张套种:])/g) ?? [];
      expect(named.length, statement.code).toBeGreaterThan(2);
      expect(named.filter((one) => !known.has(one))).toEqual([]);
    }
  });

  it('promise no right that the post’s role lacks', () => {
    const found = statements.flatMap((statement) => {
      const role = posts.find(({ code }) => code === statement.post)?.role ?? '';
      const [may = ''] = section(statement, '权限与不可为').split('不可以：');
      return promises.flatMap(([words, action]) =>
        words.test(may) && !mayRole(role, action)
          ? [`${statement.code}: ${words.source} needs ${action}`]
          : [],
      );
    });
    expect(found).toEqual([]);
  });

  it('are listed in the general rule on the wall, one line a post', () => {
    for (const { code, post } of statements) {
      const title = posts.find((one) => one.code === post)?.title;
      expect(rule?.text).toMatch(new RegExp(`^\\| ${title} \\| .+ \\| ${code} \\|$`, 'm'));
    }
    const length = rule?.text.match(/\p{Script=Han}/gu)?.length ?? 0;
    expect(length).toBeGreaterThanOrEqual(2_000);
    expect(length).toBeLessThanOrEqual(2_450);
  });
});
