import type { Requester } from '../../access/model.ts';
import type { Page } from './page/page.ts';

/** What a request carries once it has passed the door: `page` and `token` behind that of the pages. */
export interface WebEnv {
  Variables: { who: Requester; requestId: string; page: Page; token: string };
}
