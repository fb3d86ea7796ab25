import type { VersionLine } from '../../policies/model.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Tag } from '../kit/ui/tag.tsx';
import { Fingerprint, minuteAt, VersionTag, Zh } from './titles.tsx';
import { policyWords } from './words.ts';

interface ListProps {
  readonly page: Page;
  /** Oldest first. */
  readonly versions: readonly VersionLine[];
}

/** A policy's versions, the newest first, each with its hands and its days. */
export function VersionList({ page, versions }: ListProps) {
  const say = policyWords(page.lang);
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
          <VersionFacts page={page} version={version} />
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
export function VersionFacts({ page, version }: { readonly page: Page; version: VersionLine }) {
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
      <li class="policy-fingerprint">
        <span>{say('fingerprint')} </span>
        <Fingerprint sha256={version.sha256} label={say('fingerprint')} />
      </li>
    </ul>
  );
}
