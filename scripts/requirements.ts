// Which requirement is proved by which test. `npm run requirements` prints the list, and fails if a
// requirement of a finished milestone has no test, a title names an unknown one, or nothing was read.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { listTests, type ReadTest } from './test-titles.ts';

/** One requirement: it is due once its milestone is reached; without one it waits. */
export interface Requirement {
  readonly id: string;
  readonly title: string;
  readonly milestone?: number;
}

/** `docs/requirements.json`: the milestone that is reached, and every requirement. */
export interface RequirementList {
  readonly milestone: number;
  readonly requirements: readonly Requirement[];
}

/** The table to print, and every reason to fail. */
export interface RequirementReport {
  readonly lines: readonly string[];
  readonly faults: readonly string[];
}

/** Files whose tests go through the public surface: HTTP, command line, or a page. */
const throughPublicSurface = /\.(http|cli|browser)\.test\.tsx?$/;

/** Compares the requirements with the tests whose titles carry their ids. */
export function reportOn(list: RequirementList, tests: readonly ReadTest[]): RequirementReport {
  const known = new Set(list.requirements.map((requirement) => requirement.id));
  const faults = tests.length === 0 ? ['no test was read'] : [];
  for (const test of tests) {
    for (const id of test.ids) {
      if (!known.has(id)) faults.push(`${test.file}:${test.line} names ${id}, which is not listed`);
      else if (!throughPublicSurface.test(test.file)) {
        faults.push(`${test.file}:${test.line} names ${id}, but is no HTTP, CLI or browser test`);
      }
    }
  }
  const lines = list.requirements.flatMap((requirement) => {
    const proofs = tests.filter(
      (test) => test.ids.includes(requirement.id) && throughPublicSurface.test(test.file),
    );
    const due = (requirement.milestone ?? Number.POSITIVE_INFINITY) <= list.milestone;
    if (due && proofs.length === 0) faults.push(`${requirement.id} is due and has no test`);
    const state = due ? (proofs.length > 0 ? 'proved ' : 'MISSING') : '-      ';
    return [
      `${requirement.id} ${state} ${requirement.title}`,
      ...proofs.map((test) => `         ${test.file}:${test.line} ${test.title}`),
    ];
  });
  return { lines, faults };
}

function main(): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const text = readFileSync(`${root}docs/requirements.json`, 'utf8');
  const tests = listTests(root, 'test');
  const report = reportOn(JSON.parse(text) as RequirementList, tests);
  for (const line of report.lines) console.log(line);
  for (const fault of report.faults) console.log(`fault: ${fault}`);
  console.log(`${tests.length} test titles read, ${report.faults.length} faults`);
  process.exitCode = report.faults.length > 0 ? 1 : 0;
}

if (import.meta.main) main();
