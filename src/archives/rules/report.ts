import type { LineFinding } from '../../records/model.ts';
import type { ArchiveImportReport } from '../model.ts';
import type { RowFinding } from './read-row.ts';

/** A row of the file with what was found in it. */
export interface FoundRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly extra?: readonly string[] | undefined;
  readonly findings: readonly RowFinding[];
}

/** The findings of a file, sorted into what was put right, warned of, proposed and rejected. */
export function sortFindings(
  file: string,
  rows: readonly FoundRow[],
): Pick<ArchiveImportReport, 'putRight' | 'warnings' | 'rejected' | 'proposed' | 'rejectedRows'> {
  const all = rows.flatMap(({ line, findings }) =>
    findings.map(({ severity, column, value, rule, message }) => {
      const finding: LineFinding = { file, line, column, value, rule, message };
      return { severity, finding };
    }),
  );
  const isProposal = (finding: LineFinding) => finding.rule === 'change-of-owner';
  const of = (wanted: RowFinding['severity']) =>
    all.flatMap(({ severity, finding }) =>
      severity === wanted && !isProposal(finding) ? [finding] : [],
    );
  return {
    putRight: of('put-right'),
    warnings: of('warning'),
    rejected: of('rejected'),
    proposed: all.flatMap(({ finding }) => (isProposal(finding) ? [finding] : [])),
    rejectedRows: rejectedRows(rows).length,
  };
}

/** The rows that were not filed and must be mended; a proposed change is none of them. */
export function rejectedRows(rows: readonly FoundRow[]): FoundRow[] {
  return rows.filter(({ findings }) =>
    findings.some(({ severity, rule }) => severity === 'rejected' && rule !== 'change-of-owner'),
  );
}
