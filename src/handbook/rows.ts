import type { Digest } from '../core/digest.ts';
import { policyKey } from '../policies/rows.ts';
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
  const known = await db
    .selectFrom('blob')
    .select('address')
    .where('key_name', '=', policyKey)
    .where('blind', '=', filed.blind)
    .executeTakeFirst();
  if (known === undefined) {
    const { address, sizeBytes } = file;
    await db
      .insertInto('blob')
      .values({ address, key_name: policyKey, blind: filed.blind, size_bytes: sizeBytes })
      .execute();
  }
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
      blob: known?.address ?? file.address,
      sha256: file.sha256,
      pages,
      size_bytes: file.sizeBytes,
      entry_seq: filed.seq,
    })
    .execute();
}
