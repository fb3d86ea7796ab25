import { Command, CommanderError, type Option } from 'commander';
import { AppError } from '../core/app-error.ts';
import { addBackupVerb } from './backup.ts';
import { addBindVerb } from './bind.ts';
import { addDoctorVerb } from './doctor.ts';
import { addExportVerb } from './export.ts';
import { addImportVerb } from './import.ts';
import { addLogVerbs } from './log.ts';
import { addPersonVerbs } from './person.ts';
import { addPolicyVerbs } from './policies.ts';
import { addRestoreVerb } from './restore.ts';
import { addServeVerb } from './serve.ts';
import { addVerifyVerb } from './verify.ts';
import { exit, type Verdict, type World } from './world.ts';

const helpTitles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

/** What is wrong with the words of a command line, by the code under which it was noticed. */
const usageFaults: Readonly<Record<string, string>> = {
  'commander.unknownOption': '没有选项',
  'commander.unknownCommand': '没有命令',
  'commander.missingArgument': '缺少参数',
  'commander.optionMissingArgument': '选项缺少值：',
  'commander.missingMandatoryOptionValue': '缺少必填的选项',
  'commander.excessArguments': '参数太多（有空格的路径请加引号）：',
};

/** Runs one command line; resolves to its exit code (0 good, 1 the answer is no, 2 wrong use). */
export async function runCli(argv: readonly string[], world: World): Promise<number> {
  let code: number = exit.good;
  const verdict: Verdict = (given) => {
    code = given;
  };
  const program = new Command('anjuan')
    .description('案卷：物业办公室的合规系统')
    .exitOverride()
    .configureHelp({ styleTitle: (title) => helpTitles[title] ?? title, optionDescription })
    .helpOption('-h, --help', '显示用法')
    .helpCommand('help [command]', '显示一个命令的用法')
    .configureOutput({
      writeOut: (text) => world.out(text),
      writeErr: (text) => world.err(text),
      // What is wrong is said below, in the words of the house.
      outputError: () => undefined,
    });
  for (const add of [
    addServeVerb,
    addImportVerb,
    addBindVerb,
    addVerifyVerb,
    addLogVerbs,
    addExportVerb,
    addBackupVerb,
    addRestoreVerb,
    addDoctorVerb,
    addPersonVerbs,
    addPolicyVerbs,
  ]) {
    add(program, world, verdict);
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exit.good;
      world.err(usageSentence(error));
      return exit.wrongUse;
    }
    if (error instanceof AppError) {
      world.err(`${sentenceOf(error)}\n`);
      return exit.wrongUse;
    }
    const unreached = databaseSentence(error, world);
    if (unreached !== undefined) {
      world.err(`${unreached}\n`);
      return exit.wrongUse;
    }
    throw error;
  }
}

function sentenceOf(error: AppError): string {
  const fields = error.problems.map(({ field, message }) => `${field}：${message}`).join('；');
  return fields === '' ? error.message : `${error.message}${fields}`;
}

/** What an option does, with what it is when left out, in the words of the house. */
function optionDescription({ description, defaultValue }: Option): string {
  return defaultValue === undefined ? description : `${description}（默认 ${defaultValue}）`;
}

/** Node's codes of an address nobody answers at, and SQLSTATE's of a refused connection. */
const unreachedCode = /^(?:E[A-Z]+|08...|28...|3D...|57P03)$/;

/** One sentence where the database was not reached; its URL stays unsaid for the password in it. */
function databaseSentence(error: unknown, { env }: World): string | undefined {
  if (!env.ANJUAN_DATABASE_URL || !(error instanceof Error) || !('code' in error)) return undefined;
  const code = String(error.code);
  // What has a path concerns a file.
  if ('path' in error || !unreachedCode.test(code)) return undefined;
  return (
    `连不上 ANJUAN_DATABASE_URL 所指的数据库（${code}）：` +
    '请检查它是否已启动，以及地址、库名、用户名和密码（postgres://用户:密码@主机:5432/库名）。'
  );
}

function usageSentence(error: CommanderError): string {
  // A command group without a verb prints its own usage.
  if (error.code === 'commander.help') return '';
  const named = /'([^']+)'/.exec(error.message)?.[1] ?? '';
  const fault = usageFaults[error.code] ?? '命令写得不对';
  return `${fault} ${named}。用 anjuan --help 或在命令后加 --help 看用法。\n`;
}
