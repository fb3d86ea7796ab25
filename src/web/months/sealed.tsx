import { localMinuteOf } from '../../core/month.ts';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { SealMark } from '../kit/ui/seal-mark.tsx';
import { blockerTitle, Subjects } from './blockers.tsx';
import { Fingerprint, sizeText } from './marks.tsx';
import type { MonthView, ShownSeal } from './read-month.ts';
import { Volumes, volumesTitle } from './volumes.tsx';
import { monthWords } from './words.ts';

/** A sealing: who signed, what proves it, its bags, its exceptions, its volumes. */
export function SealedPanel(props: { page: Page; view: MonthView; shown: ShownSeal }) {
  const { page, view, shown } = props;
  const say = monthWords(page.lang);
  const { seal, root } = shown;
  const { month, supplement } = seal;
  const { timeZone } = page.document;
  const at = localMinuteOf(seal.sealedAt, timeZone);
  const title = supplement === 0 ? say('main') : say('supplement', { number: supplement });
  return (
    <Panel title={`${title} · ${say('sealed')}`} tone="good">
      <div class="cluster">
        {seal.plan.sealers.map((name) => (
          <SealMark name={name} at={at} note={say('sealedTitle')} />
        ))}
      </div>
      <Facts
        pairs={[
          ...(root === undefined
            ? []
            : [
                {
                  label: say('root'),
                  value: (
                    <>
                      <Fingerprint text={root.hex} />
                      <span class="quiet">
                        {say('rootHelp', { size: root.size, at: localMinuteOf(root.at, timeZone) })}
                      </span>
                    </>
                  ),
                },
              ]),
          {
            label: say('key'),
            value: (
              <>
                <Fingerprint text={view.fingerprint} />
                <span class="quiet">{say('keyHelp')}</span>
              </>
            ),
          },
        ]}
      />
      <Bags page={page} view={view} shown={shown} />
      {mayAt(page, 'bundle.download') ? null : <p class="quiet">{say('downloadNot')}</p>}
      <Exceptions page={page} shown={shown} />
      <details>
        <summary>{volumesTitle(page, shown.volumes)}</summary>
        <Volumes page={page} month={month} volumes={shown.volumes} />
      </details>
    </Panel>
  );
}

function Bags({ page, view, shown }: { page: Page; view: MonthView; shown: ShownSeal }) {
  const say = monthWords(page.lang);
  const { month, supplement, plan } = shown.seal;
  const bags = view.line.seals.find((one) => one.supplement === supplement)?.bags ?? [];
  const mayTake = mayAt(page, 'bundle.download');
  return (
    <DataTable
      caption={say('bags')}
      rows={bags}
      columns={[
        { title: say('class'), cell: (bag) => say(bag.class) },
        { title: say('file'), cell: ({ file }) => <span class="number">{file}</span> },
        {
          title: say('size'),
          numeric: true,
          cell: ({ sizeBytes }) =>
            sizeBytes === null ? <strong>{say('missing')}</strong> : sizeText(sizeBytes),
        },
        {
          title: 'SHA-256',
          cell: (bag) => {
            const digest = plan.bags[bag.class]?.sha256;
            return digest === undefined ? '' : <Fingerprint text={digest} />;
          },
        },
        {
          title: '',
          cell: ({ file, sizeBytes }) =>
            mayTake && sizeBytes !== null ? (
              <ButtonLink href={paths.bag(month, file)}>
                {say('download')}
                <span class="unseen"> {file}</span>
              </ButtonLink>
            ) : null,
        },
      ]}
    />
  );
}

function Exceptions({ page, shown }: { page: Page; shown: ShownSeal }) {
  const say = monthWords(page.lang);
  const { month, plan } = shown.seal;
  if (plan.exceptions.length === 0) return null;
  return (
    <DataTable
      caption={say('exceptionsTitle')}
      rows={plan.exceptions}
      columns={[
        { title: say('exceptions'), cell: (one) => blockerTitle(page, one) },
        { title: say('reason'), cell: ({ reason }) => <span class="as-typed">{reason}</span> },
        {
          title: say('subjects'),
          wide: true,
          cell: ({ code, subjects }) => <Subjects {...{ page, month, code, subjects }} />,
        },
      ]}
    />
  );
}
