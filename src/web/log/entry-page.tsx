import type { ShownEntry } from '../../audit/entries.ts';
import { localMinuteOf } from '../../core/month.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { Fingerprint } from '../months/marks.tsx';
import { ArchiveTabs } from '../search/tabs.tsx';
import { kindTitle } from './kind-words.ts';
import { whoTitle } from './who.ts';
import { logWords } from './words.ts';

/** The part of a leaf that is told in words. */
interface LeafWords {
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string;
  readonly site?: string;
  readonly digest?: string;
}

/** One entry as it stands, and what proves that it stands there. */
export function EntryPage(props: { page: Page; proof: ShownEntry }) {
  const { page, proof } = props;
  const say = logWords(page.lang);
  const { seq, path, checkpoint, by, about, purpose } = proof;
  const leaf = JSON.parse(proof.leaf) as LeafWords;
  const facts = [
    { label: say('kind'), value: kindTitle(page.lang, leaf.kind) },
    { label: say('at'), value: localMinuteOf(leaf.at, page.document.timeZone) },
    { label: say('by'), value: whoTitle(page.lang, { actor: leaf.actor, by }) },
    { label: say('subject'), value: <Subject leaf={leaf} about={about} /> },
    ...(['reason', 'query'] as const).flatMap((name) => {
      const told = purpose?.[name];
      const label = say(name === 'reason' ? 'purpose' : 'query');
      return told === undefined ? [] : [{ label, value: <span class="as-typed">{told}</span> }];
    }),
    ...(leaf.site === undefined ? [] : [{ label: say('site'), value: leaf.site }]),
    ...(leaf.digest === undefined
      ? []
      : [
          {
            label: say('digest'),
            value: (
              <>
                <Fingerprint text={leaf.digest.replace(/^sha256:/, '')} />
                <span class="quiet">{say('digestHelp')}</span>
              </>
            ),
          },
        ]),
  ];
  return (
    <Frame
      page={page}
      title={say('entryTitle', { seq })}
      current="search"
      crumbs={[{ title: say('title'), href: paths.log() }]}
      actions={<ButtonLink href={paths.entryProof(seq)}>{say('download')}</ButtonLink>}
    >
      <ArchiveTabs page={page} current="log" />
      <Facts pairs={facts} />
      <Panel title={say('leaf')}>
        <p class="quiet">{say('leafHelp')}</p>
        <pre class="machine">{proof.leaf}</pre>
      </Panel>
      <Panel title={say('path')}>
        <p class="quiet">{say('pathHelp', { count: path.length })}</p>
        <ol class="machine-list">
          {path.map((node) => (
            <li>
              <code>{node}</code>
            </li>
          ))}
        </ol>
        <p class="quiet">{say('proofUnder')}</p>
        <pre class="machine">{checkpoint}</pre>
        <details>
          <summary>{say('byHand')}</summary>
          <ol>
            <li>{say('byHandLeaf')}</li>
            <li>{say('byHandPath')}</li>
            <li>{say('byHandRoot')}</li>
            <li>{say('byHandSignature')}</li>
          </ol>
        </details>
      </Panel>
    </Frame>
  );
}

/** What an entry is about, as a link where it has a page of its own. */
function Subject({ leaf, about }: { leaf: LeafWords; about: string }) {
  const href = hrefOf(leaf);
  return href === undefined ? (
    <span class="number subject">{about}</span>
  ) : (
    <a class="number subject" href={href}>
      {about}
    </a>
  );
}

function hrefOf({ kind, subject }: LeafWords): string | undefined {
  const [room] = kind.split('.');
  if (room === 'record') return paths.record(subject);
  if (room === 'order') return paths.order(subject);
  if (room === 'policy') return paths.policy(subject);
  if (room === 'day') return paths.day(subject);
  if (room === 'month' || room === 'bundle')
    return paths.month(subject.split('/').at(-1) ?? subject);
  return undefined;
}
