import type { Home } from '../../home/open.ts';

/** What the commands of this room work with. */
export type TrainingHome = Pick<Home, 'ledger' | 'catalogue'>;
