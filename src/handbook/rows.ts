import type { Digest } from '../core/digest.ts';
import { policyKey } from '../policies/rows.ts';
import { keepBlob } from '../store/blobs.ts';
import type { StoredFile } from '../store/files.ts';
import type { Tx } from '../store/tables.ts';
import type { EditionLine, LeftOut } from './model.ts';

/** An edition that has been bound. */
export interface NewEdition {
  readonly number: number;
  readonly builtBy: string;
  readonly asOf: string;
  readonly catalogueVersion: number;
  readonly contents: readonly EditionLine[];
  readonly missing: readonly LeftOut[];
  readonly material: Digest;
  readonly file: StoredFile;
  readonly pages: number;
}

/** Keeps an edition and its PDF; `blind` finds the same bytes kept before. */
export async function insertEdition(
  db: Tx,
  edition: NewEdition,
  filed: { at: string; seq: number; blind: string },
): Promise<void> {
  const { number, builtBy, asOf, catalogueVersion, contents, missing, material } = edition;
  const { file, pages } = edition;
  const blob = await keepBlob(db, { keyName: policyKey, file, blind: filed.blind });
  await db
    .insertInto('handbook_edition')
    .values({
      number,
      built_at: filed.at,
      built_by: builtBy,
      as_of: asOf,
      catalogue_version: catalogueVersion,
      contents: JSON.stringify(contents),
      missing: JSON.stringify(missing),
      material,
      blob,
      sha256: file.sha256,
      pages,
      size_bytes: file.sizeBytes,
      entry_seq: filed.seq,
    })
    .execute();
}
