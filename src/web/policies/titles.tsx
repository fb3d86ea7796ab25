import type { SiteDocument } from '../../catalogue/model.ts';
import type { Instant } from '../../core/clock.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { VersionStatus } from '../../policies/model.ts';
import type { Page } from '../kit/page/page.ts';
import type { Lang } from '../kit/page/words.ts';
import { shortDigest } from '../kit/ui/short-digest.ts';
import { Tag, type Tone } from '../kit/ui/tag.tsx';
import { policyWords } from './words.ts';

const tones = {
  draft: 'neutral',
  'in-review': 'warn',
  approved: 'info',
  published: 'good',
  superseded: 'neutral',
  retired: 'neutral',
} as const satisfies Record<VersionStatus, Tone>;

/** Where a version stands, in a word; `ahead` for what is published and not yet in force. */
export function VersionTag(props: {
  readonly lang: Lang;
  readonly version: { readonly status: VersionStatus; readonly inForceFrom?: string | null };
  readonly today: string;
}) {
  const { lang, version, today } = props;
  const say = policyWords(lang);
  const { status, inForceFrom } = version;
  if (status === 'published' && inForceFrom != null && inForceFrom > today) {
    return <Tag tone="info">{say('ahead')}</Tag>;
  }
  return <Tag tone={tones[status]}>{say(status)}</Tag>;
}

/** The start of a digest as people compare it, the whole on demand. */
export function Fingerprint({
  sha256,
  label,
}: {
  readonly sha256: string;
  readonly label: string;
}) {
  return (
    <details class="fingerprint-fold">
      <summary title={sha256}>
        <span class="unseen">{label} </span>
        <span class="fingerprint">{shortDigest(sha256)}</span>
      </summary>
      <code class="fingerprint">{sha256}</code>
    </details>
  );
}

/** What a posting place is called in the language of the page. */
export function placeTitle(
  { document, lang }: { readonly document: SiteDocument; readonly lang: Lang },
  code: string,
): string {
  const place = document.places.find((one) => one.code === code);
  if (place === undefined) return code;
  return lang === 'zh' ? place.title : place.en;
}

/** A moment to the minute at the installation; a dash where there is none. */
export function minuteAt(page: Pick<Page, 'document'>, at: Instant | null): string {
  return at === null ? '—' : localMinuteOf(at, page.document.timeZone);
}

/** Words that stay Chinese in either language, such as a policy's title. */
export function Zh({ children }: { readonly children?: string }) {
  return <span lang="zh-CN">{children}</span>;
}
