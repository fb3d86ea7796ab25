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

/** Runs one command line; resolves to its exit code (0 good, 1 the answer is no, 2 wrong use). */
export async function runCli(argv: readonly string[], world: World): Promise<number> {
  let code: number = exit.good;
  const verdict: Verdict = (given) => {
    code = given;
  };
  const program = new Command('anjuan')
    .description('案卷：物业办公室的合规系统')
    .exitOverride()
    .configureOutput({ writeOut: (text) => world.out(text), writeErr: (text) => world.err(text) });
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
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.good : exit.wrongUse;
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
