import type { PropsWithChildren } from 'hono/jsx';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Panel } from '../kit/ui/panel.tsx';
import { VersionFacts } from './version-list.tsx';
import { crumbsOf, type ShownVersion } from './version-page.tsx';
import { versionWords } from './version-words.ts';

/** What a page shows on which something is decided about a version. */
export interface DecisionProps extends ShownVersion {
  readonly form: FormState;
}

interface DecisionFrameProps extends Pick<DecisionProps, 'form' | 'policy' | 'version'> {
  readonly title: 'approveTitle' | 'publishTitle';
  readonly lead: string;
}

/** A page on which something is decided about a version: which it is, and through whose hands it went. */
export function DecisionFrame(props: PropsWithChildren<DecisionFrameProps>) {
  const { form, policy, version, title, lead, children } = props;
  const { page } = form;
  const say = versionWords(page.lang);
  const number = version.version;
  return (
    <Frame
      page={page}
      form={form}
      title={say(title, { title: policy.title, version: number })}
      current="policies"
      crumbs={[
        ...crumbsOf(page, policy),
        {
          title: say('oldSide', { version: number }),
          href: paths.policyVersion(policy.code, number),
        },
      ]}
    >
      <p>{lead}</p>
      <Panel title={say('facts')}>
        <VersionFacts page={page} version={version} policy={policy} />
      </Panel>
      {children}
    </Frame>
  );
}
