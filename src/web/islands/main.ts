import { lookAtCounts, startCount } from './count.ts';
import { lookAtDeadlines, startCountdown } from './countdown.ts';
import { startDrafts } from './drafts.ts';
import { startEnter } from './enter.ts';
import { startFocus } from './focus.ts';
import { markHotkeys, startHotkeys } from './hotkeys.ts';
import { startListKeys } from './list-keys.ts';
import { showNow, startNow } from './now.ts';
import { startOnce } from './once.ts';
import { startPalette } from './palette.ts';
import { startPhotos } from './photo.ts';
import { tellProgress } from './progress.ts';
import { startRedirects } from './redirects.ts';
import { offerRooms } from './room.ts';

/**
 * What a page gains where scripts run; every page works without it.
 *
 * The order matters where several listen for the same event: what may stop a form from being
 * sent comes first, and what the field under the caret has taken is not a hotkey any more.
 */
function start(): void {
  startEnter();
  startPhotos();
  startOnce();
  startDrafts();
  startPalette();
  startListKeys();
  startHotkeys();
  startCountdown();
  startCount();
  startFocus();
  startNow();
  startRedirects();
  look();
  document.addEventListener('htmx:after:swap', look);
}

/** What must be done anew for the parts of a page that have just come. */
function look(): void {
  markHotkeys();
  lookAtDeadlines();
  lookAtCounts();
  offerRooms();
  showNow();
  tellProgress();
}

start();
