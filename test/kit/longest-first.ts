import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Kinds of tests in the order in which their files start, the longest files first. */
const kinds = ['browser', 'cli', 'store', 'http', 'unit'];

/**
 * Starts the files that take longest first, so that no worker is left with a long one at the end.
 * The walks through every page take longest of all, though their files are short.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((one, other) => rankOf(one) - rankOf(other));
  }
}

function rankOf({ moduleId, project }: TestSpecification): number {
  return moduleId.includes('/every-page') ? -1 : kinds.indexOf(project.name);
}
