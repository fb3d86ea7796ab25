import { siteChartsOf } from '../../catalogue/charts.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import type { Json } from '../../core/canonical-json.ts';
import { drawSvg } from '../../core/chart/chart-svg.ts';
import { chartsReferredIn, siteChartNames } from '../../core/chart/site-chart.ts';
import type { BoundPolicy } from '../data/policies.ts';
import { jsonText } from './registers.ts';
import type { WorkFolder } from './work-folder.ts';

/**
 * The policies in force in the month, their texts, the charts that these take from the settings, and
 * how each policy stood on its walls at the month's end.
 */
export async function putPolicies(
  folder: WorkFolder,
  policies: readonly BoundPolicy[],
  document: SiteDocument,
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
  const referred = policies.flatMap(({ texts }) => [...texts.values()].flatMap(chartsReferredIn));
  const charts = siteChartsOf(document);
  for (const name of siteChartNames.filter((one) => referred.includes(one))) {
    await folder.put(`policies/charts/${name}.svg`, `${drawSvg(charts[name], name).svg}\n`);
  }
}
