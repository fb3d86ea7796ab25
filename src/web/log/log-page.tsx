import type { WholeLogCheck } from '../../audit/checks/check-whole-log.ts';
import type { EntryLine, LogState } from '../../audit/entries.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { Page as Keyset } from '../../core/page.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar } from '../kit/ui/bar.tsx';
import { Button } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { Pager } from '../kit/ui/pager.tsx';
import { Empty, Panel } from '../kit/ui/panel.tsx';
import { Fingerprint } from '../months/marks.tsx';
import { ArchiveTabs } from '../search/tabs.tsx';
import { CheckPart } from './check-part.tsx';
import { kindOptions, kindTitle } from './kind-words.ts';
import { whoTitle } from './who.ts';
import { logWords } from './words.ts';

interface LogProps {
  readonly page: Page;
  readonly state: LogState;
  readonly check: WholeLogCheck | undefined;
  readonly entries: Keyset<EntryLine>;
  /** A number that was typed and that no entry has. */
  readonly missed: string | undefined;
  readonly asked: { readonly kind: string | undefined; readonly before: number | undefined };
}

/** The log: its newest checkpoint, its check, its proofs, its latest entries. */
export function LogPage(props: LogProps) {
  const { page, state, check, missed } = props;
  const say = logWords(page.lang);
  return (
    <Frame page={page} title={say('title')} current="search">
      <ArchiveTabs page={page} current="log" />
      <p class="quiet">{say('intro')}</p>
      <div class="halves">
        <Panel title={say('checkpoint')}>
          <Checkpoint page={page} state={state} />
        </Panel>
        <div class="stack">
          <Panel title={say('check')} id="check">
            <CheckPart page={page} check={check} />
          </Panel>
          <Panel title={say('prove')}>
            <form method="get" action={paths.log()} class="cluster">
              <label for="seq">{say('seq')}</label>
              <input
                id="seq"
                name="seq"
                class="input seq"
                inputmode="numeric"
                required
                value={missed}
                autofocus={missed !== undefined}
                aria-invalid={missed === undefined ? undefined : 'true'}
                aria-describedby={missed === undefined ? undefined : 'seq-problem'}
              />
              <Button>{say('proveGo')}</Button>
            </form>
            {missed === undefined ? null : (
              <p class="field-problem" id="seq-problem" role="alert">
                <span aria-hidden="true">■ </span>
                {say('noSuchSeq', { typed: missed, last: state.size - 1 })}
              </p>
            )}
            <p class="quiet">{say('proveHelp')}</p>
          </Panel>
        </div>
      </div>
      <Entries {...props} />
    </Frame>
  );
}

function Checkpoint({ page, state }: Pick<LogProps, 'page' | 'state'>) {
  const say = logWords(page.lang);
  const { origin, size, since, signed, fingerprint, key } = state;
  const { timeZone } = page.document;
  const at = (instant: string) => localMinuteOf(instant, timeZone);
  return (
    <>
      <Facts
        pairs={[
          { label: say('origin'), value: <span class="number subject">{origin}</span>, wide: true },
          {
            label: say('size'),
            value: (
              <>
                {say('entries', { count: size, last: size - 1 })}
                {since === undefined ? null : (
                  <>
                    {' '}
                    <span class="quiet">{say('since', { at: at(since) })}</span>
                  </>
                )}
              </>
            ),
          },
          {
            label: say('signed'),
            value:
              signed === undefined
                ? ''
                : say('signedHelp', { size: signed.size, at: at(signed.at) }),
          },
          {
            label: say('root'),
            value: signed === undefined ? '' : <Fingerprint text={signed.root} />,
          },
          { label: say('key'), value: <Fingerprint text={fingerprint} /> },
        ]}
      />
      <details>
        <summary>{say('note')}</summary>
        <pre class="machine">{signed?.note ?? ''}</pre>
        <p>{say('publicKey')}</p>
        <pre class="machine">{key}</pre>
      </details>
    </>
  );
}

function Entries({ page, entries, asked }: LogProps) {
  const say = logWords(page.lang);
  const { kind, before } = asked;
  return (
    <section class="stack" aria-labelledby="recent">
      <h2 id="recent">{say('recent')}</h2>
      <FilterBar
        lang={page.lang}
        action={paths.log()}
        fields={[
          {
            name: 'kind',
            label: say('kind'),
            kind: 'select',
            value: kind ?? '',
            options: [{ value: '', title: say('allKinds') }, ...kindOptions(page.lang)],
          },
        ]}
      />
      <DataTable
        caption={say('recent')}
        captioned="unseen"
        rows={entries.items}
        rowLink={({ seq }) => paths.entry(seq)}
        empty={
          <Empty title={say('none')}>
            <p>{say('noneHelp')}</p>
          </Empty>
        }
        columns={[
          { title: say('seq'), cell: ({ seq }) => String(seq) },
          {
            title: say('at'),
            cell: ({ at }) => (
              <span class="unbroken">{localMinuteOf(at, page.document.timeZone)}</span>
            ),
          },
          { title: say('kind'), cell: (entry) => kindTitle(page.lang, entry.kind) },
          {
            title: say('subject'),
            wide: true,
            cell: ({ subject }) => <span class="number subject">{subject}</span>,
          },
          {
            title: say('by'),
            cell: (entry) => {
              const who = whoTitle(page.lang, entry);
              return <span lang={/\p{Script=Han}/u.test(who) ? 'zh-CN' : undefined}>{who}</span>;
            },
          },
        ]}
      />
      {before === undefined && entries.next === null ? null : (
        <Pager
          lang={page.lang}
          label={say('pages')}
          newer={before === undefined ? undefined : paths.log({ kind })}
          older={entries.next === null ? undefined : paths.log({ kind, before: entries.next })}
        />
      )}
    </section>
  );
}
