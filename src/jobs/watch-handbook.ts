import { keepHandbook } from '../handbook/commands/building.ts';
import type { Home } from '../home/open.ts';

/**
 * Has the handbook built anew where what is in force, or what the settings draw, is no longer what
 * its newest edition holds. It is asked every minute: so a publication and the instant at which a
 * version comes into force need no clock of their own. What fails is kept, one row a day.
 */
export function watchHandbook(home: Home): Promise<number | undefined> {
  return keepHandbook(home);
}
