import type { LocalDate } from '../../core/month.ts';
import type { VersionLine, VersionView } from '../model.ts';
import { statusOn } from '../rules.ts';
import type { StoredVersion } from './versions.ts';

/** What a view is made at: the day, and the names of those who acted. */
export interface Viewpoint {
  readonly on: LocalDate;
  readonly nameOf: (actor: string) => string;
}

/** A version as people read it. */
export function viewVersion(stored: StoredVersion, { on, nameOf }: Viewpoint): VersionView {
  const { code, title, version, text, sha256, reason, writtenAt } = stored;
  const { submittedAt, approvedAt, publishedAt, inForceFrom, inForceUntil } = stored;
  const name = (actor: string | null) => (actor === null ? null : nameOf(actor));
  return {
    code,
    title,
    version,
    status: statusOn(stored, on),
    text,
    sha256,
    reason,
    writtenBy: nameOf(stored.writtenBy),
    writtenAt,
    submittedBy: name(stored.submittedBy),
    submittedAt,
    approvedBy: name(stored.approvedBy),
    approvedAt,
    publishedBy: name(stored.publishedBy),
    publishedAt,
    inForceFrom,
    inForceUntil,
    adopted: stored.adopted === 1,
  };
}

/** A version as a line, without its text. */
export function lineOf(stored: StoredVersion, at: Viewpoint): VersionLine {
  const { text: _text, ...line } = viewVersion(stored, at);
  return line;
}
