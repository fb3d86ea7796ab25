import type { Requester } from '../../access/model.ts';

/** What a request carries once it has passed the door. */
export interface WebEnv {
  Variables: { who: Requester; requestId: string };
}
