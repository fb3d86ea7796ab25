const root = document.documentElement;

/** How far the clock of this computer is behind the server's. Units: milliseconds. */
const behind = distanceTo(root.dataset.now);

/** The server's time, whatever this computer's clock says. Units: milliseconds since 1970. */
export function serverNow(): number {
  return localNow() + behind;
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

function distanceTo(instant: string | undefined): number {
  const told = Date.parse(instant ?? '');
  return Number.isNaN(told) ? 0 : told - localNow();
}

/** The browser's own clock, which the server's sets right. */
function localNow(): number {
  return Date.now();
}
