import { chromiumPath } from './chromium.ts';

/** Before the first browser test: a run without a browser ends here, and says what to install. */
export function setup(): void {
  chromiumPath();
}
