import { all, announce, say } from './page.ts';

const spoken = new Map<string, number>();

/**
 * Says every tenth part of a work that goes on, once.
 *
 * Shape: `<div id data-progress="62" hx-get hx-trigger="every 2s" hx-swap="outerMorph">`; htmx
 * renews it, and stops as soon as the answer has no `hx-trigger`.
 */
export function tellProgress(): void {
  for (const one of all('[data-progress]')) {
    const percent = Number(one.dataset.progress);
    const tenth = Math.floor(percent / 10);
    const last = spoken.get(one.id);
    spoken.set(one.id, tenth);
    if (last !== undefined && tenth > last) announce(say('progress', { percent: tenth * 10 }));
  }
}
