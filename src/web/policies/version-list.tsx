import type { PolicyView, VersionLine } from '../../policies/model.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Tag } from '../kit/ui/tag.tsx';
import { Fingerprint, minuteAt, VersionTag, Zh } from './titles.tsx';
import { policyWords } from './words.ts';

interface ListProps {
  readonly page: Page;
  readonly policy: PolicyView;
}

/** A policy's versions, the newest first, each with its hands and its days. */
export function VersionList({ page, policy }: ListProps) {
  const say = policyWords(page.lang);
  const { versions } = policy;
  if (versions.length === 0) return <p class="quiet">{say('noVersion')}</p>;
  return (
    <ol class="policy-versions" reversed>
      {versions.toReversed().map((version) => (
        <li>
          <p class="policy-version-head">
            <a href={paths.policyVersion(version.code, version.version)}>
              {say('nth', { version: version.version })}
            </a>{' '}
            <VersionTag lang={page.lang} today={page.today} version={version} />{' '}
            {version.adopted ? (
              <Tag tone="info" title={say('adoptedTitle')}>
                {say('adopted')}
              </Tag>
            ) : null}
          </p>
          <VersionFacts page={page} version={version} policy={policy} />
          {version.version > 1 ? (
            <p>
              <a
                href={paths.comparePolicy(version.code, {
                  from: version.version - 1,
                  to: version.version,
                })}
              >
                {say('compareLink')}
              </a>
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

/** Who did what with a version, when and why. */
export function VersionFacts(props: ListProps & { readonly version: VersionLine }) {
  const { page, version } = props;
  const say = policyWords(page.lang);
  const { inForceFrom: from, inForceUntil: until, reason } = version;
  const name = (one: string | null) => one ?? '';
  return (
    <ul class="policy-facts">
      {from === null ? null : (
        <li>
          <strong>{until === null ? say('from', { from }) : say('span', { from, until })}</strong>
        </li>
      )}
      <li>{say('wrote', { name: version.writtenBy, at: minuteAt(page, version.writtenAt) })}</li>
      {version.approvedAt === null ? null : (
        <li>
          {say('approvedBy', {
            name: name(version.approvedBy),
            at: minuteAt(page, version.approvedAt),
          })}
        </li>
      )}
      {version.publishedAt === null ? null : (
        <li>
          {say('publishedBy', {
            name: name(version.publishedBy),
            at: minuteAt(page, version.publishedAt),
          })}
        </li>
      )}
      {reason === '' ? null : (
        <li>
          <Zh>{say('reason', { reason })}</Zh>
        </li>
      )}
      <EndAndFiles {...props} />
      <li class="policy-fingerprint">
        <span>{say('fingerprint')} </span>
        <Fingerprint sha256={version.sha256} label={say('fingerprint')} />
      </li>
    </ul>
  );
}

/** Why the policy ended with a version, the file it came from, and the files it goes out as. */
function EndAndFiles({ page, policy, version }: ListProps & { readonly version: VersionLine }) {
  const say = policyWords(page.lang);
  const ends = policy.retirements.filter((end) => end.version === version.version);
  const source = policy.sources.find((one) => one.version === version.version);
  return (
    <>
      {ends.map(({ on, reason: why, retiredBy, retiredAt }) => (
        <li>
          <Zh>
            {say('retiredFact', {
              day: on,
              name: retiredBy,
              at: minuteAt(page, retiredAt),
              reason: why,
            })}
          </Zh>
        </li>
      ))}
      {source === undefined ? null : (
        <li>
          {say('sourceFile')}{' '}
          <a href={paths.policySource(version.code, version.version)} download>
            <Zh>{source.name}</Zh>
          </a>{' '}
          <Fingerprint sha256={source.sha256} label={say('sourceFile')} />
        </li>
      )}
      <li>
        {say('download')}{' '}
        <a href={paths.policyExport(version.code, version.version, 'pdf')} download>
          PDF
        </a>{' '}
        <a href={paths.policyExport(version.code, version.version, 'md')} download>
          Markdown
        </a>
      </li>
    </>
  );
}
