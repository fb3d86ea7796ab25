import type { Command } from 'commander';
import { changePassword } from '../access/change-password.ts';
import { addPerson } from '../access/commands.ts';
import { type Role, roles } from '../access/model.ts';
import { getSite } from '../catalogue/catalogue.ts';
import { readPack } from '../catalogue/pack.ts';
import { AppError } from '../core/app-error.ts';
import { homeOptions, withHome } from './with-home.ts';
import type { Verdict, World } from './world.ts';

/** `person add` makes someone who can sign in; `person password` lets back in who cannot. */
export function addPersonVerbs(program: Command, world: World, _verdict: Verdict): void {
  const person = program.command('person').description('人员');
  homeOptions(person.command('add <username>'), ['as', 'site'])
    .description('添加人员；密码由 ANJUAN_PASSWORD 给出，否则生成并只显示一次')
    .requiredOption('--name <NAME>', '姓名')
    .requiredOption('--role <ROLE...>', `角色：${rolesNamed()}`)
    .option('--email <ADDRESS>', '邮箱，收学习提醒')
    .option('--post <CODE...>', '岗位代码，如 desk-clerk；按岗位学习岗位职责')
    .option('--json', '以 JSON 输出')
    .action(async (username: string, options) => {
      await withHome(world, options, async (home, who) => {
        const { code } = getSite(home.catalogue.document, options.site);
        const given = world.env.ANJUAN_PASSWORD;
        const password = given ?? makePassword(world);
        const siteRoles = (options.role as string[]).map((role) => ({
          site: code,
          role: knownRole(role),
        }));
        const id = await addPerson(home.ledger, who, {
          username,
          name: options.name,
          password,
          roles: siteRoles,
          email: options.email,
          posts: ((options.post ?? []) as string[]).map((post) => ({ site: code, post })),
        });
        const shown = given === undefined ? { password } : {};
        if (options.json) world.out(`${JSON.stringify({ id, username, ...shown })}\n`);
        else
          world.out(
            `已添加 ${options.name}（${username}）${given ? '' : `，初始密码：${password}${shownOnce}`}\n`,
          );
      });
    });
  addPasswordVerb(person, world);
}

function addPasswordVerb(person: Command, world: World): void {
  homeOptions(person.command('password <username>'), ['as'])
    .description('另设密码并退出其全部登录；密码由 ANJUAN_PASSWORD 给出，否则生成并只显示一次')
    .option('--json', '以 JSON 输出')
    .action(async (username: string, options) => {
      const given = world.env.ANJUAN_PASSWORD;
      const password = given ?? makePassword(world);
      const { closed } = await withHome(world, options, (home, who) =>
        changePassword(home.ledger, who, { username, password }),
      );
      const shown = given === undefined ? { password } : {};
      if (options.json) world.out(`${JSON.stringify({ username, closed, ...shown })}\n`);
      else
        world.out(
          `已为 ${username} 另设密码${given ? '' : `：${password}${shownOnce}`}；` +
            `原密码作废，退出登录 ${closed} 处\n`,
        );
    });
}

const shownOnce = '（只显示这一次）';

/** A password that can be read aloud. Shape: five groups of four letters and digits. */
export function makePassword(world: Pick<World, 'entropy'>): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const groups = Array.from({ length: 5 }, () =>
    [...world.entropy.bytes(4)].map((byte) => letters[byte % letters.length]).join(''),
  );
  return groups.join('-');
}

function knownRole(name: string): Role {
  const role = roles.find((one) => one === name);
  if (role !== undefined) return role;
  throw new AppError('usage', `没有角色“${name}”，可填：${rolesNamed()}。`);
}

/** The roles as they are typed, each with what the office calls it. */
function rolesNamed(): string {
  const titles = new Map(readPack().roles.map(({ code, title }) => [code, title]));
  return roles.map((role) => `${role} ${titles.get(role) ?? ''}`.trim()).join('、');
}
