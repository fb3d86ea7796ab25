import { z } from 'zod';

/** A message as it waits: plain text, to a few people. */
export const Message = z.strictObject({
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
});
export type Message = z.infer<typeof Message>;
