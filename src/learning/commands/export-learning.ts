import type { Requester } from '../../access/model.ts';
import { digestOf } from '../../core/digest.ts';
import { newId } from '../../core/ids.ts';
import type { Home } from '../../home/open.ts';
import { type ExportFormat, matrixFile } from '../matrix-file.ts';
import type { MatrixFilter } from '../model.ts';
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
      filter: { ...filter },
      sha256,
    };
    return { result: id, entries: [{ kind: 'learning.exported', subject: id, facts }] };
  });
  return { id, bytes, sha256 };
}
