import { localMinuteOf } from '../../core/month.ts';
import type { BundleLine } from '../kit/bindings.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ProgressBar } from '../kit/ui/progress.tsx';
import { stepWords } from './marks.tsx';
import { monthWords } from './words.ts';

/** The bar of a binding that goes on, which renews itself until it ends. */
export function BindingProgress({ page, line }: { page: Page; line: BundleLine }) {
  const say = monthWords(page.lang);
  const { job } = line;
  if (job === null) return null;
  const { step, done, total } = job;
  const pieces = say('pieces', { done, total });
  return (
    <section
      id="binding"
      class="binding panel panel-info"
      data-progress={percentOf(job)}
      hx-get={paths.monthNow(line.month)}
      hx-trigger="every 2s"
      hx-swap="outerMorph"
    >
      <header class="panel-head">
        <h2>{say('binding')}</h2>
      </header>
      <div class="panel-body">
        <ProgressBar
          value={done}
          max={Math.max(1, total)}
          label={stepWords(page, step)}
          note={total > 1 ? pieces : localMinuteOf(job.updatedAt, page.document.timeZone)}
        />
        <p class="quiet">
          {say('bindingHelp')} <a href={paths.month(line.month)}>{say('reload')}</a>
        </p>
      </div>
    </section>
  );
}

/** How far a piece of work is. Units: per cent. */
export function percentOf({ done, total }: { done: number; total: number }): number {
  return Math.floor((100 * done) / Math.max(1, total));
}
