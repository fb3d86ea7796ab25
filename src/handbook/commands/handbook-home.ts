import type { Home } from '../../home/open.ts';

/** What building the handbook works with. */
export type HandbookHome = Pick<Home, 'ledger' | 'store' | 'catalogue' | 'files' | 'clock'>;
