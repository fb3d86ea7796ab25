import type { Child } from 'hono/jsx';
import type { Lang } from '../page/words.ts';
import { uiWords } from './words.ts';

/** One station of a course of work. */
export interface Step {
  readonly title: string;
  readonly state: 'done' | 'now' | 'ahead';
  readonly note?: Child;
}

const signs = { done: '✔', now: '●', ahead: '○' } as const;
const words = { done: 'stepDone', now: 'stepNow', ahead: 'stepAhead' } as const;

interface StepsProps {
  readonly steps: readonly Step[];
  readonly lang?: Lang | undefined;
}

/** The stations of a course of work on one line, each with its state in words. */
export function Steps({ steps, lang = 'zh' }: StepsProps) {
  const t = uiWords(lang);
  return (
    <ol class="steps">
      {steps.map((step) => (
        <li
          class={`step step-${step.state}`}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          <span class="step-sign" aria-hidden="true">
            {signs[step.state]}
          </span>
          <span class="step-title">{step.title}</span>
          <span class="step-state">{t(words[step.state])}</span>
          {step.note === undefined ? null : <span class="step-note">{step.note}</span>}
        </li>
      ))}
    </ol>
  );
}
