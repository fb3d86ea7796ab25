import type { Child } from 'hono/jsx';
import type { Tone } from './tag.tsx';

/** One thing that happened: when in words, who, what; `instant` is the machine's spelling of when. */
export interface TimelineStep {
  readonly at: string;
  readonly who: string;
  readonly title: string;
  readonly body?: Child;
  readonly tone?: Tone | undefined;
  readonly href?: string | undefined;
  readonly instant?: string | undefined;
}

/** What happened, in order, on a thread; the page decides which end comes first. */
export function Timeline({ steps }: { readonly steps: readonly TimelineStep[] }) {
  return (
    <ol class="timeline">
      {steps.map((step) => (
        <li class={`happening happening-${step.tone ?? 'neutral'}`}>
          <p class="happening-head">
            <time class="happening-at" datetime={step.instant}>
              {step.at}
            </time>
            <span class="happening-title">
              {step.href === undefined ? step.title : <a href={step.href}>{step.title}</a>}
            </span>
            <span class="happening-who">{step.who}</span>
          </p>
          {step.body === undefined ? null : <div class="happening-body">{step.body}</div>}
        </li>
      ))}
    </ol>
  );
}
