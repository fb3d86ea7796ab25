import { Command, CommanderError } from 'commander';
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
  'commander.excessArguments': '参数太多',
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
    .configureHelp({ styleTitle: (title) => helpTitles[title] ?? title })
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
    throw error;
  }
}

function sentenceOf(error: AppError): string {
  const fields = error.problems.map(({ field, message }) => `${field}：${message}`).join('；');
  return fields === '' ? error.message : `${error.message}${fields}`;
}

function usageSentence(error: CommanderError): string {
  // A command group without a verb prints its own usage.
  if (error.code === 'commander.help') return '';
  const named = /'([^']+)'/.exec(error.message)?.[1] ?? '';
  const fault = usageFaults[error.code] ?? '命令写得不对';
  return `${fault} ${named}。用 anjuan --help 或在命令后加 --help 看用法。\n`;
}
