import type { Child } from 'hono/jsx';
import { signOf, type Tone } from './tag.tsx';

interface PanelProps {
  readonly title: string;
  readonly id?: string | undefined;
  readonly actions?: Child;
  readonly tone?: Tone | undefined;
  readonly children?: Child;
}

/** One part of a page under a heading of its own. */
export function Panel({ title, id, actions, tone, children }: PanelProps) {
  return (
    <section id={id} class={`panel${tone === undefined ? '' : ` panel-${tone}`}`}>
      <header class="panel-head">
        <h2>{title}</h2>
        {actions === undefined ? null : <div class="panel-actions">{actions}</div>}
      </header>
      <div class="panel-body">{children}</div>
    </section>
  );
}

interface NoticeProps {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: Child;
}

/** Something to know before going on: sign, title and a few words. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`}>
      <p class="notice-title">
        <span class="notice-sign" aria-hidden="true">
          {signOf(tone)}
        </span>
        {title}
      </p>
      {children === undefined ? null : <div class="notice-body">{children}</div>}
    </div>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly children?: Child;
}

/** Says that there is nothing here, and what to do about it. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children === undefined ? null : <div class="empty-body">{children}</div>}
    </div>
  );
}
