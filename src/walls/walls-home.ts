import type { Home } from '../home/open.ts';

/** What the commands of this room work with. */
export type WallsHome = Pick<Home, 'ledger' | 'catalogue'>;
