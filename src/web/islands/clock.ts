const root = document.documentElement;

/** How far the clock of this computer is behind the server's. Units: milliseconds. */
let behind = distanceTo(root.dataset.now);

/** The server's time, whatever this computer's clock says. Units: milliseconds since 1970. */
export function serverNow(): number {
  return localNow() + behind;
}

/** Sets the clock again by an answer's `Date`, which tells whole seconds. */
export function setClockBy(date: string | null): void {
  const distance = distanceTo(date ?? undefined);
  // Within a second the first reading is the finer one.
  if (date !== null && Math.abs(distance - behind) > 1500) behind = distance;
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
