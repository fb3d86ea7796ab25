import { compareTexts } from '../../policies/compare/compare.ts';
import type { PolicyView, VersionView } from '../../policies/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar } from '../kit/ui/bar.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { Tabs } from '../kit/ui/tabs.tsx';
import { Clauses, ClausesBeside } from './clauses.tsx';
import { compareWords } from './compare-words.ts';
import { crumbsOf } from './version-page.tsx';
import { versionWords } from './version-words.ts';

interface CompareProps {
  readonly page: Page;
  readonly policy: PolicyView;
  readonly from: VersionView;
  readonly to: VersionView;
  readonly isBeside: boolean;
}

/** Two versions of a policy, by words, on one page or beside each other. */
export function ComparePage({ page, policy, from, to, isBeside }: CompareProps) {
  const say = compareWords(page.lang);
  const nth = (version: number) => versionWords(page.lang)('oldSide', { version });
  const clauses = compareTexts(from.text, to.text);
  const { code, title } = policy;
  const asked = { from: from.version, to: to.version };
  const options = policy.versions.map(({ version }) => ({
    value: String(version),
    title: nth(version),
  }));
  const heads = [nth(from.version), nth(to.version)] as const;
  return (
    <Frame
      page={page}
      title={say('compareTitle', { title, ...asked })}
      current="policies"
      crumbs={crumbsOf(page, policy)}
    >
      <FilterBar
        lang={page.lang}
        action={paths.comparePolicy(code)}
        fields={[
          {
            name: 'from',
            label: say('compareFrom'),
            kind: 'select',
            value: String(from.version),
            options,
          },
          {
            name: 'to',
            label: say('compareTo'),
            kind: 'select',
            value: String(to.version),
            options,
          },
        ]}
        hidden={isBeside ? { view: 'side' } : {}}
      />
      <Tabs
        label={say('viewLabel')}
        tabs={[
          { href: paths.comparePolicy(code, asked), title: say('unified'), current: !isBeside },
          {
            href: paths.comparePolicy(code, { ...asked, view: 'side' }),
            title: say('side'),
            current: isBeside,
          },
        ]}
      />
      <Panel title={`${heads[0]} → ${heads[1]}`}>
        {isBeside ? (
          <ClausesBeside clauses={clauses} lang={page.lang} heads={heads} />
        ) : (
          <Clauses clauses={clauses} lang={page.lang} />
        )}
      </Panel>
    </Frame>
  );
}
