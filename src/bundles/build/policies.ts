import type { Json } from '../../core/canonical-json.ts';
import type { BoundPolicy } from '../data/policies.ts';
import { jsonText } from './registers.ts';
import type { WorkFolder } from './work-folder.ts';

/** The policies in force in the month, their texts, and how each stood on its walls at its end. */
export async function putPolicies(
  folder: WorkFolder,
  policies: readonly BoundPolicy[],
): Promise<void> {
  const lines: Json[] = [];
  for (const { frozen, texts } of policies) {
    const files = frozen.versions.map(({ version }) => `policies/${frozen.code}-v${version}.md`);
    for (const [index, { version }] of frozen.versions.entries()) {
      await folder.put(files[index] ?? '', texts.get(version) ?? '');
    }
    const versions = frozen.versions.map((version, index) => ({
      ...version,
      file: `data/${files[index]}`,
    }));
    lines.push({ ...frozen, versions } as unknown as Json);
  }
  await folder.put('policies/in-force.json', jsonText(lines));
}
