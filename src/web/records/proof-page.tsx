import type { ProvedPart, RecordProof } from '../../records/queries/prove-record.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { showWords } from './show-words.ts';

/** What came of checking a record against the signed log, part by part. */
export function ProofPage({ page, proof }: { page: Page; proof: RecordProof }) {
  const say = showWords(page.lang);
  return (
    <Frame
      page={page}
      title={say('proof', { number: proof.number })}
      current="records"
      crumbs={[
        { title: say('records'), href: paths.records() },
        { title: proof.number, href: paths.record(proof.number) },
      ]}
      actions={<ButtonLink href={paths.record(proof.number)}>{say('back')}</ButtonLink>}
    >
      <Notice
        tone={proof.intact ? 'good' : 'bad'}
        title={say(proof.intact ? 'proofIntact' : 'proofDiffers')}
      >
        <p>{say('proofHelp')}</p>
        {proof.fingerprint === null ? (
          <p>{say('proofLogBad')}</p>
        ) : (
          <p>
            {say('proofLog', { size: proof.size })}{' '}
            <span class="fingerprint">{proof.fingerprint}</span>
          </p>
        )}
      </Notice>
      <DataTable
        caption={say('proof', { number: proof.number })}
        captioned="unseen"
        columns={columnsOf(page)}
        rows={proof.parts}
      />
    </Frame>
  );
}

const words = {
  filed: 'partFiled',
  correction: 'partCorrection',
  attachment: 'partAttachment',
  file: 'partFile',
  void: 'partVoid',
} as const;

function columnsOf(page: Page): Column<ProvedPart>[] {
  const say = showWords(page.lang);
  return [
    { title: say('proofPart'), cell: ({ part, ordinal }) => say(words[part], { ordinal }) },
    { title: say('proofSeq'), numeric: true, cell: ({ seq }) => seq },
    { title: say('proofResult'), cell: (one) => <ResultTag page={page} proved={one} /> },
    {
      title: say('proofDigest'),
      wide: true,
      cell: ({ expected, found, state }) => (
        <>
          <span class="fingerprint digest">{bare(expected)}</span>
          {state === 'differs' && found !== '' ? (
            <span class="fingerprint digest">
              {' ≠ '}
              {bare(found)}
            </span>
          ) : null}
        </>
      ),
    },
  ];
}

/** The heading of the column says which digest it is. */
function bare(digest: string): string {
  return digest.replace(/^sha256:/, '');
}

function ResultTag({ page, proved }: { page: Page; proved: ProvedPart }) {
  const say = showWords(page.lang);
  if (proved.state === 'disposed') return <Tag tone="neutral">{say('proofGone')}</Tag>;
  const isIntact = proved.state === 'intact';
  return (
    <Tag tone={isIntact ? 'good' : 'bad'}>{say(isIntact ? 'proofIntact' : 'proofDiffers')}</Tag>
  );
}
