import type { Json } from '../../core/canonical-json.ts';
import type { BoundPolicy } from '../data/policies.ts';
import type { BuildContext } from './context.ts';
import { jsonText } from './registers.ts';
import type { WorkFolder } from './work-folder.ts';

/** The policies in force in the month, their texts, and where each hung at its end. */
export async function putPolicies(
  context: BuildContext,
  folder: WorkFolder,
  policies: readonly BoundPolicy[],
): Promise<void> {
  const { document, nameOf } = context;
  const placeTitle = (code: string) =>
    document.places.find((place) => place.code === code)?.title ?? code;
  const lines: Json[] = [];
  for (const { policy, version, inForce, postings, current, wall } of policies) {
    const file = `policies/${policy.code}-v${version.version}.md`;
    await folder.put(file, version.text);
    lines.push({
      code: policy.code,
      title: policy.title,
      department: policy.department,
      mustHang: policy.posted === 1,
      version: version.version,
      file: `data/${file}`,
      digest: version.digest,
      writtenBy: nameOf(version.written_by),
      writtenAt: version.written_at,
      reason: version.reason,
      approvedBy: inForce.approvedBy === null ? null : nameOf(inForce.approvedBy),
      adopted: inForce.adopted,
      inForceFrom: inForce.from,
      inForceUntil: inForce.until,
      inForceAtMonthEnd: current,
      wall,
      postings: postings.map((posting) => ({
        place: posting.place,
        placeTitle: placeTitle(posting.place),
        version: posting.version,
        postedAt: posting.posted_at,
        postedBy: nameOf(posting.posted_by),
        seq: posting.entry_seq,
      })),
      seq: version.entry_seq,
    });
  }
  await folder.put('policies/in-force.json', jsonText(lines));
}
