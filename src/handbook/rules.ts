import { canonicalJson, type Json } from '../core/canonical-json.ts';
import type { Chart } from '../core/chart/model.ts';
import {
  chartsReferredIn,
  holdsChart,
  type SiteChartName,
  siteChartNames,
} from '../core/chart/site-chart.ts';
import { type Digest, digestOf } from '../core/digest.ts';
import { seriesPlace } from '../policies/rules.ts';
import type { ChapterChange, EditionLine, LeftOut } from './model.ts';

/** A policy in force, as the handbook takes it up. */
export interface PolicyInForce {
  readonly code: string;
  readonly title: string;
  readonly posted: boolean;
  readonly department: string;
  readonly version: number;
  readonly from: string;
  readonly approver: string | null;
  readonly sha256: Digest;
  readonly text: string;
}

/** A chapter before it has a page. */
export type PlannedLine = Omit<EditionLine, 'page'>;

/** What an edition would hold if it were built now. */
export interface Plan {
  readonly lines: readonly PlannedLine[];
  readonly missing: readonly LeftOut[];
  /** Digest of what would be printed: company, sites, chapters, drawings. */
  readonly material: Digest;
}

/** The documents that a handbook must hold, with the policy of the starter library for each. */
const carriers: Readonly<Record<SiteChartName, string>> = {
  organisation: 'SC-01',
  'patrol-route': 'SC-02',
  repair: 'SC-03',
  emergency: 'SC-04',
  complaint: 'SC-05',
};

const partsInOrder = ['policies', 'duties', 'charts', 'papers'] as const;

/** In which part of the handbook a policy stands. */
function partOf(code: string): EditionLine['part'] {
  if (code.startsWith('ZD-')) return 'policies';
  if (code.startsWith('GW-')) return 'duties';
  return code.startsWith('SC-') ? 'charts' : 'papers';
}

/** The order of chapters: by part, by series, by number. */
function compareChapters(a: PlannedLine, b: PlannedLine): number {
  const rankOf = ({ part }: PlannedLine) => partsInOrder.indexOf(part);
  const byPlace = rankOf(a) - rankOf(b) || seriesPlace(a.code) - seriesPlace(b.code);
  return byPlace || a.code.localeCompare(b.code, 'en', { numeric: true });
}

/**
 * What an edition holds: every policy in force without ※, those with ※ by setting, and the five
 * documents, which are drawn alone where no policy in force carries them.
 *
 * Source: POL-08, C-4.2, C-4.3.
 */
export function planEdition(known: {
  readonly inForce: readonly PolicyInForce[];
  readonly without: readonly { readonly code: string; readonly title: string }[];
  readonly charts: Readonly<Record<SiteChartName, Chart>>;
  readonly holdsPosted: boolean;
  /** What else is printed: company and sites. */
  readonly heads: Json;
}): Plan {
  const { inForce, without, charts, holdsPosted, heads } = known;
  const taken = inForce.filter(({ posted }) => holdsPosted || !posted);
  const drawn = (name: SiteChartName) => digestOf(canonicalJson(charts[name] as unknown as Json));
  const carried = new Set(taken.flatMap(({ text }) => chartsReferredIn(text)));
  const isCarried = (name: SiteChartName) =>
    carried.has(name) ||
    taken.some(({ code, text }) => code === carriers[name] && holdsChart(text));
  const lines = [
    ...taken.map(({ code, title, posted, version, sha256, from, text }): PlannedLine => {
      const referred = chartsReferredIn(text).map(drawn);
      return {
        code,
        title,
        part: partOf(code),
        posted,
        version,
        chart: null,
        sha256,
        drawn: referred.length === 0 ? null : digestOf(referred.join('\n')),
        from,
      };
    }),
    ...siteChartNames
      .filter((name) => !isCarried(name))
      .map((name): PlannedLine => {
        const { title } = charts[name];
        const code = `SC-图${siteChartNames.indexOf(name) + 1}`;
        const sha256 = drawn(name);
        const alone = { version: null, chart: name, sha256, drawn: null, from: null };
        return { code, title, part: 'charts', posted: false, ...alone };
      }),
  ].toSorted(compareChapters);
  const missing = [
    ...without.map(({ code, title }): LeftOut => ({ code, title, why: 'no-version' })),
    ...inForce
      .filter(({ posted }) => posted && !holdsPosted)
      .map(({ code, title }): LeftOut => ({ code, title, why: 'posted' })),
  ].toSorted((a, b) => a.code.localeCompare(b.code, 'en', { numeric: true }));
  // What is missing stands at the end of an edition, but a new draft is no reason for another one.
  return { lines, missing, material: digestOf(canonicalJson({ heads, lines })) };
}

/** Which chapters differ between an edition that was printed and another state. */
export function changesBetween(
  before: readonly PlannedLine[],
  after: readonly PlannedLine[],
): ChapterChange[] {
  const changes = after.flatMap((line): ChapterChange[] => {
    const old = before.find(({ code }) => code === line.code);
    const { code, title, version } = line;
    if (old === undefined) return [{ code, title, kind: 'added', before: null, after: version }];
    const versions = { before: old.version, after: version };
    if (old.version !== version || (old.sha256 !== line.sha256 && version !== null)) {
      return [{ code, title, kind: 'revised', ...versions }];
    }
    if (old.sha256 !== line.sha256 || old.drawn !== line.drawn) {
      return [{ code, title, kind: 'redrawn', ...versions }];
    }
    return old.title === title ? [] : [{ code, title, kind: 'renamed', ...versions }];
  });
  const gone = before
    .filter(({ code }) => after.every((line) => line.code !== code))
    .map(({ code, title, version }): ChapterChange => {
      return { code, title, kind: 'removed', before: version, after: null };
    });
  return [...changes, ...gone];
}
