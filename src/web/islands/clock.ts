const root = document.documentElement;

/** How far the clock of this computer is behind the server's. Units: milliseconds. */
const behind = distanceTo(root.dataset.now);

/** The server's time, whatever this computer's clock says. Units: milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + behind;
}

/** The server's time of day as people write it, in the time zone of the installation. */
export function serverTimeOfDay(): string {
  const timeZone = root.dataset.zone;
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(serverNow());
}

/** The present minute by the server's clock, as records write it: `2026-11-03 09:05`. */
export function serverMinute(): string {
  const timeZone = root.dataset.zone;
  const day = new Intl.DateTimeFormat('sv-SE', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(serverNow());
  return `${day} ${serverTimeOfDay()}`;
}

function distanceTo(instant: string | undefined): number {
  const told = Date.parse(instant ?? '');
  return Number.isNaN(told) ? 0 : told - arrival();
}

/** When the page began to arrive, by this computer's clock: scripts run only after all of it. */
function arrival(): number {
  const [page] = performance.getEntriesByType('navigation');
  return page instanceof PerformanceNavigationTiming
    ? performance.timeOrigin + page.responseStart
    : Date.now();
}
