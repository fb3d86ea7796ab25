import type { Requester } from '../../access/model.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { Reader } from '../../store/tables.ts';
import type { RetirementView, SourceView } from '../model.ts';
import { demandInHouse } from '../rules.ts';
import { getVersions } from './versions.ts';

/** Every time that a policy was ended, oldest first. */
export async function listRetirements(
  db: Reader,
  code: string,
  nameOf: (actor: string) => string,
): Promise<RetirementView[]> {
  const rows = await db
    .selectFrom('policy_retirement as end')
    .innerJoin('policy_version as version', 'version.id', 'end.version_id')
    .select(['version.version as version', 'end.first_day_without as on', 'end.reason as reason'])
    .select(['end.retired_by as by', 'end.retired_at as retiredAt'])
    .where('version.policy', '=', code)
    .orderBy('end.entry_seq')
    .execute();
  return rows.map(({ by, ...row }) => ({ ...row, retiredBy: nameOf(by) }));
}

/** The Word files that versions of a policy were made from, oldest first. */
export async function listSources(db: Reader, code: string): Promise<SourceView[]> {
  const rows = await db
    .selectFrom('policy_source as source')
    .innerJoin('policy_version as version', 'version.id', 'source.version_id')
    .innerJoin('blob', 'blob.address', 'source.blob')
    .select(['version.version as version', 'source.name as name', 'source.sha256 as sha256'])
    .select('blob.size_bytes as sizeBytes')
    .where('version.policy', '=', code)
    .orderBy('version.version')
    .execute();
  return rows.map((row) => ({ ...row, sizeBytes: Number(row.sizeBytes) }));
}

/** The Word file that a version was made from, byte by byte. Errors: `forbidden`, `not-found`. */
export async function readSource(
  home: Pick<Home, 'store' | 'files' | 'catalogue'>,
  who: Requester,
  asked: { code: string; version: number },
) {
  demandInHouse(who, 'policy.read', home.catalogue.document);
  const { version } = await getVersions(home.store.read, asked);
  const source = await home.store.read
    .selectFrom('policy_source as source')
    .innerJoin('blob', 'blob.address', 'source.blob')
    .select(['source.name as name', 'blob.address as address', 'blob.key_name as keyName'])
    .select('blob.size_bytes as sizeBytes')
    .where('source.version_id', '=', version.id)
    .executeTakeFirst();
  if (source === undefined) {
    throw new AppError('not-found', `${asked.code} 第 ${asked.version} 版不是从 Word 文件导入的。`);
  }
  const { name, sizeBytes, address, keyName } = source;
  return { name, sizeBytes: Number(sizeBytes), stream: await home.files.read(keyName, address) };
}
