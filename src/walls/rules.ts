import type { LocalDate } from '../core/month.ts';
import type { VersionState } from '../policies/rules.ts';

/** The version that belongs on the wall: the one published last, unless it is over. */
export function belonging<Version extends VersionState & { readonly code: string }>(
  versions: readonly Version[],
  code: string,
  on: LocalDate,
): Version | undefined {
  return versions
    .filter(
      (one) =>
        one.code === code &&
        one.inForceFrom !== null &&
        (one.inForceUntil === null || on < one.inForceUntil),
    )
    .at(-1);
}
