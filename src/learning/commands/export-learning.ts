import type { Requester } from '../../access/model.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { digestOf } from '../../core/digest.ts';
import { newId } from '../../core/ids.ts';
import type { Home } from '../../home/open.ts';
import { type ExportFormat, matrixFile } from '../matrix-file.ts';
import type { LearningMatrix, MatrixFilter } from '../model.ts';
import { learningMatrix } from '../queries/matrix.ts';

type ExportingHome = Pick<Home, 'ledger' | 'store' | 'catalogue' | 'clock'>;

/** An exported matrix: the file, and the id under which the log knows it. */
export interface ExportedLearning {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/**
 * The matrix as a file for spreadsheets, which states its day and scope; then says so in the log,
 * with the file's digest.
 *
 * Errors: as `learningMatrix`.
 */
export async function exportLearning(
  home: ExportingHome,
  who: Requester,
  wish: { readonly filter: MatrixFilter; readonly format: ExportFormat },
): Promise<ExportedLearning> {
  const { filter, format } = wish;
  const matrix = await learningMatrix(home, who, filter);
  const bytes = matrixFile(home.catalogue.document, matrix, format);
  const sha256 = digestOf(bytes);
  const { clock, entropy } = home.ledger;
  const id = newId('exp', clock, entropy);
  await home.ledger.transact(who.actor, async () => {
    const facts = {
      format,
      rows: matrix.people.length,
      policies: matrix.policies.length,
      sites: [...matrix.sites],
      filter: knownFilter(home.catalogue.document, matrix),
      sha256,
    };
    return { result: id, entries: [{ kind: 'learning.exported', subject: id, facts }] };
  });
  return { id, bytes, sha256 };
}

/** What a matrix was narrowed to, as an entry may say it for ever: no words but the house's own. */
function knownFilter(document: SiteDocument, matrix: LearningMatrix): MatrixFilter {
  const { post, department, policy, ...others } = matrix.filter;
  const { posts } = document;
  return {
    ...others,
    ...(posts.some(({ code }) => code === post) ? { post } : {}),
    ...(posts.some((one) => one.department === department) ? { department } : {}),
    ...(matrix.policies.some(({ code }) => code === policy) ? { policy } : {}),
  };
}
