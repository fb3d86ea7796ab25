/** Who does something: a signed-in person, the operator at the machine, or the clock. */
export type Actor =
  | { readonly kind: 'person'; readonly id: string; readonly username: string }
  | { readonly kind: 'operator'; readonly osUser: string }
  | { readonly kind: 'clock'; readonly job: string };

/** The actor as an entry names it: `person:<id>`, `operator:<OS user>` or `clock:<job>`. */
export function actorText(actor: Actor): string {
  if (actor.kind === 'person') return `person:${actor.id}`;
  if (actor.kind === 'operator') return `operator:${actor.osUser}`;
  return `clock:${actor.job}`;
}

/** The actor as people read it. */
export function actorName(actor: Actor): string {
  if (actor.kind === 'person') return actor.username;
  if (actor.kind === 'operator') return `本机操作员（${actor.osUser}）`;
  return `时钟（${actor.job}）`;
}
