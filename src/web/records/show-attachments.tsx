import { localMinuteOf } from '../../core/month.ts';
import type { AttachmentView, RecordView } from '../../records/model.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { Empty, Panel } from '../kit/ui/panel.tsx';
import { shortDigest } from '../kit/ui/short-digest.ts';
import { mayOn } from './show-story.tsx';
import { showWords } from './show-words.ts';

/** What was attached, and a form to attach more. */
export function Attachments({ page, view }: { page: Page; view: RecordView }) {
  const say = showWords(page.lang);
  const mayAttach = view.status !== 'void' && !view.disposed && mayOn(page, view, 'record.attach');
  return (
    <Panel title={`${say('attachments')} ${view.attachments.length}`} id="attachments">
      {view.attachments.length === 0 ? (
        <Empty title={say('noAttachments')} />
      ) : (
        <ul class="attached">
          {view.attachments.map((attachment) => (
            <li>
              <AttachedFile page={page} number={view.number} attachment={attachment} />
            </li>
          ))}
        </ul>
      )}
      {mayAttach ? <AttachForm page={page} number={view.number} problem={undefined} /> : null}
    </Panel>
  );
}

function AttachedFile(props: { page: Page; number: string; attachment: AttachmentView }) {
  const { page, number, attachment } = props;
  const { id, name, mediaType, sizeBytes, at, by, sha256 } = attachment;
  const say = showWords(page.lang);
  const href = paths.attachment(number, id);
  const words = { size: sizeText(sizeBytes), at: localMinuteOf(at, page.document.timeZone), by };
  return (
    <div class="attached-file">
      {isPicture(mediaType) ? (
        <a class="attached-picture" href={`${href}?as=view`}>
          <img
            src={`${href}?as=thumbnail`}
            alt={say('picture', { name })}
            width="120"
            height="90"
            loading="lazy"
          />
        </a>
      ) : (
        <span class="attached-kind" aria-hidden="true">
          {kindOf(name)}
        </span>
      )}
      <div class="attached-words">
        <a href={href} download={name} aria-label={say('download', { name })}>
          {name}
        </a>
        <p class="quiet">{say('attachWords', words)}</p>
        <p class="quiet fingerprint" title={sha256}>
          {say('fingerprint')} {shortDigest(sha256)}
        </p>
      </div>
    </div>
  );
}

/** The pictures that every browser shows. */
export function isPicture(mediaType: string): boolean {
  return /^image\/(jpeg|png|webp|gif)$/.test(mediaType);
}

function kindOf(name: string): string {
  const [, ending = ''] = /\.(\w{1,5})$/.exec(name) ?? [];
  return ending.toUpperCase() || '—';
}

/** A size as people say it. */
function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${kilobytes.toFixed(0)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}

interface AttachFormProps {
  readonly page: Page;
  readonly number: string;
  readonly problem: string | undefined;
}

/** Originals are evidence, so nothing here makes a photo smaller. */
export function AttachForm({ page, number, problem }: AttachFormProps) {
  const say = showWords(page.lang);
  const action = `${paths.attachTo(number)}?key=${encodeURIComponent(page.newKey())}`;
  return (
    <form
      method="post"
      action={action}
      enctype="multipart/form-data"
      class="attach"
      data-shrink="off"
    >
      <label for="f-file" class="field-label">
        {say('file')}
      </label>
      <p class="field-hint" id="f-file-hint">
        {say('attachHelp')}
      </p>
      {problem === undefined ? null : (
        <p class="field-problem" id="f-file-problem">
          <span aria-hidden="true">■ </span>
          <span lang="zh-CN">{problem}</span>
        </p>
      )}
      <div class="cluster">
        <input
          id="f-file"
          class="input file"
          type="file"
          name="file"
          required
          capture="environment"
          data-shrink="off"
          aria-describedby="f-file-hint"
          aria-invalid={problem === undefined ? undefined : 'true'}
        />
        <Button>{say('attach')}</Button>
      </div>
    </form>
  );
}
